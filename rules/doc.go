// Package rules judges: it loads a revision of the bank's policies (Rego, dated
// parameters, declared facts), and says which offers and life events the facts
// of a customer give, and what an employee may see.
//
// A Revision is the content of a policy folder, named by its hash. An Engine is
// a revision compiled; a Day is an engine on a decision date, with the
// parameters valid on it. Nothing here reads the database, the clock, the
// network or a random source: the same revision, date and facts always give the
// same answer.
package rules
