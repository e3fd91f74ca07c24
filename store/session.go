package store

import (
	"context"

	"foyer/model"
)

// Sessions and revoked tokens belong to the servers that run, not to the bank:
// backups leave them out, so that a restored bank asks everybody to log in.

// OpenSession adds a session, and forgets those that ended long before.
func (w *Writer) OpenSession(ctx context.Context, session *model.Session) error {
	forgotten := model.InstantOf(session.CreatedAt.Time().Add(-model.SessionMemory))
	if _, err := w.Exec(ctx, "DELETE FROM sessions WHERE expires_at < ?", forgotten); err != nil {
		return err
	}
	_, err := w.Exec(ctx, "INSERT INTO sessions (id, token_hash, employee_id, created_at, last_seen_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
		session.ID, session.TokenHash, session.EmployeeID, session.CreatedAt, session.LastSeenAt, session.ExpiresAt)
	return err
}

// EndSession ends the session of a cookie's secret, if it has not ended before.
func (w *Writer) EndSession(ctx context.Context, tokenHash string, now model.Instant) error {
	_, err := w.Exec(ctx, "UPDATE sessions SET ended_at = ? WHERE token_hash = ? AND ended_at IS NULL", now, tokenHash)
	return err
}

// EndSessions ends every session of an employee.
func (w *Writer) EndSessions(ctx context.Context, employee model.ID, now model.Instant) error {
	_, err := w.Exec(ctx, "UPDATE sessions SET ended_at = ? WHERE employee_id = ? AND ended_at IS NULL", now, employee)
	return err
}

// TouchSession notes that a session made a request. It wakes no watcher: nothing
// that anybody looks at has changed.
func (db *DB) TouchSession(ctx context.Context, id model.ID, now model.Instant) error {
	return db.Write(ctx, func(w *Writer) error {
		_, err := db.exec(ctx, w.to, "UPDATE sessions SET last_seen_at = ? WHERE id = ? AND last_seen_at < ? AND ended_at IS NULL", now, id, now)
		return err
	})
}

// Session finds the session of a cookie's secret, whether it still runs or not;
// there is none when the error is NOT_FOUND.
func (r *Reader) Session(ctx context.Context, tokenHash string) (*model.Session, error) {
	answer, err := r.db.query(ctx, r.db.reads,
		"SELECT id, token_hash, employee_id, created_at, last_seen_at, expires_at, ended_at FROM sessions WHERE token_hash = ?", tokenHash)
	if err != nil {
		return nil, err
	}
	var found *model.Session
	for answer.Next() {
		found = &model.Session{}
		err := answer.Scan(&found.ID, &found.TokenHash, &found.EmployeeID, &found.CreatedAt, &found.LastSeenAt, &found.ExpiresAt, &found.EndedAt)
		if err != nil {
			return nil, r.db.explain("read a session", closeRows(answer, err))
		}
	}
	if err := closeRows(answer, answer.Err()); err != nil {
		return nil, r.db.explain("read a session", err)
	}
	if found == nil {
		return nil, model.NotFoundf("no session has this secret")
	}
	return found, nil
}

// RunningSessions gives those of some sessions that run at an instant.
func (r *Reader) RunningSessions(ctx context.Context, tokenHashes []string, now model.Instant) ([]string, error) {
	idle := model.InstantOf(now.Time().Add(-model.SessionIdle))
	return r.texts(ctx, "SELECT token_hash FROM sessions WHERE token_hash "+wordList+
		" AND ended_at IS NULL AND expires_at > ? AND last_seen_at > ?", tokenHashes, now, idle)
}

// RevokeToken makes an access token worthless in every server, until it would
// have expired anyway.
func (w *Writer) RevokeToken(ctx context.Context, tokenHash string, now, expires model.Instant) error {
	if _, err := w.Exec(ctx, "DELETE FROM revoked_tokens WHERE expires_at < ?", now); err != nil {
		return err
	}
	_, err := w.Exec(ctx, "INSERT INTO revoked_tokens (token_hash, revoked_at, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", tokenHash, now, expires)
	return err
}

// RevokedTokens gives those of some access tokens that were revoked.
func (r *Reader) RevokedTokens(ctx context.Context, tokenHashes []string) ([]string, error) {
	return r.texts(ctx, "SELECT token_hash FROM revoked_tokens WHERE token_hash "+wordList, tokenHashes)
}

// texts reads one column of texts.
func (r *Reader) texts(ctx context.Context, statement string, args ...any) ([]string, error) {
	answer, err := r.db.query(ctx, r.db.reads, statement, args...)
	if err != nil {
		return nil, err
	}
	var out []string
	for answer.Next() {
		var text string
		if err := answer.Scan(&text); err != nil {
			return nil, r.db.explain("read texts", closeRows(answer, err))
		}
		out = append(out, text)
	}
	return out, r.db.explain("read texts", closeRows(answer, answer.Err()))
}

// Candidates reads the people who may log in on a day, by login, at most 500 with
// the roles of that day.
func (r *Reader) Candidates(ctx context.Context, today model.Date) ([]*model.Candidate, error) {
	answer, err := r.db.query(ctx, r.db.reads, "SELECT e.login, e.first_name, e.last_name, b.name, COALESCE(r.role, '')"+
		" FROM (SELECT * FROM employees p WHERE p.active AND p.kind = 'PERSON' ORDER BY p.login LIMIT 500) e JOIN branches b ON b.id = e.branch_id"+
		" LEFT JOIN employee_roles r ON r.employee_id = e.id AND "+holds("r")+" ORDER BY e.login, r.role", today, today)
	if err != nil {
		return nil, err
	}
	var out []*model.Candidate
	for answer.Next() {
		var person model.Employee
		var branch string
		var role model.Role
		if err := answer.Scan(&person.Login, &person.FirstName, &person.LastName, &branch, (*string)(&role)); err != nil {
			return nil, r.db.explain("read candidates", closeRows(answer, err))
		}
		if len(out) == 0 || out[len(out)-1].Login != person.Login {
			out = append(out, &model.Candidate{Login: person.Login, Name: person.Name(), Branch: branch})
		}
		if role != "" {
			last := out[len(out)-1]
			last.Roles = append(last.Roles, role)
		}
	}
	return out, r.db.explain("read candidates", closeRows(answer, answer.Err()))
}
