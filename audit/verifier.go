package audit

import (
	"fmt"

	"foyer/model"
)

// Broken says where a log differs from what was signed, and how.
type Broken struct {
	First int64 // the first place that is wrong
	Last  int64 // the last place that may be the wrong one, First when it is sure
	What  string
}

// Error names the place and what is wrong there.
func (b *Broken) Error() string {
	if b.Last > b.First {
		return fmt.Sprintf("places %d to %d: %s", b.First, b.Last, b.What)
	}
	return fmt.Sprintf("place %d: %s", b.First, b.What)
}

// Nodes gives the inner nodes that a log keeps, in the order in which they are
// completed; false after the last one.
type Nodes func() (node Node, more bool, err error)

// Verifier computes the tree of a log again from its records and compares it with
// what was kept and signed. It is fed in the order of places, and stops at the
// first thing that is wrong: every method gives a *Broken then. It holds a few
// hashes, however long the log is.
type Verifier struct {
	keys    Keys
	outside []Checkpoint // kept elsewhere, by no order
	nodes   Nodes
	tree    stack
	stored  int64      // hashes completed so far
	agreed  Checkpoint // the last checkpoint that held
	matched int        // outside checkpoints that were compared
}

// NewVerifier makes a verifier that trusts some keys. Outside are signed
// checkpoints that were kept apart from the log. nodes is nil when the log keeps
// no inner nodes.
func NewVerifier(keys Keys, outside []string, nodes Nodes) (*Verifier, error) {
	v := &Verifier{keys: keys, nodes: nodes}
	for _, text := range outside {
		checkpoint, err := keys.Open(text)
		if err != nil {
			return nil, &Broken{What: "the checkpoint kept outside: " + err.Error()}
		}
		v.outside = append(v.outside, checkpoint)
	}
	return v, v.compare()
}

// Size is the number of records so far.
func (v *Verifier) Size() int64 { return v.tree.size }

// Begin takes up a log at a place, with the hashes of what comes before it.
func (v *Verifier) Begin(first int64, left []Hash) error {
	if !v.tree.fill(first, left, func() {}) {
		return &Broken{First: first, Last: first, What: "the hashes before the first record are not as many as it takes"}
	}
	v.matched = 0
	return v.compare()
}

// Record takes the record at a place. record is nil when it is not there any more;
// kept is the hash that was kept for it, nil when none is.
func (v *Verifier) Record(place int64, record *model.AuditRecord, kept *Hash) error {
	next := v.tree.size
	switch {
	case place > next:
		return &Broken{next, place - 1, "no record has this place: it was taken out"}
	case place < next:
		return &Broken{place, place, "two records have this place, or their order was changed"}
	case record == nil:
		return &Broken{next, next, "the record was deleted"}
	}
	leaf := hashLeaf(Encode(record))
	if kept != nil && *kept != leaf {
		return &Broken{next, next, "the record " + record.ID.String() + " is not the one that got this place: it was changed or exchanged"}
	}
	var err error
	v.stored++
	width := int64(1)
	v.tree.push(0, leaf, func(node Hash) {
		width *= 2
		if err == nil {
			err = v.compareNode(node, next-width+1, next)
		}
	})
	if err != nil {
		return err
	}
	return v.compare()
}

// compareNode compares an inner node with the one that was kept for it.
func (v *Verifier) compareNode(node Hash, first, last int64) error {
	position := v.stored
	v.stored++
	if v.nodes == nil {
		return nil
	}
	kept, more, err := v.nodes()
	switch {
	case err != nil:
		return err
	case !more || kept.Stored != position:
		return &Broken{first, last, "a hash of the tree is missing or out of its place"}
	case kept.Hash != node:
		return &Broken{first, last, "a record here was changed, or a hash of the tree was"}
	}
	return nil
}

// Checkpoint takes the signed checkpoint of the records so far, in the order of
// sizes among the records. kept is what was kept beside the signed text, nil when
// nothing was.
func (v *Verifier) Checkpoint(signed string, kept *Checkpoint) error {
	size := v.tree.size
	checkpoint, err := v.keys.Open(signed)
	switch {
	case err != nil:
		return &Broken{v.agreed.Size, max(size-1, v.agreed.Size), err.Error()}
	case kept != nil && (kept.Size != checkpoint.Size || kept.Root != checkpoint.Root || kept.At != checkpoint.At):
		return &Broken{v.agreed.Size, max(size-1, v.agreed.Size), "the checkpoint is not the one that was signed"}
	case checkpoint.Size != size:
		return &Broken{size, size, fmt.Sprintf("a checkpoint of %d records stands where that of %d belongs", checkpoint.Size, size)}
	case checkpoint.Root != v.tree.root():
		return &Broken{v.agreed.Size, max(size-1, v.agreed.Size), "the records are not those that the checkpoint of " + checkpoint.At.String() + " was signed over"}
	case checkpoint.At < v.agreed.At:
		return &Broken{size, size, "the checkpoint is older than the one before it"}
	}
	v.agreed = checkpoint
	return nil
}

// compare compares the tree with the checkpoints kept outside that have its size.
func (v *Verifier) compare() error {
	for _, checkpoint := range v.outside {
		if checkpoint.Size != v.tree.size {
			continue
		}
		v.matched++
		if checkpoint.Root != v.tree.root() {
			return &Broken{v.agreed.Size, max(v.tree.size-1, v.agreed.Size), "the records are not those of the checkpoint kept outside, of " + checkpoint.At.String() + ": the log was written anew or taken from elsewhere"}
		}
	}
	return nil
}

// Report is what a verification found when nothing is wrong.
type Report struct {
	Records int64 // those read
	Size    int64 // of the tree
	// Checkpoint is the last one that the records were found to agree with.
	Checkpoint Checkpoint
	// Window is how many records have a place and are under no checkpoint yet.
	Window int64
}

// End says that the log has no more records. It compares what only the end tells:
// kept hashes that nothing needs, checkpoints of records that are gone.
func (v *Verifier) End() (Report, error) {
	size := v.tree.size
	if v.nodes != nil {
		if _, more, err := v.nodes(); err != nil || more {
			return Report{}, orBroken(err, &Broken{size, size, "hashes of the tree are kept for records that are gone"})
		}
	}
	for _, checkpoint := range v.outside {
		if checkpoint.Size > size {
			return Report{}, &Broken{size, checkpoint.Size - 1, fmt.Sprintf(
				"the log ends after %d records, the checkpoint kept outside, of %s, has %d: it was cut, or an older state was put back", size, checkpoint.At, checkpoint.Size)}
		}
	}
	if v.matched < len(v.outside) {
		return Report{}, model.Invalidf("--checkpoint", "the checkpoint is of fewer records than come before this export: verify the database, or export again with this checkpoint")
	}
	return Report{Records: size, Size: size, Checkpoint: v.agreed, Window: size - v.agreed.Size}, nil
}

// orBroken prefers a fault of reading to what it would look like.
func orBroken(err error, broken *Broken) error {
	if err != nil {
		return err
	}
	return broken
}
