// Package model holds the words of the bank: customers, households, contracts,
// movements, life events, offers, recommendations, actions, and the facts and
// access verdicts computed from them. It imports nothing of ours and has no
// opinion on storage, rules or transport.
//
// Struct tags `bun:"..."` name columns; the table of a struct is the plural of
// its name in snake case (LifeEvent is stored in life_events).
package model
