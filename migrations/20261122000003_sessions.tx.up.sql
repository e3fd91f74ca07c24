-- Sessions of the console, and access tokens that were given back before their
-- end. Secrets are kept as hashes only.
CREATE TABLE sessions (
    id UUID PRIMARY KEY,
    token_hash TEXT NOT NULL,
    employee_id UUID NOT NULL REFERENCES employees (id),
    created_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ
);
--bun:split
CREATE UNIQUE INDEX sessions_token ON sessions (token_hash);
--bun:split
CREATE INDEX sessions_employee ON sessions (employee_id);
--bun:split
CREATE INDEX sessions_expiry ON sessions (expires_at);
--bun:split
CREATE TABLE revoked_tokens (
    token_hash TEXT PRIMARY KEY,
    revoked_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
--bun:split
CREATE INDEX revoked_tokens_expiry ON revoked_tokens (expires_at);
