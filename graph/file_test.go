package graph_test

import (
	"strings"
	"time"

	"foyer/model"
)

var since = today.AddMonths(-48)

// file is everything the bank knows of a made-up customer of a portfolio.
func file(name, manager, branch string, sensitivity model.Sensitivity) []any {
	rows := person(name, manager, branch, sensitivity)
	rows = append(rows, belongings(name)...)
	rows = append(rows, accounts(name)...)
	return append(rows, relation(name, manager)...)
}

func person(name, manager, branch string, sensitivity model.Sensitivity) []any {
	at := model.InstantOf(since.Time())
	row := &model.Customer{
		ID: id(name), Kind: model.Person, Status: model.StatusCustomer, Source: "test", ExternalID: "X-" + name,
		FirstName: strings.ToUpper(name[:1]) + name[1:], LastName: "Marchand", Sex: "FEMALE", BirthDate: model.NewDate(1984, time.May, 17),
		MaritalStatus: "MARRIED", PCSCode: "37", PCSVersion: "2020", EmploymentStatus: "EMPLOYED", Profession: "Architecte",
		Language: model.French, Sensitivity: sensitivity, LegalCapacity: model.FullCapacity, BranchID: id(branch),
		PortfolioID: id("portfolio " + manager), HouseholdID: id("home of " + name), DecisionKey: id("home of " + name),
		CustomerSince: since, CreatedAt: at, UpdatedAt: at, Version: 1,
	}
	row.SortKey = []byte(model.Fold(row.SortName()))
	token := &model.NameToken{Token: []byte(model.Fold(name)), CustomerID: row.ID}
	return []any{row, token, &model.NameToken{Token: []byte(model.Fold("Marchand")), CustomerID: row.ID}}
}

func belongings(name string) []any {
	return []any{
		&model.Email{ID: id("email " + name), CustomerID: id(name), Address: name + "@example.org", Preferred: true, ValidFrom: since},
		&model.Phone{ID: id("phone " + name), CustomerID: id(name), Number: "+33612345678", ValidFrom: since},
		&model.Address{ID: id("address " + name), CustomerID: id(name), Line1: "1 rue du Four", PostalCode: "35000", City: "Rennes", Country: "FR", ValidFrom: since},
		&model.Income{ID: id("income " + name), CustomerID: id(name), Kind: "SALARY", AmountMinor: 284_300, Currency: "EUR", Origin: model.Declared, ValidFrom: since},
		&model.ChannelPreference{ID: id("channel " + name), CustomerID: id(name), Channel: model.PhoneCall, Preference: "PREFERRED"},
		&model.Asset{ID: id("car " + name), CustomerID: id(name), Kind: model.Vehicle, Label: "Clio", FirstRegisteredOn: today.AddMonths(-180), ValueMinor: 400_000, Currency: "EUR"},
		&model.Consent{
			ID: id("consent " + name), CustomerID: id(name), Purpose: model.Marketing, Channel: model.AnyChannel,
			State: model.ConsentGranted, CapturedOn: since, CaptureSource: "branch", EffectiveFrom: since,
		},
		&model.Household{ID: id("home of " + name), Kind: model.HouseholdOfHome, Name: "Foyer " + name, FormedOn: since},
		&model.HouseholdMember{
			ID: id("member " + name), HouseholdID: id("home of " + name), CustomerID: id(name), Role: model.RoleAdult,
			Kind: model.HouseholdOfHome, IsPrimary: true, ValidFrom: since,
		},
	}
}

func accounts(name string) []any {
	account := &model.Contract{
		ID: id("account " + name), Type: model.CurrentAccount, ProductCode: "current_account", Number: "FR761234567890" + name,
		Source: "test", ExternalID: "A-" + name, Status: model.ContractActive, OpenedOn: since, Currency: "EUR",
		BalanceMinor: 123_456, BalanceOn: today, OverdraftMinor: 50_000, CoveredFrom: since, CoveredTo: today,
	}
	card := &model.Contract{
		ID: id("card " + name), Type: model.Card, ProductCode: "card_classic", Number: "C-" + name, Source: "test", ExternalID: "C-" + name,
		Status: model.ContractActive, OpenedOn: since, Currency: "EUR", AccountID: account.ID, MaskedNumber: "4242", ExpiresOn: today.AddMonths(12),
	}
	rows := []any{account, card}
	for _, contract := range []*model.Contract{account, card} {
		rows = append(rows, &model.ContractParty{
			ID: id("party " + contract.Number), ContractID: contract.ID, CustomerID: id(name), Role: model.Owner, ValidFrom: since,
		})
	}
	for i := range 3 {
		day := today.AddDays(-i)
		rows = append(rows, &model.Movement{
			ID: id("movement " + name + day.String()), ContractID: account.ID, BookedOn: day, AmountMinor: -1250, Currency: "EUR",
			BalanceMinor: 123_456, Category: model.CardPayment, Label: "CB BOULANGERIE", Source: "test", ExternalID: name + day.String(),
		})
	}
	return append(rows,
		&model.StandingOrder{ID: id("order " + name), ContractID: account.ID, Purpose: model.OrderInsurance, CounterpartyName: "Autre assureur", AmountMinor: 4500, Currency: "EUR", FrequencyInMonths: 1, Source: "test", ExternalID: "O-" + name},
		&model.DirectDebit{ID: id("debit " + name), ContractID: account.ID, CreditorID: "FR12ZZZ123456", CreditorName: "Énergie", MandateRef: "M-" + name, AmountMinor: 6000, Currency: "EUR"})
}

func relation(name, manager string) []any {
	at := model.InstantOf(today.AddDays(-1).Time())
	decision := &model.Decision{
		ID: id("decision " + name), CustomerID: id(name), Cause: model.CauseNight, DecidedOn: today, DecidedAt: at,
		Revision: "sha256:old", Dictionary: "abc", FactsSealed: []byte("sealed"),
		Outcome: `{"offers":[{"offer":"vehicle_loan","class":"SALE","rank":1,"priority":42,"reasons":["eligible.of_full_age"]}]}`,
	}
	return []any{
		&model.LifeEvent{
			ID: id("event " + name), CustomerID: id(name), Kind: "CHILD_EXPECTED", ExpectedOn: today.AddDays(30), Origin: model.Declared,
			ConfidencePermille: 1000, State: model.EventActive, Source: "test", ExternalID: "E-" + name, Evidence: "[]", Note: "said on the phone", RecordedBy: id(manager), RecordedAt: at,
		},
		&model.Interaction{
			ID: id("talk " + name), CustomerID: id(name), EmployeeID: id(manager), Channel: model.PhoneCall, Direction: "INBOUND",
			OccurredAt: at, Subject: "Voiture", Report: "Wants to change cars in spring.",
		},
		decision,
		&model.Recommendation{
			ID: id("recommendation " + name), CustomerID: id(name), DecisionID: decision.ID, Offer: "vehicle_loan", OfferClass: model.ClassSale,
			AddresseeID: id(name), Rank: 1, PPM: 1_000_000, CPermille: 1000, VPoints: 42, LPermille: 1000, Priority: 42_000_000,
			Reasons: `["eligible.of_full_age"]`, Channel: model.Branched, State: model.RecommendationOpen, ProposedOn: today,
			ExpiresOn: today.AddDays(60), Outcome: model.OutcomePending,
		},
		&model.Action{
			ID: id("action " + name), EmployeeID: id(manager), CustomerID: id(name), Kind: model.ActionRecommendation,
			RecommendationID: id("recommendation " + name), EventID: id("event " + name), Code: "vehicle_loan", OfferClass: model.ClassSale,
			PlannedFor: today, Position: 1, Priority: 42_000_000, State: model.ActionTodo,
		},
	}
}
