-- What the embedded store keeps. Never edited once released: a change is a new file.
-- Everything called sealed or wrapped is ciphertext; names are the opaque ids of the wire.

-- A document and the condition under which it grows: generation and head.
CREATE TABLE document (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE, -- <case>/<room>/<document>
    generation  INTEGER NOT NULL,
    head        INTEGER NOT NULL,
    wrapped_key BLOB NOT NULL
) STRICT;

-- One row for each committed record; those before the snapshot stay as evidence of who did what. A rowid table grows at its end, so a commit over many documents
-- writes few pages; the small index finds the tail of one document.
CREATE TABLE journal (
    id       INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id),
    seq      INTEGER NOT NULL,
    batch    BLOB NOT NULL,
    sealed   BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX journal_tail ON journal (document, seq);

CREATE TABLE snapshot (
    document INTEGER PRIMARY KEY REFERENCES document (id),
    seq      INTEGER NOT NULL,
    sealed   BLOB NOT NULL
) STRICT;

-- Whose client ids are whose, for ever: a new generation burns them, it does not free them.
CREATE TABLE binding (
    document   INTEGER NOT NULL REFERENCES document (id),
    client     INTEGER NOT NULL,
    person     TEXT NOT NULL,
    generation INTEGER NOT NULL,
    seq        INTEGER NOT NULL, -- the record it came in with
    PRIMARY KEY (document, client)
) STRICT, WITHOUT ROWID;

CREATE TABLE room (
    case_id     TEXT NOT NULL,
    room        TEXT NOT NULL,
    wrapped_key BLOB NOT NULL,
    PRIMARY KEY (case_id, room)
) STRICT, WITHOUT ROWID;

-- The key of what belongs to the case as a whole: its register and its versions.
CREATE TABLE case_key (
    case_id     TEXT PRIMARY KEY,
    wrapped_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE register (
    case_id  TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    sealed   BLOB NOT NULL
) STRICT;

CREATE TABLE session (
    hash    BLOB PRIMARY KEY,
    case_id TEXT NOT NULL,
    person  TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of ON session (case_id, person);
CREATE INDEX session_end ON session (expires);

CREATE TABLE version (
    id      INTEGER PRIMARY KEY, -- the order of freezing
    case_id TEXT NOT NULL,
    version TEXT NOT NULL,
    rooms   TEXT NOT NULL, -- names with a space between
    meta    BLOB NOT NULL,
    sealed  BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX version_name ON version (case_id, version);

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
