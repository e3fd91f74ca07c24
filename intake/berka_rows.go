package intake

import (
	"foyer/model"
)

func (c *berkaClient) key() model.ID  { return deriveID(berkaSource, "customers", c.id) }
func (a *berkaAccount) key() model.ID { return deriveID(berkaSource, "contracts", "account "+a.id) }
func (l *berkaLoan) key() model.ID    { return deriveID(berkaSource, "contracts", "loan "+l.id) }
func (c *berkaCard) key() model.ID    { return deriveID(berkaSource, "contracts", "card "+c.id) }

// row makes the account a contract; its persons are parties.
func (a *berkaAccount) row(product string) *model.Contract {
	a.contract = &model.Contract{
		ID: a.key(), Type: model.CurrentAccount, ProductCode: product, Number: a.id,
		Source: berkaSource, ExternalID: "account " + a.id, Status: model.ContractActive, OpenedOn: a.opened,
		Currency: berkaCurrency, Purpose: a.frequency,
	}
	return a.contract
}

// row makes the loan a contract. It has no interest in the data: instalment
// times months is the principal, so what is still owed follows from the schedule.
func (l *berkaLoan) row(product string) *model.Contract {
	contract := &model.Contract{
		ID: l.key(), Type: model.Loan, ProductCode: product, Number: l.id,
		Source: berkaSource, ExternalID: "loan " + l.id, Status: model.ContractActive, OpenedOn: l.granted,
		Currency: berkaCurrency, PrincipalMinor: l.principal, InstalmentMinor: l.instalment, DurationMonths: int64(l.months),
		FirstInstalmentOn: l.granted.AddMonths(1), LastInstalmentOn: l.granted.AddMonths(l.months),
		AccountID: l.account.key(),
		// B: the loan is over and was not paid, D: it runs and the client is in debt.
		InArrears: l.status == "B" || l.status == "D",
	}
	if l.status == "A" || l.status == "B" {
		contract.Status, contract.ClosedOn = model.ContractClosed, contract.LastInstalmentOn
		return contract
	}
	for month := 1; month <= l.months; month++ {
		if l.granted.AddMonths(month) > berkaEnd {
			contract.OutstandingMinor += l.instalment
		}
	}
	return contract
}

func (c *berkaCard) row(product string) *model.Contract {
	return &model.Contract{
		ID: c.key(), Type: model.Card, ProductCode: product, Number: c.id,
		Source: berkaSource, ExternalID: "card " + c.id, Status: model.ContractActive, OpenedOn: c.issued,
		Currency: berkaCurrency, AccountID: c.disposition.account.key(), CardLevel: c.level,
	}
}

func (d *berkaDisposition) row() *model.ContractParty {
	return partyOf("disp "+d.id, d.account.key(), d.client.key(), d.role, d.account.opened)
}

func partyOf(external string, contract, customer model.ID, role model.PartyRole, from model.Date) *model.ContractParty {
	return &model.ContractParty{
		ID:         deriveID(berkaSource, "contract_parties", external),
		ContractID: contract, CustomerID: customer, Role: role, ValidFrom: from,
	}
}

// row makes the order a monthly standing order. Insurance and leasing are what
// the bank sells too, so their payees are competitors.
func (o *berkaOrder) row() *model.StandingOrder {
	return &model.StandingOrder{
		ID: deriveID(berkaSource, "standing_orders", o.id), ContractID: o.account.key(), Purpose: o.purpose,
		CounterpartyBank: o.bank, CounterpartyIBAN: o.payee,
		ToCompetitor: o.purpose == model.OrderInsurance || o.purpose == model.OrderLeasing,
		AmountMinor:  o.amount, Currency: berkaCurrency, FrequencyInMonths: 1, Source: berkaSource, ExternalID: o.id,
	}
}
