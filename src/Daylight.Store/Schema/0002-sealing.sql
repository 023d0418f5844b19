-- What sealing needs beside the facts. {text}, {bytes} and {tail} as in 0001.
-- Ids of erased keys, so that none is ever made again; scrubbed is 1 once the bytes of the wrap are overwritten.
CREATE TABLE erased_key (
    jurisdiction_id {text} NOT NULL,
    key_id {text} NOT NULL,
    scrubbed BIGINT NOT NULL,
    PRIMARY KEY (jurisdiction_id, key_id)
){tail};

-- Facts of day precision that wait: one row, written anew as a whole under a new key with each of them.
CREATE TABLE pool (
    jurisdiction_id {text} NOT NULL PRIMARY KEY,
    wrapped {bytes} NOT NULL,
    box {bytes} NOT NULL
){tail};

-- Files that facts name: the hash of the ciphertext, and the case whose key opens it.
CREATE TABLE attachment (
    jurisdiction_id {text} NOT NULL,
    hash {text} NOT NULL,
    key_id {text} NOT NULL,
    PRIMARY KEY (jurisdiction_id, hash)
){tail};
