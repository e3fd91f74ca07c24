package store

import (
	"slices"

	"foyer/model"
)

// endedLoan is for how many days after its last instalment a loan still counts
// as ending.
const endedLoan = 60

// heldContract is a contract that a customer holds in a role.
type heldContract struct {
	model.Contract
	role  model.PartyRole
	joint bool // another owner or joint owner holds it too
}

func (c *heldContract) owned() bool { return c.role == model.Owner || c.role == model.JointOwner }

func (c *heldContract) account() bool {
	return c.Type == model.CurrentAccount || c.Type == model.SavingsAccount
}

// account is an own account and the places of its owners.
type account struct {
	model.Contract
	owners []int
}

// readContracts reads the contracts held and what follows from them.
func (p *factPage) readContracts() error {
	if err := p.gatherContracts(); err != nil {
		return err
	}
	contracts := p.families.over("contracts")
	byID := map[model.ID]*account{}
	for place, held := range p.contracts {
		p.setContractFacts(p.facts[place], held)
		sum := tallies(contracts, p.today)
		for i := range held {
			contract := &held[i]
			if contract.Status != model.ContractActive {
				continue
			}
			sum.add(item{category: string(contract.Type), amount: contract.BalanceMinor, day: contract.OpenedOn})
			if contract.owned() && contract.account() {
				p.own(byID, place, contract)
			}
		}
		sum.set(p.facts[place])
	}
	return nil
}

// own notes an own account once for all its owners.
func (p *factPage) own(byID map[model.ID]*account, place int, contract *heldContract) {
	known := byID[contract.ID]
	if known == nil {
		known = &account{Contract: contract.Contract}
		byID[contract.ID] = known
		p.accounts = append(p.accounts, known)
	}
	known.owners = append(known.owners, place)
}

// gatherContracts reads the active contracts held and loans that ended lately;
// one held in two roles counts once.
func (p *factPage) gatherContracts() error {
	var place, joint int64
	one := heldContract{}
	ended := p.today.AddDays(-endedLoan)
	statement := `SELECT a.place, p.role, t.id, t.type, t.product_code, t.status, t.opened_on, t.due_on, t.balance_minor, t.balance_on,
		t.instalment_minor, t.last_instalment_on, t.in_arrears, t.expires_on, t.covered_from, t.covered_to,
		CASE WHEN t.type IN ('CURRENT_ACCOUNT', 'SAVINGS_ACCOUNT') AND EXISTS (SELECT 1 FROM contract_parties o WHERE o.contract_id = t.id
			AND o.role IN ('OWNER', 'JOINT_OWNER') AND o.customer_id <> p.customer_id AND ` + holds("o") + `) THEN 1 ELSE 0 END
		FROM @places a JOIN contract_parties p ON p.customer_id = a.id JOIN contracts t ON t.id = p.contract_id
		WHERE p.role IN (` + holdingRoles + `) AND p.valid_from <= ?
		AND ((t.status = 'ACTIVE' AND (p.valid_to IS NULL OR p.valid_to > ?)) OR (t.type = 'LOAN' AND t.last_instalment_on >= ?))
		ORDER BY a.place, t.id, p.role`
	return p.each(statement, []any{p.today, p.today, p.customers, p.today, p.today, ended}, func() {
		one.joint = joint == 1
		held := p.contracts[place]
		if last := len(held) - 1; last >= 0 && held[last].ID == one.ID {
			if one.owned() && !held[last].owned() {
				held[last] = one
			}
			return
		}
		p.contracts[place] = append(held, one)
	}, &place, &one.role, &one.ID, &one.Type, &one.ProductCode, &one.Status, &one.OpenedOn, &one.DueOn, &one.BalanceMinor, &one.BalanceOn,
		&one.InstalmentMinor, &one.LastInstalmentOn, &one.InArrears, &one.ExpiresOn, &one.CoveredFrom, &one.CoveredTo, &joint)
}

func (p *factPage) setContractFacts(facts model.Facts, held []heldContract) {
	for _, fact := range p.families.products {
		facts.SetBool(fact, false)
	}
	joint, current := false, false
	for i := range held {
		contract := &held[i]
		if contract.Status != model.ContractActive {
			continue
		}
		if fact, known := p.families.products[contract.ProductCode]; known {
			facts.SetBool(fact, true)
		}
		joint = joint || contract.joint && contract.owned()
		current = current || contract.Type == model.CurrentAccount && contract.owned()
	}
	facts.SetBool("has_joint_contract", joint)
	facts.SetBool("has_current_account", current)
	setBalance(facts, "current_balance_minor", held, model.CurrentAccount)
	setBalance(facts, "savings_balance_minor", held, model.SavingsAccount, model.Investment)
	p.setLoanFacts(facts, held)
	p.setDueFacts(facts, held)
}

// setBalance sums the known balances of own contracts of some types.
func setBalance(facts model.Facts, fact string, held []heldContract, types ...model.ContractType) {
	known, sum := false, int64(0)
	for i := range held {
		contract := &held[i]
		if contract.Status == model.ContractActive && contract.owned() && !contract.BalanceOn.IsZero() && slices.Contains(types, contract.Type) {
			known, sum = true, sum+contract.BalanceMinor
		}
	}
	if known {
		facts.Set(fact, sum)
	}
}

func (p *factPage) setLoanFacts(facts model.Facts, held []heldContract) {
	instalments, arrears, end := int64(0), false, model.Date(0)
	for i := range held {
		loan := &held[i]
		if loan.Type != model.Loan {
			continue
		}
		if last := loan.LastInstalmentOn; !last.IsZero() && last >= p.today.AddDays(-endedLoan) && (end.IsZero() || last < end) {
			end = last
		}
		if loan.Status != model.ContractActive {
			continue
		}
		arrears = arrears || loan.InArrears
		if loan.LastInstalmentOn.IsZero() || loan.LastInstalmentOn >= p.today {
			instalments += loan.InstalmentMinor
		}
	}
	facts.Set("loan_instalments_minor", instalments)
	facts.SetBool("loan_in_arrears", arrears)
	setDate(facts, "loan_end_day", end)
	if income := facts.Get("income_minor"); income.Known && income.Int > 0 {
		facts.Set("effort_rate_permille", (instalments*1000+income.Int-1)/income.Int)
	}
}

func (p *factPage) setDueFacts(facts model.Facts, held []heldContract) {
	due, expires := model.Date(0), model.Date(0)
	for i := range held {
		contract := &held[i]
		if contract.Status != model.ContractActive {
			continue
		}
		switch contract.Type {
		case model.Insurance, model.Investment, model.Service:
			if contract.DueOn >= p.today && (due.IsZero() || contract.DueOn < due) {
				due = contract.DueOn
			}
		case model.Card:
			if !contract.ExpiresOn.IsZero() && (expires.IsZero() || contract.ExpiresOn < expires) {
				expires = contract.ExpiresOn
			}
		}
	}
	setDate(facts, "contract_due_day", due)
	setDate(facts, "card_expires_day", expires)
}

// readOrders tallies the running standing orders of own accounts.
func (p *factPage) readOrders() error {
	return p.tallyAccounts("standing_orders", `SELECT a.place, o.purpose, o.amount_minor, o.to_competitor, o.valid_from FROM @places a
		JOIN standing_orders o ON o.contract_id = a.id WHERE (o.valid_from IS NULL OR o.valid_from <= ?) AND (o.valid_to IS NULL OR o.valid_to > ?)`)
}

// readDebits tallies the running direct debit mandates of own accounts.
func (p *factPage) readDebits() error {
	return p.tallyAccounts("direct_debits", `SELECT a.place, d.sector, d.amount_minor, FALSE, d.last_on FROM @places a
		JOIN direct_debits d ON d.contract_id = a.id WHERE (d.signed_on IS NULL OR d.signed_on <= ?) AND (d.valid_to IS NULL OR d.valid_to > ?)`)
}

func (p *factPage) tallyAccounts(over, statement string) error {
	aggregates := p.families.over(over)
	if len(aggregates) == 0 {
		return nil
	}
	sums := make([]tally, len(p.customers))
	for place := range sums {
		sums[place] = tallies(aggregates, p.today)
	}
	var place int64
	var one item
	err := p.each(statement, []any{p.accountIDs(), p.today, p.today}, func() {
		for _, owner := range p.accounts[place].owners {
			sums[owner].add(one)
		}
	}, &place, &one.category, &one.amount, &one.competitor, &one.day)
	for place := range sums {
		sums[place].set(p.facts[place])
	}
	return err
}

func (p *factPage) accountIDs() []model.ID {
	ids := make([]model.ID, len(p.accounts))
	for i, account := range p.accounts {
		ids[i] = account.ID
	}
	return ids
}
