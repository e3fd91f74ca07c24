package rules

import (
	"encoding/binary"

	"foyer/model"
)

// subjectKey names everything that the filters of a person depend on. Each part
// has its length before it, so that no two persons can share a name.
func subjectKey(actor *model.Actor, purpose model.Purpose) string {
	key := make([]byte, 0, 256)
	word := func(text string) {
		key = binary.AppendUvarint(key, uint64(len(text)))
		key = append(key, text...)
	}
	ids := func(list ...model.ID) {
		key = binary.AppendUvarint(key, uint64(len(list)))
		for _, id := range list {
			key = append(key, id[:]...)
		}
	}
	word(string(purpose))
	key = binary.AppendUvarint(key, uint64(len(actor.Roles)))
	for _, role := range actor.Roles {
		word(string(role))
	}
	ids(actor.EmployeeID, actor.BranchID, actor.RegionID)
	ids(actor.Portfolios...)
	ids(actor.Delegated...)
	ids(actor.Kin...)
	ids(actor.Emergency...)
	return string(key)
}
