package intake

import (
	"encoding/binary"
	"math/rand/v2"
	"time"

	"foyer/model"
)

// dice draws everything that is chance in a demonstration bank. They are thrown
// anew for each household, so that what a household is does not depend on the
// ones before it.
type dice struct {
	source rand.PCG
	at     time.Time
}

// throw starts the draws of a household; its rows get ids of the instant at.
func (d *dice) throw(seed, household uint64, at time.Time) {
	d.source.Seed(seed, household*0x9e3779b97f4a7c15+1)
	d.at = at
}

// below draws 0..n-1.
func (d *dice) below(n int) int { return int(d.source.Uint64() % uint64(n)) }

// between draws low..high, both included.
func (d *dice) between(low, high int) int { return low + d.below(high-low+1) }

// chance is true so many times out of a thousand.
func (d *dice) chance(permille int) bool { return d.below(1000) < permille }

// euros draws an amount in cents between two amounts in euros.
func (d *dice) euros(low, high int) int64 { return int64(d.between(low*100, high*100)) }

// around spreads an amount by so many percent either way.
func (d *dice) around(amount int64, percent int) int64 {
	return amount * int64(d.between(100-percent, 100+percent)) / 100
}

// Read gives random bytes; it never fails.
func (d *dice) Read(out []byte) (int, error) {
	var word [8]byte
	for at := 0; at < len(out); at += 8 {
		binary.LittleEndian.PutUint64(word[:], d.source.Uint64())
		copy(out[at:], word[:])
	}
	return len(out), nil
}

func (d *dice) id() model.ID {
	id, _ := model.NewID(d.at, d) // d.Read never fails
	return id
}

// digits draws a number of so many digits, leading zeros included.
func (d *dice) digits(count int) string {
	text := make([]byte, count)
	number := d.source.Uint64()
	for i := range text {
		text[i] = byte('0' + number%10)
		number /= 10
	}
	return string(text)
}

// oneOf draws an element of a list.
func oneOf[T any](d *dice, list []T) T { return list[d.below(len(list))] }

// share is an element of a weighted list.
type share[T any] struct {
	weight int
	value  T
}

// weighted draws an element of a weighted list.
func weighted[T any](d *dice, list []share[T]) T {
	total := 0
	for _, entry := range list {
		total += entry.weight
	}
	at := d.below(total)
	for _, entry := range list {
		if at -= entry.weight; at < 0 {
			return entry.value
		}
	}
	return list[len(list)-1].value
}
