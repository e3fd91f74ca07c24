-- Customers and what is known of them, households, relationships.
CREATE TABLE customers (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    birth_name TEXT NOT NULL,
    legal_name TEXT NOT NULL,
    siren TEXT NOT NULL,
    sex TEXT NOT NULL,
    birth_date DATE,
    birth_place TEXT NOT NULL,
    deceased_on DATE,
    nationality TEXT NOT NULL,
    marital_status TEXT NOT NULL,
    pcs_code TEXT NOT NULL,
    pcs_version TEXT NOT NULL,
    employment_status TEXT NOT NULL,
    profession TEXT NOT NULL,
    language TEXT NOT NULL,
    sensitivity TEXT NOT NULL,
    legal_capacity TEXT NOT NULL,
    branch_id UUID NOT NULL REFERENCES branches (id),
    portfolio_id UUID REFERENCES portfolios (id),
    household_id UUID,
    decision_key UUID NOT NULL,
    customer_since DATE,
    sort_key BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL
);
--bun:split
CREATE UNIQUE INDEX customers_external ON customers (source, external_id) WHERE external_id <> '';
--bun:split
CREATE INDEX customers_sort ON customers (sort_key, id);
--bun:split
CREATE INDEX customers_decision ON customers (decision_key, id);
--bun:split
CREATE INDEX customers_portfolio ON customers (portfolio_id, sort_key, id);
--bun:split
CREATE INDEX customers_branch ON customers (branch_id, sort_key, id);
--bun:split
-- The key that seals a customer's facts: deleting the row erases them for good.
CREATE TABLE customer_keys (
    customer_id UUID PRIMARY KEY REFERENCES customers (id),
    sealing_key BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
--bun:split
CREATE TABLE name_tokens (
    token BYTEA NOT NULL,
    customer_id UUID NOT NULL REFERENCES customers (id)
);
--bun:split
CREATE UNIQUE INDEX name_tokens_token ON name_tokens (token, customer_id);
--bun:split
CREATE INDEX name_tokens_customer ON name_tokens (customer_id);
--bun:split
CREATE TABLE assignments (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customers (id),
    portfolio_id UUID NOT NULL REFERENCES portfolios (id),
    valid_from DATE NOT NULL,
    valid_to DATE,
    assigned_by UUID REFERENCES employees (id),
    assigned_at TIMESTAMPTZ NOT NULL
);
--bun:split
CREATE INDEX assignments_customer ON assignments (customer_id);
--bun:split
CREATE TABLE incomes (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customers (id),
    kind TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    origin TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
--bun:split
CREATE INDEX incomes_customer ON incomes (customer_id);
--bun:split
CREATE TABLE emails (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customers (id),
    address TEXT NOT NULL,
    preferred BOOLEAN NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
--bun:split
CREATE INDEX emails_customer ON emails (customer_id);
--bun:split
CREATE TABLE phones (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customers (id),
    number TEXT NOT NULL,
    preferred BOOLEAN NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
--bun:split
CREATE INDEX phones_customer ON phones (customer_id);
--bun:split
CREATE TABLE addresses (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customers (id),
    line1 TEXT NOT NULL,
    line2 TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
--bun:split
CREATE INDEX addresses_customer ON addresses (customer_id);
--bun:split
CREATE TABLE channel_preferences (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customers (id),
    channel TEXT NOT NULL,
    preference TEXT NOT NULL
);
--bun:split
CREATE INDEX channel_preferences_customer ON channel_preferences (customer_id);
--bun:split
CREATE TABLE representations (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customers (id),
    representative_id UUID NOT NULL REFERENCES customers (id),
    kind TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
--bun:split
CREATE INDEX representations_customer ON representations (customer_id);
--bun:split
CREATE INDEX representations_representative ON representations (representative_id);
--bun:split
CREATE TABLE fragilities (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customers (id),
    criterion TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
--bun:split
CREATE INDEX fragilities_customer ON fragilities (customer_id);
--bun:split
CREATE TABLE households (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    formed_on DATE,
    dissolved_on DATE,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL
);
--bun:split
CREATE UNIQUE INDEX households_external ON households (source, external_id) WHERE external_id <> '';
--bun:split
CREATE TABLE household_members (
    id UUID PRIMARY KEY,
    household_id UUID NOT NULL REFERENCES households (id),
    customer_id UUID NOT NULL REFERENCES customers (id),
    role TEXT NOT NULL,
    kind TEXT NOT NULL,
    is_primary BOOLEAN NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
--bun:split
CREATE INDEX household_members_household ON household_members (household_id);
--bun:split
CREATE INDEX household_members_customer ON household_members (customer_id);
--bun:split
CREATE UNIQUE INDEX household_members_primary ON household_members (customer_id, kind) WHERE is_primary AND valid_to IS NULL;
--bun:split
CREATE TABLE relationships (
    id UUID PRIMARY KEY,
    from_id UUID NOT NULL REFERENCES customers (id),
    to_id UUID NOT NULL REFERENCES customers (id),
    kind TEXT NOT NULL,
    valid_from DATE,
    valid_to DATE
);
--bun:split
CREATE UNIQUE INDEX relationships_from ON relationships (from_id, kind, to_id);
--bun:split
CREATE TABLE assets (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customers (id),
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    first_registered_on DATE,
    acquired_on DATE,
    disposed_on DATE,
    value_minor BIGINT NOT NULL,
    currency TEXT NOT NULL
);
--bun:split
CREATE INDEX assets_customer ON assets (customer_id);
--bun:split
CREATE TABLE consents (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customers (id),
    purpose TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    captured_on DATE NOT NULL,
    capture_source TEXT NOT NULL,
    effective_from DATE NOT NULL,
    effective_to DATE
);
--bun:split
CREATE INDEX consents_customer ON consents (customer_id);
