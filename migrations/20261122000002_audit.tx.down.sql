DROP TABLE audit_customers;
--bun:split
DROP TABLE audit_checkpoints;
--bun:split
DROP TABLE audit_nodes;
--bun:split
DROP TABLE audit_places;
--bun:split
DROP TABLE audit_arrivals;
--bun:split
DROP TABLE audit_records;
--bun:split
CREATE TABLE audit_entries (
    id UUID PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL,
    employee_id UUID,
    purpose TEXT NOT NULL,
    request_id TEXT NOT NULL,
    operation TEXT NOT NULL,
    document TEXT NOT NULL,
    coordinates TEXT NOT NULL,
    row_ids TEXT NOT NULL,
    denied TEXT NOT NULL,
    revision TEXT NOT NULL,
    outcome TEXT NOT NULL
);
--bun:split
CREATE INDEX audit_entries_at ON audit_entries (at);
