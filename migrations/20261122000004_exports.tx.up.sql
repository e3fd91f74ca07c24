-- Exports that employees asked for: what was asked, never the rows. A sender may
-- use the same identifier for events of several customers: whether another
-- customer's event has it is not told.
CREATE TABLE exports (
    id UUID PRIMARY KEY,
    employee_id UUID NOT NULL REFERENCES employees (id),
    purpose TEXT NOT NULL,
    list TEXT NOT NULL,
    columns TEXT NOT NULL,
    selection TEXT NOT NULL,
    coordinates TEXT NOT NULL,
    row_limit BIGINT NOT NULL,
    requested_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ,
    row_count BIGINT NOT NULL
);
--bun:split
CREATE INDEX exports_employee ON exports (employee_id, requested_at);
--bun:split
DROP INDEX life_events_external;
--bun:split
CREATE UNIQUE INDEX life_events_external ON life_events (source, external_id, customer_id) WHERE external_id <> '';
