package model

// Household is a dated group of persons.
type Household struct {
	ID          ID `bun:"id,pk"`
	Kind        HouseholdKind
	Name        string
	FormedOn    Date
	DissolvedOn Date
	Source      string
	ExternalID  string
	Class       RowClass `bun:"-"`
}

// HouseholdMember is the membership of a customer in a household over a period.
// A customer has at most one open primary membership per kind of household.
type HouseholdMember struct {
	ID          ID `bun:"id,pk"`
	HouseholdID ID
	CustomerID  ID
	Role        HouseholdRole
	Kind        HouseholdKind // of the household, so that "one primary" is a unique index
	IsPrimary   bool
	ValidFrom   Date
	ValidTo     Date
	Class       RowClass `bun:"-"`
}

// Relationship is a directed link between two customers; writing one writes its
// inverse too (PARENT_OF and CHILD_OF), so it can be read either way.
type Relationship struct {
	ID        ID `bun:"id,pk"`
	FromID    ID
	ToID      ID
	Kind      RelationshipKind
	ValidFrom Date
	ValidTo   Date
	Class     RowClass `bun:"-"`
}
