-- Who looked at whom is asked for by the person concerned; drafts of forms go with their act, or after thirty days.
CREATE INDEX accounts_access_subject ON accounts_access (jurisdiction_id, subject, id);

CREATE TABLE accounts_draft (
    jurisdiction_id {text} NOT NULL,
    account {text} NOT NULL,
    form {text} NOT NULL,
    material {bytes} NOT NULL,
    saved_ms BIGINT NOT NULL,
    PRIMARY KEY (jurisdiction_id, account, form)
){tail};
