package model

// Row is anything that a read gives under a Scope: AccessClass says how the
// viewer stands to the customer behind it, ClassNone when there is none.
type Row interface {
	RowID() ID
	AccessClass() RowClass
}

// RowID identifies the customer.
func (c *Customer) RowID() ID { return c.ID }

// AccessClass is the class of the customer.
func (c *Customer) AccessClass() RowClass { return c.Class }

// RowID identifies the income.
func (i *Income) RowID() ID { return i.ID }

// AccessClass is the class of its customer.
func (i *Income) AccessClass() RowClass { return i.Class }

// RowID identifies the address.
func (e *Email) RowID() ID { return e.ID }

// AccessClass is the class of its customer.
func (e *Email) AccessClass() RowClass { return e.Class }

// RowID identifies the number.
func (p *Phone) RowID() ID { return p.ID }

// AccessClass is the class of its customer.
func (p *Phone) AccessClass() RowClass { return p.Class }

// RowID identifies the address.
func (a *Address) RowID() ID { return a.ID }

// AccessClass is the class of its customer.
func (a *Address) AccessClass() RowClass { return a.Class }

// RowID identifies the preference.
func (c *ChannelPreference) RowID() ID { return c.ID }

// AccessClass is the class of its customer.
func (c *ChannelPreference) AccessClass() RowClass { return c.Class }

// RowID identifies the period.
func (f *Fragility) RowID() ID { return f.ID }

// AccessClass is the class of its customer.
func (f *Fragility) AccessClass() RowClass { return f.Class }

// RowID identifies the link.
func (r *Representation) RowID() ID { return r.ID }

// AccessClass is the class of the other customer.
func (r *Representation) AccessClass() RowClass { return r.Class }

// RowID identifies the household.
func (h *Household) RowID() ID { return h.ID }

// AccessClass is the class of its nearest member.
func (h *Household) AccessClass() RowClass { return h.Class }

// RowID identifies the membership.
func (h *HouseholdMember) RowID() ID { return h.ID }

// AccessClass is the class of the member.
func (h *HouseholdMember) AccessClass() RowClass { return h.Class }

// RowID identifies the link.
func (r *Relationship) RowID() ID { return r.ID }

// AccessClass is the class of the other customer.
func (r *Relationship) AccessClass() RowClass { return r.Class }

// RowID identifies the contract.
func (c *Contract) RowID() ID { return c.ID }

// AccessClass is the class of its nearest holder.
func (c *Contract) AccessClass() RowClass { return c.Class }

// RowID identifies the role.
func (c *ContractParty) RowID() ID { return c.ID }

// AccessClass is the class of the customer in the role.
func (c *ContractParty) AccessClass() RowClass { return c.Class }

// RowID identifies the movement.
func (m *Movement) RowID() ID { return m.ID }

// AccessClass is the class of its contract.
func (m *Movement) AccessClass() RowClass { return m.Class }

// RowID identifies the order.
func (s *StandingOrder) RowID() ID { return s.ID }

// AccessClass is the class of its contract.
func (s *StandingOrder) AccessClass() RowClass { return s.Class }

// RowID identifies the mandate.
func (d *DirectDebit) RowID() ID { return d.ID }

// AccessClass is the class of its contract.
func (d *DirectDebit) AccessClass() RowClass { return d.Class }

// RowID identifies the asset.
func (a *Asset) RowID() ID { return a.ID }

// AccessClass is the class of its customer.
func (a *Asset) AccessClass() RowClass { return a.Class }

// RowID identifies the event.
func (l *LifeEvent) RowID() ID { return l.ID }

// AccessClass is the class of its customer.
func (l *LifeEvent) AccessClass() RowClass { return l.Class }

// RowID identifies the interaction.
func (i *Interaction) RowID() ID { return i.ID }

// AccessClass is the class of its customer.
func (i *Interaction) AccessClass() RowClass { return i.Class }

// RowID identifies the consent.
func (c *Consent) RowID() ID { return c.ID }

// AccessClass is the class of its customer.
func (c *Consent) AccessClass() RowClass { return c.Class }

// RowID identifies the decision.
func (d *Decision) RowID() ID { return d.ID }

// AccessClass is the class of its customer.
func (d *Decision) AccessClass() RowClass { return d.Class }

// RowID identifies the recommendation.
func (r *Recommendation) RowID() ID { return r.ID }

// AccessClass is the class of its customer.
func (r *Recommendation) AccessClass() RowClass { return r.Class }

// RowID identifies the action.
func (a *Action) RowID() ID { return a.ID }

// AccessClass is the class of its customer.
func (a *Action) AccessClass() RowClass { return a.Class }

// RowID identifies the region.
func (r *Region) RowID() ID { return r.ID }

// AccessClass says that no customer is behind the region.
func (r *Region) AccessClass() RowClass { return ClassNone }

// RowID identifies the branch.
func (b *Branch) RowID() ID { return b.ID }

// AccessClass says that no customer is behind the branch.
func (b *Branch) AccessClass() RowClass { return ClassNone }

// RowID identifies the employee.
func (e *Employee) RowID() ID { return e.ID }

// AccessClass says that no customer is behind the employee.
func (e *Employee) AccessClass() RowClass { return ClassNone }

// RowID identifies the portfolio.
func (p *Portfolio) RowID() ID { return p.ID }

// AccessClass says that no customer is behind the portfolio.
func (p *Portfolio) AccessClass() RowClass { return ClassNone }
