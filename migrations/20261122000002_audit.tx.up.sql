-- The audit log as records that a Merkle tree commits to. Records are written
-- unsequenced; one sequencer gives them their place in the tree.
DROP TABLE audit_entries;
--bun:split
CREATE TABLE audit_records (
    id UUID PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    duration_micros BIGINT NOT NULL,
    employee_id UUID,
    roles TEXT NOT NULL,
    purpose TEXT NOT NULL,
    request_id TEXT NOT NULL,
    operation TEXT NOT NULL,
    document TEXT NOT NULL,
    schema TEXT NOT NULL,
    revision TEXT NOT NULL,
    shown TEXT NOT NULL,
    masked TEXT NOT NULL,
    denied TEXT NOT NULL,
    rows BYTEA NOT NULL,
    emergency BOOLEAN NOT NULL,
    outcome TEXT NOT NULL
);
--bun:split
CREATE INDEX audit_records_at ON audit_records (at, id);
--bun:split
CREATE INDEX audit_records_employee ON audit_records (employee_id, at);
