package view

import "foyer/model"

// Node is an object with an identifier of its own.
type Node interface {
	RowID() model.ID
	AccessClass() model.RowClass
}

// Contract is a contract in its concrete type.
type Contract interface {
	Node
	// Row is the contract as the bank keeps it.
	Row() *model.Contract
}

type contract struct{ *model.Contract }

// Row is the contract as the bank keeps it.
func (c contract) Row() *model.Contract { return c.Contract }

func (c contract) money(minor int64) *model.Money {
	return &model.Money{Minor: minor, Currency: c.Currency}
}

// The concrete types of contracts.
type (
	// CurrentAccount is an account for everyday payments.
	CurrentAccount struct{ contract }
	// SavingsAccount is an account for savings.
	SavingsAccount struct{ contract }
	// Loan is money lent by the bank.
	Loan struct{ contract }
	// Card is a payment card.
	Card struct{ contract }
	// InsuranceContract is an insurance contract.
	InsuranceContract struct{ contract }
	// Investment is savings invested.
	Investment struct{ contract }
	// ServiceContract is a service subscribed apart.
	ServiceContract struct{ contract }
)

// Overdraft is the authorised overdraft.
func (a *CurrentAccount) Overdraft() *model.Money { return a.money(a.OverdraftMinor) }

// Principal is the amount lent.
func (l *Loan) Principal() *model.Money { return l.money(l.PrincipalMinor) }

// Outstanding is what remains to be paid back.
func (l *Loan) Outstanding() *model.Money { return l.money(l.OutstandingMinor) }

// Instalment is the monthly instalment, insurance included.
func (l *Loan) Instalment() *model.Money { return l.money(l.InstalmentMinor) }

// Premium is the monthly premium.
func (i *InsuranceContract) Premium() *model.Money { return i.money(i.PremiumMinor) }

// ContractOf gives a contract in its concrete type, nil for nil.
func ContractOf(row *model.Contract) Contract {
	if row == nil {
		return nil
	}
	switch row.Type {
	case model.CurrentAccount:
		return &CurrentAccount{contract{row}}
	case model.SavingsAccount:
		return &SavingsAccount{contract{row}}
	case model.Loan:
		return &Loan{contract{row}}
	case model.Card:
		return &Card{contract{row}}
	case model.Insurance:
		return &InsuranceContract{contract{row}}
	case model.Investment:
		return &Investment{contract{row}}
	}
	return &ServiceContract{contract{row}}
}
