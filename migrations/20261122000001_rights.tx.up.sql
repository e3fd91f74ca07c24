-- Rights of employees: machines, grants with their reason, emergency accesses,
-- alerts to compliance, campaigns that review rights.
ALTER TABLE employees ADD COLUMN kind TEXT NOT NULL DEFAULT 'PERSON';
--bun:split
ALTER TABLE employees ADD COLUMN customer_id UUID;
--bun:split
ALTER TABLE employees ADD COLUMN owner_id UUID;
--bun:split
ALTER TABLE employees ADD COLUMN expires_on DATE;
--bun:split
ALTER TABLE employees ADD COLUMN scopes TEXT NOT NULL DEFAULT '[]';
--bun:split
CREATE UNIQUE INDEX employees_customer ON employees (customer_id) WHERE customer_id IS NOT NULL;
--bun:split
ALTER TABLE employee_roles ADD COLUMN granted_by UUID REFERENCES employees (id);
--bun:split
ALTER TABLE employee_roles ADD COLUMN reason TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE portfolio_holders ADD COLUMN granted_by UUID REFERENCES employees (id);
--bun:split
ALTER TABLE portfolio_holders ADD COLUMN reason TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE employee_roles ADD COLUMN ended_by UUID REFERENCES employees (id);
--bun:split
ALTER TABLE employee_roles ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE portfolio_holders ADD COLUMN ended_by UUID REFERENCES employees (id);
--bun:split
ALTER TABLE portfolio_holders ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';
--bun:split
ALTER TABLE delegations ADD COLUMN ended_by UUID REFERENCES employees (id);
--bun:split
ALTER TABLE delegations ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';
--bun:split
CREATE INDEX delegations_portfolio ON delegations (portfolio_id);
--bun:split
CREATE INDEX portfolios_branch ON portfolios (branch_id);
--bun:split
CREATE TABLE emergency_accesses (
    id UUID PRIMARY KEY,
    employee_id UUID NOT NULL REFERENCES employees (id),
    customer_id UUID NOT NULL REFERENCES customers (id),
    reason TEXT NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    closes_at TIMESTAMPTZ NOT NULL,
    closed_at TIMESTAMPTZ
);
--bun:split
CREATE INDEX emergency_accesses_employee ON emergency_accesses (employee_id, closes_at);
--bun:split
CREATE INDEX emergency_accesses_opened ON emergency_accesses (opened_at, id);
--bun:split
CREATE TABLE alerts (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    employee_id UUID REFERENCES employees (id),
    customer_id UUID REFERENCES customers (id),
    raised_at TIMESTAMPTZ NOT NULL,
    detail TEXT NOT NULL,
    acknowledged_by UUID REFERENCES employees (id),
    acknowledged_at TIMESTAMPTZ,
    note TEXT NOT NULL,
    dedup TEXT NOT NULL UNIQUE
);
--bun:split
CREATE INDEX alerts_raised ON alerts (raised_at, id);
--bun:split
CREATE TABLE recertifications (
    id UUID PRIMARY KEY,
    title TEXT NOT NULL,
    opened_by UUID REFERENCES employees (id),
    opened_at TIMESTAMPTZ NOT NULL,
    due_on DATE NOT NULL,
    closed_at TIMESTAMPTZ
);
--bun:split
CREATE TABLE right_reviews (
    id UUID PRIMARY KEY,
    recertification_id UUID NOT NULL REFERENCES recertifications (id),
    right_kind TEXT NOT NULL,
    right_id UUID NOT NULL,
    employee_id UUID NOT NULL REFERENCES employees (id),
    owner_id UUID REFERENCES employees (id),
    state TEXT NOT NULL,
    decided_by UUID REFERENCES employees (id),
    decided_at TIMESTAMPTZ,
    note TEXT NOT NULL
);
--bun:split
CREATE UNIQUE INDEX right_reviews_right ON right_reviews (recertification_id, right_kind, right_id);
--bun:split
CREATE INDEX right_reviews_owner ON right_reviews (owner_id, state);
