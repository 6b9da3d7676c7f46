-- Who did what in a case: sealed lines that are only ever added to.
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY, -- grows at its end, whatever case a line is of
    case_id TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    sealed  BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX audit_place ON audit (case_id, seq);

-- What the last line of a case is, signed, so that a log that lost its end is seen.
CREATE TABLE audit_head (
    case_id TEXT PRIMARY KEY,
    seq     INTEGER NOT NULL,
    sealed  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'a line of the log is never changed');
END;
CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'a line of the log is never removed');
END;
