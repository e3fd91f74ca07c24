package model

// Kinds of Customer.
const (
	Person       CustomerKind = "PERSON"
	Organisation CustomerKind = "ORGANISATION"
)

// Customer is a person or organisation that holds or held a contract, or a
// prospect known without one. It is the anchor of nearly all access decisions.
type Customer struct {
	ID         ID `bun:"id,pk"`
	Kind       CustomerKind
	Status     CustomerStatus
	Source     string // system the customer came from: demo, berka, csv
	ExternalID string // identifier in that system, unique within Source

	FirstName   string // persons
	LastName    string // persons
	BirthName   string // persons, when different from LastName
	LegalName   string // organisations
	Siren       string // organisations: the nine digits of the French register
	Sex         Sex
	BirthDate   Date
	BirthPlace  string
	DeceasedOn  Date
	Nationality string // ISO 3166-1 alpha-2

	MaritalStatus    MaritalStatus
	PCSCode          string // socio-professional category, code of the nomenclature
	PCSVersion       string // the nomenclature, e.g. "2020"
	EmploymentStatus EmploymentStatus
	Profession       string

	Language      Language
	Sensitivity   Sensitivity   // who may look: staff and VIP files are closer kept
	LegalCapacity LegalCapacity // who may sign

	BranchID    ID
	PortfolioID ID
	HouseholdID ID // the primary household of kind HOUSEHOLD
	// DecisionKey groups the customers decided together by the night: the
	// primary household, or the customer alone.
	DecisionKey   ID
	CustomerSince Date
	SortKey       []byte // Fold of the display name; compared bytewise
	CreatedAt     Instant
	UpdatedAt     Instant
	Version       int64 // grows with every change

	// Class is the row class under which the viewer sees the row; it is set by
	// reads and never stored.
	Class RowClass `bun:"-"`
}

// DisplayName is the name shown in lists.
func (c *Customer) DisplayName() string {
	if c.Kind == Organisation {
		return c.LegalName
	}
	if c.FirstName == "" {
		return c.LastName
	}
	return c.FirstName + " " + c.LastName
}

// MajorityAge is the age from which a person signs alone (code civil, art. 388).
const MajorityAge = 18

// CapacityOn is the legal capacity on a day: a minor's ends by itself on the 18th
// birthday, whatever the file still says.
func (c *Customer) CapacityOn(day Date) LegalCapacity {
	if c.LegalCapacity == Minor && !c.BirthDate.IsZero() && c.BirthDate.Birthday(MajorityAge) <= day {
		return FullCapacity
	}
	return c.LegalCapacity
}

// IsChildOn tells whether parents still act for the customer on a day: not yet 18
// by the birth date, and not emancipated. Of who has no birth date it says no.
func (c *Customer) IsChildOn(day Date) bool {
	return !c.BirthDate.IsZero() && c.LegalCapacity != Emancipated && c.BirthDate.Birthday(MajorityAge) > day
}

// SortName is the text that lists are ordered by: last name first.
func (c *Customer) SortName() string {
	if c.Kind == Organisation {
		return c.LegalName
	}
	return c.LastName + " " + c.FirstName
}

// CustomerKey is the key that seals a customer's facts in receipts; erasing
// the customer destroys it.
type CustomerKey struct {
	CustomerID ID `bun:"customer_id,pk"`
	SealingKey []byte
	CreatedAt  Instant
}

// NameToken is one folded word of a customer's name, for search.
type NameToken struct {
	Token      []byte `bun:"token,pk"`
	CustomerID ID     `bun:"customer_id,pk"`
}

// Income is a declared or detected income of a customer over a period.
type Income struct {
	ID          ID `bun:"id,pk"`
	CustomerID  ID
	Kind        IncomeKind
	AmountMinor int64 // per month, net
	Currency    string
	Origin      Origin
	ValidFrom   Date
	ValidTo     Date
	Class       RowClass `bun:"-"`
}

// Amount is the net monthly amount.
func (i *Income) Amount() Money { return Money{i.AmountMinor, i.Currency} }

// Email is an e-mail address of a customer.
type Email struct {
	ID         ID `bun:"id,pk"`
	CustomerID ID
	Address    string
	Preferred  bool
	ValidFrom  Date
	ValidTo    Date
	Class      RowClass `bun:"-"`
}

// Phone is a phone number of a customer in E.164 form (+33612345678).
type Phone struct {
	ID         ID `bun:"id,pk"`
	CustomerID ID
	Number     string
	Preferred  bool
	ValidFrom  Date
	ValidTo    Date
	Class      RowClass `bun:"-"`
}

// Address is a postal address of a customer over a period.
type Address struct {
	ID         ID `bun:"id,pk"`
	CustomerID ID
	Line1      string
	Line2      string
	PostalCode string
	City       string
	Country    string // ISO 3166-1 alpha-2
	ValidFrom  Date
	ValidTo    Date
	Class      RowClass `bun:"-"`
}

// ChannelPreference is what a customer says of being reached on a channel.
type ChannelPreference struct {
	ID         ID `bun:"id,pk"`
	CustomerID ID
	Channel    Channel
	Preference Preference
	Class      RowClass `bun:"-"`
}

// Representation names who acts for a minor or a protected adult.
type Representation struct {
	ID               ID `bun:"id,pk"`
	CustomerID       ID // who is represented
	RepresentativeID ID
	Kind             RepresentationKind
	ValidFrom        Date
	ValidTo          Date
	Class            RowClass `bun:"-"`
}

// Fragility is a period of financial fragility in the sense of CMF R312-4-3.
// It is neither a legal capacity nor an access sensitivity.
type Fragility struct {
	ID         ID `bun:"id,pk"`
	CustomerID ID
	Criterion  string
	ValidFrom  Date
	ValidTo    Date
	Class      RowClass `bun:"-"`
}
