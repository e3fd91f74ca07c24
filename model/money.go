package model

// Money is an amount in minor units (cents for EUR) of an ISO 4217 currency.
// Negative amounts are debits.
type Money struct {
	Minor    int64
	Currency string
}
