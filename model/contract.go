package model

// Product is what the bank sells. Family says which concrete Contract it makes.
type Product struct {
	Code    string `bun:"code,pk"`
	Family  ContractType
	TitleFR string
	TitleEN string
}

// Title is the name of the product in every language.
func (p *Product) Title() Text { return Text{p.TitleFR, p.TitleEN} }

// Contract is a product subscribed by one or more customers with roles. Fields
// that a type does not have are zero; Type says which concrete type it is.
type Contract struct {
	ID          ID `bun:"id,pk"`
	Type        ContractType
	ProductCode string
	Number      string
	Source      string
	ExternalID  string
	Status      ContractStatus
	OpenedOn    Date
	ClosedOn    Date
	DueOn       Date // next renewal or maturity of insurance, investment and service contracts
	Currency    string

	BalanceMinor   int64 // accounts, investments: last known balance or value
	BalanceOn      Date  // the day of BalanceMinor; zero when no balance is known
	OverdraftMinor int64 // current accounts: authorised overdraft, positive
	RatePPM        int64 // savings and loans: yearly rate in parts per million

	PrincipalMinor    int64 // loans
	OutstandingMinor  int64 // loans
	InstalmentMinor   int64 // loans: monthly, insurance included
	DurationMonths    int64 // loans
	FirstInstalmentOn Date  // loans
	LastInstalmentOn  Date  // loans
	InArrears         bool  // loans: an instalment is unpaid
	Purpose           string

	AccountID    ID     // cards, loans, services: the account they work on
	MaskedNumber string // cards: last four digits
	CardLevel    string // cards
	ExpiresOn    Date   // cards: end of the month printed on them
	PremiumMinor int64  // insurance: monthly
	InsuredLabel string // insurance: what is covered

	// Movements of an account are known from CoveredFrom to CoveredTo, both
	// included; outside they are unknown, which is not the same as none.
	CoveredFrom Date
	CoveredTo   Date

	Class RowClass `bun:"-"`
}

// Balance is the last known balance, nil when none is known.
func (c *Contract) Balance() *Money {
	if c.BalanceOn.IsZero() {
		return nil
	}
	return &Money{c.BalanceMinor, c.Currency}
}

// ContractParty is the role of a customer on a contract over a period.
type ContractParty struct {
	ID         ID `bun:"id,pk"`
	ContractID ID
	CustomerID ID
	Role       PartyRole
	ValidFrom  Date
	ValidTo    Date
	Class      RowClass `bun:"-"`
}

// Movement is a posted entry on an account; credits are positive.
type Movement struct {
	ID           ID `bun:"id,pk"`
	ContractID   ID
	BookedOn     Date
	Sequence     int64 // order within the day
	AmountMinor  int64
	Currency     string
	BalanceMinor int64 // balance after the movement
	Category     MovementCategory
	Label        string
	Counterparty string
	Source       string
	ExternalID   string
	Class        RowClass `bun:"-"`
}

// Amount is the signed amount of the movement.
func (m *Movement) Amount() Money { return Money{m.AmountMinor, m.Currency} }

// Balance is the balance of the account after the movement.
func (m *Movement) Balance() Money { return Money{m.BalanceMinor, m.Currency} }

// StandingOrder is a recurring transfer ordered by the customer.
type StandingOrder struct {
	ID                ID `bun:"id,pk"`
	ContractID        ID
	Purpose           OrderPurpose
	CounterpartyBank  string
	CounterpartyIBAN  string // account of the payee as the source gives it
	CounterpartyName  string
	ToCompetitor      bool // the payee is another provider of what the bank sells
	AmountMinor       int64
	Currency          string
	FrequencyInMonths int64
	NextOn            Date
	ValidFrom         Date
	ValidTo           Date
	Source            string
	ExternalID        string
	Class             RowClass `bun:"-"`
}

// Amount is the amount of each transfer.
func (s *StandingOrder) Amount() Money { return Money{s.AmountMinor, s.Currency} }

// DirectDebit is a SEPA direct debit mandate given to a creditor.
type DirectDebit struct {
	ID           ID `bun:"id,pk"`
	ContractID   ID
	CreditorID   string // SEPA creditor identifier (ICS)
	CreditorName string
	MandateRef   string
	Sector       string // sector of the creditor, from the creditor table; never from the label
	SignedOn     Date
	LastOn       Date
	AmountMinor  int64
	Currency     string
	ValidTo      Date
	Class        RowClass `bun:"-"`
}

// Amount is the amount of the last debit.
func (d *DirectDebit) Amount() Money { return Money{d.AmountMinor, d.Currency} }

// Asset is something a customer owns that matters to advice.
type Asset struct {
	ID                ID `bun:"id,pk"`
	CustomerID        ID
	Kind              AssetKind
	Label             string
	FirstRegisteredOn Date // vehicles: first registration of the vehicle, by anyone
	AcquiredOn        Date
	DisposedOn        Date
	ValueMinor        int64
	Currency          string
	Class             RowClass `bun:"-"`
}

// Value is the estimated value, nil when unknown.
func (a *Asset) Value() *Money {
	if a.ValueMinor == 0 {
		return nil
	}
	return &Money{a.ValueMinor, a.Currency}
}
