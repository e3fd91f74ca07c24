package intake

import (
	"context"
	"strconv"

	"foyer/model"
)

// berkaColumns are the columns of each file, the identifier first.
var berkaColumns = map[string][]string{
	"district.asc": {"A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A11", "A12", "A13", "A14", "A15", "A16"},
	"account.asc":  {"account_id", "district_id", "frequency", "date"},
	"client.asc":   {"client_id", "birth_number", "district_id"},
	"disp.asc":     {"disp_id", "client_id", "account_id", "type"},
	"order.asc":    {"order_id", "account_id", "bank_to", "account_to", "amount", "k_symbol"},
	"loan.asc":     {"loan_id", "account_id", "date", "amount", "duration", "payments", "status"},
	"card.asc":     {"card_id", "disp_id", "type", "issued"},
}

// movementColumns are the columns of the files of movements.
var movementColumns = []string{"trans_id", "account_id", "date", "type", "operation", "amount", "balance", "k_symbol", "bank", "account"}

var (
	berkaFrequencies = map[string]string{
		"POPLATEK MESICNE": "STATEMENT MONTHLY", "POPLATEK TYDNE": "STATEMENT WEEKLY", "POPLATEK PO OBRATU": "STATEMENT AFTER MOVEMENT",
	}
	berkaRoles    = map[string]string{"OWNER": string(model.Owner), "DISPONENT": string(model.Proxy)}
	berkaPurposes = map[string]string{
		"SIPO": string(model.OrderHousehold), "POJISTNE": string(model.OrderInsurance), "LEASING": string(model.OrderLeasing),
		"UVER": string(model.OrderLoan), "": string(model.OrderOther),
	}
	berkaLevels   = map[string]string{"junior": "junior", "classic": "classic", "gold": "gold"}
	berkaStatuses = map[string]string{"A": "A", "B": "B", "C": "C", "D": "D"}
)

// read reads every file, referenced ones first.
func (b *berkaBank) read(ctx context.Context) error {
	steps := []struct {
		name string
		take func(row *berkaRow)
	}{
		{"district.asc", b.takeDistrict}, {"account.asc", b.takeAccount}, {"client.asc", b.takeClient}, {"disp.asc", b.takeDisposition},
		{"order.asc", b.takeOrder}, {"loan.asc", b.takeLoan}, {"card.asc", b.takeCard},
	}
	for _, step := range steps {
		if err := b.readFile(ctx, step.name, berkaColumns[step.name], step.take); err != nil {
			return err
		}
	}
	names, err := movementFiles(b.options.Dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		file := &movementFile{name: name, last: map[*berkaAccount]model.Date{}}
		b.files = append(b.files, file)
		take := func(row *berkaRow) { b.takeMovement(file, row) }
		if err := b.readFile(ctx, name, movementColumns, take); err != nil {
			return err
		}
		file.tally = b.tally(name)
	}
	return nil
}

// tally gives the counts of a file that was read.
func (b *berkaBank) tally(name string) *tally {
	for _, tally := range b.tallies {
		if tally.Name == name {
			return tally
		}
	}
	return nil
}

func (b *berkaBank) takeDistrict(row *berkaRow) {
	district := &berkaDistrict{id: row.id("A1"), name: row.text("A2"), region: row.text("A3")}
	if district.name == "" || district.region == "" {
		row.fail("A2", "the district has no name or no region")
		return
	}
	b.districts[district.id] = district
	b.districtOrder = append(b.districtOrder, district)
}

func (b *berkaBank) takeAccount(row *berkaRow) {
	account := &berkaAccount{
		id: row.id("account_id"), district: find(row, b.districts, "district_id", "district"),
		frequency: row.oneOf("frequency", berkaFrequencies), opened: row.date("date"),
	}
	if row.err != nil {
		return
	}
	account.number, _ = strconv.Atoi(account.id) // row.id checked it
	b.accounts[account.id] = account
	b.accountOrder = append(b.accountOrder, account)
}

// takeClient reads birth date and sex out of the birth number: the month of
// women is raised by 50.
func (b *berkaBank) takeClient(row *berkaRow) {
	client := &berkaClient{id: row.id("client_id"), district: find(row, b.districts, "district_id", "district")}
	number, err := strconv.Atoi(row.text("birth_number"))
	if err != nil || len(row.text("birth_number")) != 6 {
		row.fail("birth_number", "%q is not a birth number: expected YYMMDD, month + 50 for women", row.text("birth_number"))
		return
	}
	client.sex = "MALE"
	if number/100%100 > 50 {
		client.sex = "FEMALE"
		number -= 5000
	}
	born, err := model.ParseDate("19" + twoDigits(number/10000) + "-" + twoDigits(number/100%100) + "-" + twoDigits(number%100))
	if err != nil {
		row.fail("birth_number", "%q names a day that does not exist", row.text("birth_number"))
	}
	if client.born = born; row.err != nil {
		return
	}
	b.clients[client.id] = client
	b.clientOrder = append(b.clientOrder, client)
}

func (b *berkaBank) takeDisposition(row *berkaRow) {
	disposition := &berkaDisposition{
		id: row.id("disp_id"), client: find(row, b.clients, "client_id", "client"),
		account: find(row, b.accounts, "account_id", "account"), role: model.PartyRole(row.oneOf("type", berkaRoles)),
	}
	if row.err != nil {
		return
	}
	b.dispositions[disposition.id] = disposition
	disposition.account.persons = append(disposition.account.persons, disposition)
	disposition.client.accounts = append(disposition.client.accounts, disposition.account)
}

func (b *berkaBank) takeOrder(row *berkaRow) {
	order := &berkaOrder{
		id: row.id("order_id"), account: find(row, b.accounts, "account_id", "account"),
		bank: row.text("bank_to"), payee: row.text("account_to"), amount: row.money("amount"),
		purpose: model.OrderPurpose(row.oneOf("k_symbol", berkaPurposes)),
	}
	if row.err == nil {
		b.orders = append(b.orders, order.row())
	}
}

func (b *berkaBank) takeLoan(row *berkaRow) {
	loan := &berkaLoan{
		id: row.id("loan_id"), account: find(row, b.accounts, "account_id", "account"), granted: row.date("date"),
		principal: row.money("amount"), instalment: row.money("payments"), status: row.oneOf("status", berkaStatuses),
	}
	months, err := strconv.Atoi(row.text("duration"))
	if err != nil || months < 1 || months > 600 {
		row.fail("duration", "%q is not a number of months from 1 to 600", row.text("duration"))
	}
	if loan.months = months; row.err != nil {
		return
	}
	if loan.account.loan != nil {
		row.fail("account_id", "account %s has loan %s already", loan.account.id, loan.account.loan.id)
		return
	}
	loan.account.loan = loan
	b.loanOrder = append(b.loanOrder, loan)
}

func (b *berkaBank) takeCard(row *berkaRow) {
	card := &berkaCard{
		id: row.id("card_id"), disposition: find(row, b.dispositions, "disp_id", "disposition"),
		level: row.oneOf("type", berkaLevels), issued: row.date("issued"),
	}
	if row.err == nil {
		b.cardOrder = append(b.cardOrder, card)
	}
}

func twoDigits(number int) string {
	return string([]byte{byte('0' + number/10%10), byte('0' + number%10)})
}
