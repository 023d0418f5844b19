-- Who is to be told that something waits for him. No row says what: that is asked for again when the notice goes out.
CREATE TABLE accounts_outgoing (
    jurisdiction_id {text} NOT NULL,
    account {text} NOT NULL,
    waits BIGINT NOT NULL,
    asked_ms BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    next_ms BIGINT NOT NULL,
    sent_ms BIGINT NOT NULL,
    why {text} NOT NULL,
    PRIMARY KEY (jurisdiction_id, account)
){tail};
