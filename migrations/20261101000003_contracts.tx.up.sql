-- Products, contracts with their parties, movements and orders.
CREATE TABLE products (
    code TEXT PRIMARY KEY,
    family TEXT NOT NULL,
    title_fr TEXT NOT NULL,
    title_en TEXT NOT NULL
);
--bun:split
CREATE TABLE contracts (
    id UUID PRIMARY KEY,
    type TEXT NOT NULL,
    product_code TEXT NOT NULL REFERENCES products (code),
    number TEXT NOT NULL,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    status TEXT NOT NULL,
    opened_on DATE,
    closed_on DATE,
    due_on DATE,
    currency TEXT NOT NULL,
    balance_minor BIGINT NOT NULL,
    balance_on DATE,
    overdraft_minor BIGINT NOT NULL,
    rate_ppm BIGINT NOT NULL,
    principal_minor BIGINT NOT NULL,
    outstanding_minor BIGINT NOT NULL,
    instalment_minor BIGINT NOT NULL,
    duration_months BIGINT NOT NULL,
    first_instalment_on DATE,
    last_instalment_on DATE,
    in_arrears BOOLEAN NOT NULL,
    purpose TEXT NOT NULL,
    account_id UUID,
    masked_number TEXT NOT NULL,
    card_level TEXT NOT NULL,
    expires_on DATE,
    premium_minor BIGINT NOT NULL,
    insured_label TEXT NOT NULL,
    covered_from DATE,
    covered_to DATE
);
--bun:split
CREATE UNIQUE INDEX contracts_external ON contracts (source, external_id) WHERE external_id <> '';
--bun:split
CREATE INDEX contracts_account ON contracts (account_id) WHERE account_id IS NOT NULL;
--bun:split
CREATE TABLE contract_parties (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contracts (id),
    customer_id UUID NOT NULL REFERENCES customers (id),
    role TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
--bun:split
CREATE INDEX contract_parties_contract ON contract_parties (contract_id, role, customer_id);
--bun:split
CREATE INDEX contract_parties_customer ON contract_parties (customer_id, role, contract_id);
--bun:split
CREATE TABLE movements (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contracts (id),
    booked_on DATE NOT NULL,
    sequence BIGINT NOT NULL,
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    balance_minor BIGINT NOT NULL,
    category TEXT NOT NULL,
    label TEXT NOT NULL,
    counterparty TEXT NOT NULL,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL
);
--bun:split
CREATE INDEX movements_contract ON movements (contract_id, booked_on, sequence, id);
--bun:split
CREATE TABLE standing_orders (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contracts (id),
    purpose TEXT NOT NULL,
    counterparty_bank TEXT NOT NULL,
    counterparty_iban TEXT NOT NULL,
    counterparty_name TEXT NOT NULL,
    to_competitor BOOLEAN NOT NULL,
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    frequency_in_months BIGINT NOT NULL,
    next_on DATE,
    valid_from DATE,
    valid_to DATE,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL
);
--bun:split
CREATE INDEX standing_orders_contract ON standing_orders (contract_id);
--bun:split
CREATE TABLE direct_debits (
    id UUID PRIMARY KEY,
    contract_id UUID NOT NULL REFERENCES contracts (id),
    creditor_id TEXT NOT NULL,
    creditor_name TEXT NOT NULL,
    mandate_ref TEXT NOT NULL,
    sector TEXT NOT NULL,
    signed_on DATE,
    last_on DATE,
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    valid_to DATE
);
--bun:split
CREATE INDEX direct_debits_contract ON direct_debits (contract_id);
