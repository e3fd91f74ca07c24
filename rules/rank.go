package rules

import (
	"cmp"
	"strings"

	"foyer/model"
)

// The factors that nothing estimates yet: a propensity of 1, a neutral context
// and no lever.
const (
	wholePPM      = 1_000_000
	wholePermille = 1_000
)

// propose makes the proposal of an offer that fires; all its checks hold.
func propose(offer *Offer) Proposal {
	proposal := Proposal{
		Offer: offer, PPM: wholePPM, CPermille: wholePermille, VPoints: offer.VPoints, LPermille: wholePermille, Reasons: checkNames(offer.Checks),
	}
	proposal.Priority = Priority(proposal.PPM, proposal.CPermille, proposal.VPoints, proposal.LPermille)
	return proposal
}

// Priority is P × C × V × L in millionths of a point, rounded down.
func Priority(ppm, cPermille, vPoints, lPermille int64) int64 {
	return ppm * cPermille / wholePermille * vPoints * lPermille / wholePermille
}

// compareProposals orders duties, then services, by code; then sales and advice
// by priority, the highest first, then code. The order is total.
func compareProposals(a, b Proposal) int {
	if order := cmp.Compare(classRank(a.Offer.Class), classRank(b.Offer.Class)); order != 0 {
		return order
	}
	if classRank(a.Offer.Class) == commercial && a.Priority != b.Priority {
		return cmp.Compare(b.Priority, a.Priority)
	}
	return strings.Compare(a.Offer.Code, b.Offer.Code)
}

// commercial is the rank of the classes that are ordered by value.
const commercial = 2

func classRank(class model.OfferClass) int {
	switch class {
	case model.ClassDuty:
		return 0
	case model.ClassService:
		return 1
	}
	return commercial
}
