package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"foyer/model"
)

// maxWords is how many words of a search count; more would not narrow it.
const maxWords = 8

// Search finds customers whose names hold every word of a text, or words that
// begin with it, whatever the accents and case. Those with more words exactly
// right come first, then by name and id; customers whom the viewer does not see
// change nothing of the answer.
func (r *Reader) Search(ctx context.Context, scope model.Scope, text string, page Page) (*Slice[model.Customer], error) {
	words := model.FoldedWords(text)
	if len(words) == 0 {
		return nil, model.Invalidf("text", "type at least one letter or digit of a name")
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	words = words[:min(len(words), maxWords)]
	seen := r.db.view(&scope)
	if seen.blind() {
		return &Slice[model.Customer]{}, nil
	}
	matched := r.matching(seen, words)
	if err := afterMatch(matched, page.After); err != nil {
		return nil, err
	}
	matched.add(" ORDER BY t.exact DESC, t.sort_key, t.id LIMIT ?", int64(page.size()+1))
	return r.ranked(ctx, seen, matched, page)
}

// matching selects "id, class, exact, sort_key" of the customers seen, aliased
// t, whose names have every word.
func (r *Reader) matching(seen *view, words []string) *fragment {
	where, exact := &fragment{}, &fragment{}
	for i, word := range words {
		begin, end := []byte(word), append([]byte(word), 0xff) // no byte of a folded text is that high
		if i == 0 {
			where.add("c.id IN (SELECT n.customer_id FROM name_tokens n WHERE n.token >= ? AND n.token < ?)", begin, end)
		} else {
			where.add(" AND EXISTS (SELECT 1 FROM name_tokens n WHERE n.customer_id = c.id AND n.token >= ? AND n.token < ?)", begin, end)
			exact.add(" + ")
		}
		exact.add("CASE WHEN EXISTS (SELECT 1 FROM name_tokens n WHERE n.customer_id = c.id AND n.token = ?) THEN 1 ELSE 0 END", begin)
	}
	statement := (&fragment{}).add("SELECT t.id, t.class, t.exact, t.sort_key FROM (SELECT c.id, c.sort_key, ").join(exact).add(" AS exact, ").
		join(&seen.class).add(" AS class FROM customers c WHERE ").join(where)
	return statement.add(") t WHERE "+visibleClass("t.class"), seen.visible)
}

// afterMatch appends the condition that a match stands behind the cursor, whose
// key is the number of exact words and the sort key.
func afterMatch(to *fragment, cursor Cursor) error {
	if cursor.IsZero() {
		return nil
	}
	number, key, _ := strings.Cut(cursor.Key, " ")
	exact, err := strconv.ParseInt(number, 10, 32)
	if err != nil {
		return model.Invalidf("after", "this is not a cursor of this list: use an endCursor that the list gave")
	}
	to.add(" AND (t.exact < ? OR (t.exact = ? AND (t.sort_key, t.id) > (?, ?)))", exact, exact, []byte(key), cursor.ID)
	return nil
}

// ranked reads the customers of a page of matches.
func (r *Reader) ranked(ctx context.Context, seen *view, matched *fragment, page Page) (*Slice[model.Customer], error) {
	statement := (&fragment{}).add("SELECT t.id, hit.class + 256 * hit.exact, " + columnsOf[model.Customer](r.db, "t") + " FROM (").join(matched)
	statement.add(") hit JOIN customers t ON t.id = hit.id ORDER BY hit.exact DESC, t.sort_key, t.id")
	rows, err := collect[model.Customer](ctx, r.db, r.db.reads, statement)
	if err != nil {
		return nil, err
	}
	out := &Slice[model.Customer]{HasNext: len(rows) > page.size()}
	for _, one := range rows[:min(len(rows), page.size())] {
		out.Items = append(out.Items, one.row)
		key := numberKey(one.mark>>8) + " " + string(one.row.SortKey)
		out.Cursors = append(out.Cursors, Cursor{Key: key, ID: one.row.ID})
	}
	return out, nil
}
