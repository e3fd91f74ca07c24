package intake

import (
	"cmp"

	"foyer/model"
)

// checkPeriod refuses a row whose end lies before its beginning.
func checkPeriod(_ *csvRun, row *csvRow) {
	for _, pair := range [][2]string{{"valid_from", "valid_to"}, {"effective_from", "effective_to"}, {"acquired_on", "disposed_on"}} {
		from, to := row.cells[pair[0]], row.cells[pair[1]]
		if from != "" && to != "" && to < from {
			row.fail(pair[1], "%s lies before %s %s", to, pair[0], from)
		}
	}
}

// finishCustomer completes a customer with what follows from its columns.
func finishCustomer(run *csvRun, row *csvRow) {
	customer := row.value.Interface().(*model.Customer)
	if customer.PCSCode != "" {
		customer.PCSVersion = cmp.Or(customer.PCSVersion, pcsVersion)
	}
	checkCustomer(run, row, customer)
	customer.DecisionKey = customer.ID
	customer.SortKey = model.SortKeyOf(customer)
	customer.CreatedAt, customer.UpdatedAt, customer.Version = run.now(), run.now(), 1
	for _, token := range model.NameTokens(customer) {
		row.extra = append(row.extra, &model.NameToken{Token: token, CustomerID: customer.ID})
	}
}

// finishMember remembers which household is the primary one of a customer.
func finishMember(run *csvRun, row *csvRow) {
	checkPeriod(run, row)
	member := row.value.Interface().(*model.HouseholdMember)
	if member.IsPrimary && member.Kind == model.HouseholdOfHome && member.ValidTo.IsZero() {
		row.extra = append(row.extra, primaryHousehold{member.CustomerID, member.HouseholdID})
	}
}

// primaryHousehold is not a row but a change to a customer: the household that
// the customer is decided with.
type primaryHousehold struct{ customer, household model.ID }

// inverses are the other ways of saying a relationship.
var inverses = map[model.RelationshipKind]model.RelationshipKind{
	model.SpouseOf: model.SpouseOf, model.PartnerOf: model.PartnerOf, model.SiblingOf: model.SiblingOf,
	model.ParentOf: model.ChildOf, model.ChildOf: model.ParentOf, model.EmployerOf: model.EmployeeOf, model.EmployeeOf: model.EmployerOf,
}

// finishRelationship adds the inverse; a file may also hold both.
func finishRelationship(run *csvRun, row *csvRow) {
	checkPeriod(run, row)
	there := row.value.Interface().(*model.Relationship)
	if there.FromID == there.ToID {
		row.fail("to", "a customer has no relationship with itself")
	}
	back := *there
	back.FromID, back.ToID, back.Kind = there.ToID, there.FromID, inverses[there.Kind]
	back.ID = run.id(row.layout, row.cells["to"]+"\x1f"+string(back.Kind)+"\x1f"+row.cells["from"])
	row.extra = append(row.extra, &back)
}

// finishContract sets the type by the product and checks the dates.
func finishContract(run *csvRun, row *csvRow) {
	contract := row.value.Interface().(*model.Contract)
	contract.Type = run.families[contract.ProductCode]
	switch {
	case contract.Status == model.ContractClosed && contract.ClosedOn > run.today():
		row.fail("closed_on", "%s lies in the future, so the contract is not CLOSED yet", contract.ClosedOn)
	case !contract.ClosedOn.IsZero() && contract.ClosedOn < contract.OpenedOn:
		row.fail("closed_on", "%s lies before opened_on %s", contract.ClosedOn, contract.OpenedOn)
	case contract.CoveredFrom.IsZero() != contract.CoveredTo.IsZero():
		row.fail("covered_to", "covered_from and covered_to say together which movements are known: fill both or neither")
	case contract.CoveredTo < contract.CoveredFrom:
		row.fail("covered_to", "%s lies before covered_from %s", contract.CoveredTo, contract.CoveredFrom)
	case contract.BalanceMinor != 0 && contract.BalanceOn.IsZero():
		row.fail("balance_on", "the cell is empty: a balance needs its day")
	}
}

// finishEvent checks that an event has a day.
func finishEvent(run *csvRun, row *csvRow) {
	event := row.value.Interface().(*model.LifeEvent)
	switch {
	case event.OccurredOn.IsZero() && event.ExpectedOn.IsZero():
		row.fail("occurred_on", "the event has no day: fill occurred_on or expected_on")
	case event.ConfidencePermille < 1 || event.ConfidencePermille > 1000:
		row.fail("confidence_permille", "%d is out of range: expected 1 to 1000", event.ConfidencePermille)
	}
	event.Evidence, event.RecordedAt = "[]", run.now()
}
