-- Durable tables of a log. {text}, {bytes} and {tail} are filled in per database. The jurisdiction leads every key.
CREATE TABLE log_head (
    jurisdiction_id {text} NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    edge {bytes} NOT NULL,
    views BIGINT NOT NULL
){tail};

CREATE TABLE fact (
    jurisdiction_id {text} NOT NULL,
    idx BIGINT NOT NULL,
    salt {bytes} NOT NULL,
    envelope {bytes} NOT NULL,
    PRIMARY KEY (jurisdiction_id, idx)
){tail};

CREATE TABLE fact_stream (
    jurisdiction_id {text} NOT NULL,
    stream {text} NOT NULL,
    version BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    PRIMARY KEY (jurisdiction_id, stream, version)
){tail};

CREATE TABLE act (
    jurisdiction_id {text} NOT NULL,
    act_id {text} NOT NULL,
    first_idx BIGINT NOT NULL,
    parts BIGINT NOT NULL,
    digest {bytes} NOT NULL,
    PRIMARY KEY (jurisdiction_id, act_id)
){tail};

CREATE UNIQUE INDEX act_first ON act (jurisdiction_id, first_idx);

CREATE TABLE content (
    jurisdiction_id {text} NOT NULL,
    hash {text} NOT NULL,
    bytes {bytes} NOT NULL,
    PRIMARY KEY (jurisdiction_id, hash)
){tail};

CREATE TABLE case_key (
    jurisdiction_id {text} NOT NULL,
    key_id {text} NOT NULL,
    wrapped {bytes} NOT NULL,
    PRIMARY KEY (jurisdiction_id, key_id)
){tail};

CREATE TABLE checkpoint (
    jurisdiction_id {text} NOT NULL,
    size BIGINT NOT NULL,
    note {text} NOT NULL,
    PRIMARY KEY (jurisdiction_id, size)
){tail};

CREATE TABLE served (
    jurisdiction_id {text} NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    note {text} NOT NULL
){tail};

CREATE TABLE publisher (
    jurisdiction_id {text} NOT NULL PRIMARY KEY,
    holder {text} NOT NULL,
    until_ms BIGINT NOT NULL
){tail};

CREATE TABLE tile (
    jurisdiction_id {text} NOT NULL,
    level BIGINT NOT NULL,
    number BIGINT NOT NULL,
    hashes {bytes} NOT NULL,
    PRIMARY KEY (jurisdiction_id, level, number)
){tail};

CREATE TABLE subscriber_cursor (
    jurisdiction_id {text} NOT NULL,
    subscriber {text} NOT NULL,
    next BIGINT NOT NULL,
    PRIMARY KEY (jurisdiction_id, subscriber)
){tail};

CREATE TABLE view_served (
    view {text} NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
){tail};

CREATE TABLE view_beside (
    jurisdiction_id {text} NOT NULL,
    view {text} NOT NULL,
    version BIGINT NOT NULL,
    folded BIGINT NOT NULL,
    PRIMARY KEY (jurisdiction_id, view, version)
){tail};
