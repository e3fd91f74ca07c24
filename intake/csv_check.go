package intake

import (
	"reflect"
	"regexp"
	"slices"

	"foyer/model"
)

// trait is what an import remembers of a row that others refer to, to check that
// they fit it.
type trait struct {
	word string     // the currency of a contract, the kind of a household
	born model.Date // of a customer
}

func traitOf(row any) trait {
	switch row := row.(type) {
	case *model.Contract:
		return trait{word: row.Currency}
	case *model.Household:
		return trait{word: string(row.Kind)}
	case *model.Customer:
		return trait{born: row.BirthDate}
	}
	return trait{}
}

// referred gives what is known of the row that a column refers to.
func (run *csvRun) referred(row *csvRow, column string) trait {
	for _, ref := range row.refs {
		if ref.column == column {
			return run.known[ref.target][ref.id]
		}
	}
	return trait{}
}

// checkPast refuses a day after today in a column of days that have been.
func (run *csvRun) checkPast(row *csvRow, c *column, field reflect.Value) {
	on := model.Date(0)
	switch c.kind {
	case dateCell:
		on = model.Date(field.Int())
	case instantCell:
		on = model.Instant(field.Int()).Date()
	}
	if on > run.today() {
		row.fail(c.name, "%s lies in the future: today is %s", on, run.today())
	}
}

// fitContract reads the amounts of a row in the currency of its contract. An
// empty currency is that one; another is refused.
func fitContract(run *csvRun, row *csvRow) {
	currency := run.referred(row, "contract").word
	if given := row.cells["currency"]; given != "" && given != currency {
		row.fail("currency", "%q is not the currency of contract %s: expected %s, or an empty cell", given, row.cells["contract"], currency)
		return
	}
	row.cells["currency"] = currency
	for i := range row.layout.columns {
		column := &row.layout.columns[i]
		if text := row.cells[column.name]; text != "" && row.layout.waits(column) {
			run.fill(row, column, text)
		}
	}
}

// fitMember checks that a membership is of the kind of its household.
func fitMember(run *csvRun, row *csvRow) {
	if kind := run.referred(row, "household").word; row.cells["kind"] != kind {
		row.fail("kind", "%s is not the kind of household %s: expected %s", row.cells["kind"], row.cells["household"], kind)
	}
}

// fitEvent checks that an event did not occur before the customer was born.
func fitEvent(run *csvRun, row *csvRow) {
	event := row.value.Interface().(*model.LifeEvent)
	born := run.referred(row, "customer").born
	if !event.OccurredOn.IsZero() && event.OccurredOn < born {
		row.fail("occurred_on", "%s lies before the customer was born on %s", event.OccurredOn, born)
	}
}

// checkCustomer refuses a customer whose columns contradict each other.
func checkCustomer(run *csvRun, row *csvRow, customer *model.Customer) {
	born := customer.BirthDate
	switch {
	case customer.Kind == model.Person && customer.LastName == "":
		row.fail("last_name", "the cell is empty: a person needs a last name")
	case customer.Kind == model.Organisation && customer.LegalName == "":
		row.fail("legal_name", "the cell is empty: an organisation needs a legal name")
	case !customer.DeceasedOn.IsZero() && customer.DeceasedOn < born:
		row.fail("deceased_on", "%s lies before birth_date %s", customer.DeceasedOn, born)
	case !customer.CustomerSince.IsZero() && customer.CustomerSince < born:
		row.fail("customer_since", "%s lies before birth_date %s", customer.CustomerSince, born)
	case customer.LegalCapacity == model.Minor && !born.IsZero() && born.Birthday(18) <= run.today():
		row.fail("legal_capacity", "MINOR holds below 18: somebody born on %s is %d today", born, born.YearsUntil(run.today()))
	case customer.Siren != "" && !isSiren(customer.Siren):
		row.fail("siren", "%q is not a SIREN: expected nine digits, the last of which checks the others", customer.Siren)
	case customer.PCSCode != "" && !isPCS(customer.PCSCode, customer.PCSVersion):
		row.fail("pcs_code", "%q is not a code of PCS %s: expected a group such as 4, a category such as 43 or a profession such as 43A1 "+
			"of the nomenclature that pcs_version names, %s when empty", customer.PCSCode, customer.PCSVersion, pcsVersion)
	}
}

// isSiren tells whether nine digits have the check digit that the register uses.
func isSiren(text string) bool {
	return len(text) == 9 && isDigits(text) && siren(text[:8]) == text
}

// pcsCategories are the categories of PCS 2020; its groups are their first
// digits, and 7 and 8 for those who do not work any more or never did.
var pcsCategories = []string{
	"10", "21", "22", "23", "31", "33", "34", "35", "37", "38", "42", "43", "44", "45", "46", "47", "48",
	"52", "53", "54", "55", "56", "62", "63", "64", "65", "67", "68", "69",
}

var (
	pcsCode = regexp.MustCompile(`^[1-8](\d([A-Z]\d?)?)?$`)          // 4, 43, 43A, 43A1
	pcsElse = regexp.MustCompile(`^[1-8](\d(\d[a-z]?|[A-Z]\d?)?)?$`) // as above, or 431a
)

// isPCS tells whether a code may belong to a version of the nomenclature. Groups
// and categories of PCS 2020 are known; of professions, and of other versions,
// the form is.
func isPCS(code, version string) bool {
	if version != pcsVersion {
		return pcsElse.MatchString(code)
	}
	return pcsCode.MatchString(code) && (len(code) == 1 || slices.Contains(pcsCategories, code[:2]))
}
