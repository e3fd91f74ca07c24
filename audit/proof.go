package audit

import (
	"bytes"
	"encoding/json"

	"foyer/model"
)

// Proof shows that a record is in the log that a checkpoint was signed over. It is
// all that a third person needs, with the public key.
type Proof struct {
	Place      int64    `json:"place"`
	Record     Line     `json:"record"`
	Way        [][]byte `json:"way"` // the hashes beside the way from the leaf to the root
	Checkpoint string   `json:"checkpoint"`
}

// NewProof makes the proof of a record at a place.
func NewProof(place int64, record *model.AuditRecord, way []Hash, checkpoint string) Proof {
	proof := Proof{Place: place, Record: LineOf(record), Way: [][]byte{}, Checkpoint: checkpoint}
	for _, hash := range way {
		proof.Way = append(proof.Way, hash[:])
	}
	return proof
}

// ReadProof reads a proof from JSON that holds nothing else.
func ReadProof(text []byte) (Proof, error) {
	var proof Proof
	reader := json.NewDecoder(bytes.NewReader(text))
	reader.DisallowUnknownFields()
	if err := reader.Decode(&proof); err != nil || reader.More() {
		return Proof{}, model.Invalidf("--proof", "this is not the proof of an audit record: give the JSON that the query auditProof answers")
	}
	return proof, nil
}

// Verify gives the checkpoint that the record was found to be under. Anything that
// does not fit is a *Broken.
func (p Proof) Verify(keys Keys) (Checkpoint, error) {
	broken := func(what string) (Checkpoint, error) { return Checkpoint{}, &Broken{p.Place, p.Place, what} }
	checkpoint, err := keys.Open(p.Checkpoint)
	if err != nil {
		return broken(err.Error())
	}
	record, err := p.Record.record()
	if err != nil {
		return broken("the record can't be read")
	}
	way, ok := hashesOf(p.Way)
	if !ok {
		return broken("a hash of the proof has another length")
	}
	root, ok := rootOf(hashLeaf(Encode(record)), p.Place, checkpoint.Size, way)
	if !ok || root != checkpoint.Root {
		return broken("the record is not the one at this place of the log that the checkpoint was signed over")
	}
	return checkpoint, nil
}

func hashesOf(texts [][]byte) ([]Hash, bool) {
	var hashes []Hash
	for _, text := range texts {
		if len(text) != len(Hash{}) {
			return nil, false
		}
		hashes = append(hashes, Hash(text))
	}
	return hashes, true
}

func bytesOf(hashes []Hash) [][]byte {
	out := [][]byte{}
	for _, hash := range hashes {
		out = append(out, hash[:])
	}
	return out
}
