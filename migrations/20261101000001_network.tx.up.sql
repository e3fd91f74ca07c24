-- The network: regions, branches, employees, their dated roles and portfolios.
-- One portable set for SQLite and PostgreSQL. UUID, DATE and TIMESTAMPTZ are
-- native on PostgreSQL and text on SQLite; BYTEA compares bytewise on both.
CREATE TABLE regions (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);
--bun:split
CREATE TABLE branches (
    id UUID PRIMARY KEY,
    region_id UUID NOT NULL REFERENCES regions (id),
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    city TEXT NOT NULL
);
--bun:split
CREATE TABLE employees (
    id UUID PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT NOT NULL,
    branch_id UUID NOT NULL REFERENCES branches (id),
    active BOOLEAN NOT NULL
);
--bun:split
CREATE TABLE employee_roles (
    id UUID PRIMARY KEY,
    employee_id UUID NOT NULL REFERENCES employees (id),
    role TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
--bun:split
CREATE INDEX employee_roles_employee ON employee_roles (employee_id);
--bun:split
CREATE TABLE portfolios (
    id UUID PRIMARY KEY,
    branch_id UUID NOT NULL REFERENCES branches (id),
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);
--bun:split
CREATE TABLE portfolio_holders (
    id UUID PRIMARY KEY,
    portfolio_id UUID NOT NULL REFERENCES portfolios (id),
    employee_id UUID NOT NULL REFERENCES employees (id),
    valid_from DATE NOT NULL,
    valid_to DATE
);
--bun:split
CREATE INDEX portfolio_holders_employee ON portfolio_holders (employee_id);
--bun:split
CREATE INDEX portfolio_holders_portfolio ON portfolio_holders (portfolio_id);
--bun:split
CREATE TABLE delegations (
    id UUID PRIMARY KEY,
    portfolio_id UUID NOT NULL REFERENCES portfolios (id),
    employee_id UUID NOT NULL REFERENCES employees (id),
    granted_by UUID REFERENCES employees (id),
    reason TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
--bun:split
CREATE INDEX delegations_employee ON delegations (employee_id);
