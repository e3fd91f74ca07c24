-- Life events, interactions, decisions, recommendations, actions, runs, audit.
CREATE TABLE life_events (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customers (id),
    kind TEXT NOT NULL,
    occurred_on DATE,
    expected_on DATE,
    tentative BOOLEAN NOT NULL,
    origin TEXT NOT NULL,
    confidence_permille BIGINT NOT NULL,
    state TEXT NOT NULL,
    expires_on DATE,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    evidence TEXT NOT NULL,
    note TEXT NOT NULL,
    recorded_by UUID REFERENCES employees (id),
    recorded_at TIMESTAMPTZ NOT NULL
);
--bun:split
CREATE UNIQUE INDEX life_events_external ON life_events (source, external_id) WHERE external_id <> '';
--bun:split
CREATE INDEX life_events_customer ON life_events (customer_id, kind);
--bun:split
CREATE TABLE interactions (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customers (id),
    employee_id UUID REFERENCES employees (id),
    channel TEXT NOT NULL,
    direction TEXT NOT NULL,
    occurred_at TIMESTAMPTZ NOT NULL,
    subject TEXT NOT NULL,
    report TEXT NOT NULL,
    next_step_on DATE
);
--bun:split
CREATE INDEX interactions_customer ON interactions (customer_id, occurred_at);
--bun:split
CREATE TABLE decisions (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customers (id),
    cause TEXT NOT NULL,
    cause_id UUID,
    decided_on DATE NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    revision TEXT NOT NULL,
    dictionary TEXT NOT NULL,
    facts_sealed BYTEA NOT NULL,
    outcome TEXT NOT NULL
);
--bun:split
CREATE INDEX decisions_customer ON decisions (customer_id, decided_at);
--bun:split
CREATE TABLE recommendations (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES customers (id),
    decision_id UUID NOT NULL REFERENCES decisions (id),
    offer TEXT NOT NULL,
    offer_class TEXT NOT NULL,
    addressee_id UUID NOT NULL REFERENCES customers (id),
    rank BIGINT NOT NULL,
    ppm BIGINT NOT NULL,
    c_permille BIGINT NOT NULL,
    v_points BIGINT NOT NULL,
    l_permille BIGINT NOT NULL,
    priority BIGINT NOT NULL,
    reasons TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    proposed_on DATE NOT NULL,
    expires_on DATE,
    outcome TEXT NOT NULL,
    outcome_reason TEXT NOT NULL,
    responded_at TIMESTAMPTZ,
    responded_by UUID REFERENCES employees (id)
);
--bun:split
CREATE INDEX recommendations_customer ON recommendations (customer_id, state);
--bun:split
CREATE UNIQUE INDEX recommendations_open ON recommendations (customer_id, offer) WHERE state = 'OPEN';
--bun:split
CREATE INDEX recommendations_decision ON recommendations (decision_id);
--bun:split
CREATE TABLE actions (
    id UUID PRIMARY KEY,
    employee_id UUID NOT NULL REFERENCES employees (id),
    customer_id UUID NOT NULL REFERENCES customers (id),
    kind TEXT NOT NULL,
    recommendation_id UUID REFERENCES recommendations (id),
    event_id UUID REFERENCES life_events (id),
    code TEXT NOT NULL,
    offer_class TEXT NOT NULL,
    due_on DATE,
    planned_for DATE NOT NULL,
    position BIGINT NOT NULL,
    priority BIGINT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    completed_at TIMESTAMPTZ,
    completed_by UUID REFERENCES employees (id)
);
--bun:split
CREATE INDEX actions_list ON actions (employee_id, planned_for, position);
--bun:split
CREATE INDEX actions_customer ON actions (customer_id);
--bun:split
CREATE INDEX actions_recommendation ON actions (recommendation_id);
--bun:split
CREATE TABLE night_runs (
    run_date DATE PRIMARY KEY,
    attempt BIGINT NOT NULL,
    revision TEXT NOT NULL,
    state TEXT NOT NULL,
    pages_done_up_to UUID,
    customers BIGINT NOT NULL,
    decisions BIGINT NOT NULL,
    undecidable TEXT NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ
);
--bun:split
CREATE TABLE import_runs (
    id UUID PRIMARY KEY,
    source TEXT NOT NULL,
    digest TEXT NOT NULL,
    state TEXT NOT NULL,
    read BIGINT NOT NULL,
    imported BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ
);
--bun:split
CREATE TABLE revision_contents (
    id TEXT PRIMARY KEY,
    content TEXT NOT NULL,
    activated_at TIMESTAMPTZ NOT NULL
);
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
