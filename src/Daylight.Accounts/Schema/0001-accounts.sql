-- What must last and is no fact. {text}, {bytes} and {tail} are filled in per database. The jurisdiction leads every key.
CREATE TABLE accounts_credential (
    jurisdiction_id {text} NOT NULL,
    id {text} NOT NULL,
    account {text} NOT NULL,
    kind {text} NOT NULL,
    material {bytes} NOT NULL,
    found_by {text} NOT NULL,
    since_ms BIGINT NOT NULL,
    until_ms BIGINT NOT NULL,
    PRIMARY KEY (jurisdiction_id, id)
){tail};

CREATE INDEX accounts_credential_account ON accounts_credential (jurisdiction_id, account);

CREATE INDEX accounts_credential_found_by ON accounts_credential (jurisdiction_id, found_by);

-- Changes of credentials whose act is under way; a stopped machine finishes or forgets them at its next start.
CREATE TABLE accounts_staged (
    jurisdiction_id {text} NOT NULL,
    act_id {text} NOT NULL,
    id {text} NOT NULL,
    account {text} NOT NULL,
    kind {text} NOT NULL,
    material {bytes} NOT NULL,
    found_by {text} NOT NULL,
    since_ms BIGINT NOT NULL,
    until_ms BIGINT NOT NULL,
    PRIMARY KEY (jurisdiction_id, act_id, id)
){tail};

-- Counts that change with every try; no part of the hashed rows.
CREATE TABLE accounts_counter (
    jurisdiction_id {text} NOT NULL,
    id {text} NOT NULL,
    amount BIGINT NOT NULL,
    until_ms BIGINT NOT NULL,
    PRIMARY KEY (jurisdiction_id, id)
){tail};

CREATE TABLE accounts_session (
    jurisdiction_id {text} NOT NULL,
    id {text} NOT NULL,
    token_hash {bytes} NOT NULL,
    account {text} NOT NULL,
    office {text} NOT NULL,
    way {text} NOT NULL,
    agent {text} NOT NULL,
    started_ms BIGINT NOT NULL,
    seen_ms BIGINT NOT NULL,
    proved_ms BIGINT NOT NULL,
    PRIMARY KEY (jurisdiction_id, id)
){tail};

CREATE UNIQUE INDEX accounts_session_token ON accounts_session (jurisdiction_id, token_hash);

CREATE INDEX accounts_session_account ON accounts_session (jurisdiction_id, account);

CREATE TABLE accounts_access (
    jurisdiction_id {text} NOT NULL,
    day {text} NOT NULL,
    id {text} NOT NULL,
    at_ms BIGINT NOT NULL,
    kind {text} NOT NULL,
    account {text} NOT NULL,
    subject {text} NOT NULL,
    address {text} NOT NULL,
    PRIMARY KEY (jurisdiction_id, day, id)
){tail};
