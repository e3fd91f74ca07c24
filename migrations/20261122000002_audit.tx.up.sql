-- The audit log as records that a Merkle tree commits to. Records are written
-- without a place and wait in audit_arrivals; one sequencer gives them their place
-- in the tree, keeps the hashes of the tree, and signs checkpoints of it.
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
    misses BIGINT NOT NULL,
    emergency BOOLEAN NOT NULL,
    outcome TEXT NOT NULL
);
--bun:split
CREATE INDEX audit_records_at ON audit_records (at, id);
--bun:split
CREATE INDEX audit_records_employee ON audit_records (employee_id, at);
--bun:split
CREATE TABLE audit_arrivals (
    record_id UUID PRIMARY KEY
);
--bun:split
CREATE TABLE audit_places (
    place BIGINT PRIMARY KEY,
    record_id UUID NOT NULL UNIQUE,
    hash BYTEA NOT NULL
);
--bun:split
CREATE TABLE audit_nodes (
    position BIGINT PRIMARY KEY,
    hash BYTEA NOT NULL
);
--bun:split
CREATE TABLE audit_checkpoints (
    size BIGINT PRIMARY KEY,
    root BYTEA NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    note TEXT NOT NULL
);
--bun:split
CREATE TABLE audit_customers (
    customer_id UUID NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (customer_id, place)
);
--bun:split
CREATE INDEX audit_customers_place ON audit_customers (place, customer_id);
