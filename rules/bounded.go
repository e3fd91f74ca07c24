package rules

import "sync"

// bounded keeps the last values computed, up to a limit; the oldest goes first.
// It is safe for concurrent use.
type bounded[K comparable, V any] struct {
	mutex  sync.Mutex
	limit  int
	values map[K]V
	order  []K
}

func newBounded[K comparable, V any](limit int) *bounded[K, V] {
	return &bounded[K, V]{limit: limit, values: make(map[K]V, limit)}
}

func (b *bounded[K, V]) get(key K) (V, bool) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	value, present := b.values[key]
	return value, present
}

func (b *bounded[K, V]) put(key K, value V) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if _, present := b.values[key]; !present {
		if len(b.order) == b.limit {
			delete(b.values, b.order[0])
			b.order = b.order[1:]
		}
		b.order = append(b.order, key)
	}
	b.values[key] = value
}
