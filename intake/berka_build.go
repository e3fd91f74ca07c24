package intake

import (
	"slices"
	"time"

	"foyer/model"
)

// berkaBank is the data set between its files and the database: what was read,
// and the rows made of it.
type berkaBank struct {
	options BerkaOptions
	started time.Time
	tallies []*tally

	districts     map[string]*berkaDistrict
	accounts      map[string]*berkaAccount
	clients       map[string]*berkaClient
	dispositions  map[string]*berkaDisposition
	movementLines map[string]string // file of each trans_id
	districtOrder []*berkaDistrict
	accountOrder  []*berkaAccount
	clientOrder   []*berkaClient
	loanOrder     []*berkaLoan
	cardOrder     []*berkaCard
	files         []*movementFile

	regions         []*model.Region
	branches        []*model.Branch
	employees       []*model.Employee
	roles           []*model.EmployeeRole
	portfolios      []*model.Portfolio
	holders         []*model.PortfolioHolder
	customers       []*model.Customer
	tokens          []*model.NameToken
	addresses       []*model.Address
	households      []*model.Household
	members         []*model.HouseholdMember
	relationships   []*model.Relationship
	currentAccounts []*model.Contract
	loans           []*model.Contract
	cards           []*model.Contract
	parties         []*model.ContractParty // of accounts, as disp.asc says
	otherParties    []*model.ContractParty // of loans and cards
	orders          []*model.StandingOrder
}

func newBerkaBank(options BerkaOptions) *berkaBank {
	return &berkaBank{
		options: options, started: options.Clock(),
		districts: map[string]*berkaDistrict{}, accounts: map[string]*berkaAccount{}, clients: map[string]*berkaClient{},
		dispositions: map[string]*berkaDisposition{}, movementLines: map[string]string{},
	}
}

// size is the number of rows to write.
func (b *berkaBank) size() int64 {
	size := len(b.regions) + len(b.branches) + len(b.employees) + len(b.roles) + len(b.portfolios) + len(b.holders) +
		len(b.customers) + len(b.tokens) + len(b.addresses) + len(b.households) + len(b.members) + len(b.relationships) +
		len(b.currentAccounts) + len(b.loans) + len(b.cards) + len(b.parties) + len(b.otherParties) + len(b.orders)
	for _, file := range b.files {
		size += len(file.movements)
	}
	return int64(size)
}

// build makes the rows of the bank out of what was read.
func (b *berkaBank) build() {
	network := b.buildNetwork()
	households := map[*berkaClient]model.ID{}
	b.buildContracts()
	for _, account := range b.accountOrder {
		b.buildHousehold(account, households)
	}
	for _, client := range b.clientOrder {
		b.buildCustomer(client, network, households[client])
	}
}

// buildCustomer makes a client a customer of the branch that holds the account.
// The data set has no names, so the number stands for one.
func (b *berkaBank) buildCustomer(client *berkaClient, network *berkaNetwork, household model.ID) {
	now := model.InstantOf(b.started)
	customer := &model.Customer{
		ID: client.key(), Kind: model.Person, Status: model.StatusProspect, Source: berkaSource, ExternalID: client.id,
		LastName: "Client " + client.id, Sex: client.sex, BirthDate: client.born, Nationality: "CZ",
		Language: model.French, Sensitivity: model.Ordinary, LegalCapacity: model.FullCapacity,
		BranchID: client.district.branch(), HouseholdID: household, DecisionKey: household,
		CreatedAt: now, UpdatedAt: now, Version: 1,
	}
	if client.born.Birthday(18) > berkaEnd {
		customer.LegalCapacity = model.Minor
	}
	if household.IsZero() {
		customer.DecisionKey = customer.ID
	}
	addressFrom := berkaEnd
	if len(client.accounts) > 0 {
		first := client.accounts[0]
		customer.Status, customer.CustomerSince = model.StatusCustomer, first.opened
		customer.BranchID, customer.PortfolioID = first.district.branch(), network.portfolioOf(first)
		addressFrom = first.opened
	}
	customer.SortKey = model.SortKeyOf(customer)
	b.customers = append(b.customers, customer)
	for _, token := range model.NameTokens(customer) {
		b.tokens = append(b.tokens, &model.NameToken{Token: token, CustomerID: customer.ID})
	}
	b.addresses = append(b.addresses, &model.Address{
		ID: deriveID(berkaSource, "addresses", client.id), CustomerID: customer.ID,
		City: client.district.name, Country: "CZ", ValidFrom: addressFrom,
	})
}

// buildHousehold infers a couple from two persons on one account.
func (b *berkaBank) buildHousehold(account *berkaAccount, households map[*berkaClient]model.ID) {
	if len(account.persons) != 2 {
		return
	}
	one, other := account.persons[0].client, account.persons[1].client
	if one == other || !households[one].IsZero() || !households[other].IsZero() {
		return
	}
	household := &model.Household{
		ID: deriveID(berkaSource, "households", account.id), Kind: model.HouseholdOfHome,
		Name: "Client " + one.id + " & Client " + other.id, FormedOn: account.opened, Source: berkaSource, ExternalID: account.id,
	}
	b.households = append(b.households, household)
	for _, pair := range [][2]*berkaClient{{one, other}, {other, one}} {
		from, to := pair[0], pair[1]
		households[from] = household.ID
		b.members = append(b.members, &model.HouseholdMember{
			ID: deriveID(berkaSource, "household_members", from.id), HouseholdID: household.ID, CustomerID: from.key(),
			Role: model.RoleAdult, Kind: household.Kind, IsPrimary: true, ValidFrom: account.opened,
		})
		b.relationships = append(b.relationships, &model.Relationship{
			ID:     deriveID(berkaSource, "relationships", from.id+" "+to.id),
			FromID: from.key(), ToID: to.key(), Kind: model.PartnerOf, ValidFrom: account.opened,
		})
	}
}

// buildContracts makes accounts, loans, cards and who plays which part on them.
func (b *berkaBank) buildContracts() {
	products := b.options.Products
	accountProduct := productOf(products, model.CurrentAccount, "current_account")
	for _, account := range b.accountOrder {
		b.currentAccounts = append(b.currentAccounts, account.row(accountProduct))
		for _, person := range account.persons {
			b.parties = append(b.parties, person.row())
		}
	}
	b.buildLedgers()
	loanProduct := productOf(products, model.Loan, "personal_loan", "consumer_loan")
	for _, loan := range b.loanOrder {
		b.loans = append(b.loans, loan.row(loanProduct))
		for _, person := range loan.account.persons {
			if person.role == model.Owner {
				b.otherParties = append(b.otherParties, partyOf("loan "+loan.id, loan.key(), person.client.key(), model.Borrower, loan.granted))
			}
		}
	}
	for _, card := range b.cardOrder {
		b.cards = append(b.cards, card.row(productOf(products, model.Card, "card_"+card.level, "card")))
		b.otherParties = append(b.otherParties, partyOf("card "+card.id, card.key(), card.disposition.client.key(), model.Owner, card.issued))
	}
}

// buildLedgers orders the movements and says what is known of each account.
func (b *berkaBank) buildLedgers() {
	cut := map[*movementFile]bool{}
	for _, account := range b.accountOrder {
		unsettled := account.ledger.settle()
		for _, row := range account.ledger {
			if row.on == row.file.final && slices.Contains(unsettled, row.on) {
				cut[row.file] = true
			}
		}
	}
	for _, file := range b.files {
		file.cover(cut[file])
	}
	for _, account := range b.accountOrder {
		account.known()
		account.rows()
	}
}
