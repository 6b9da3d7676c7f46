-- Whose an item id is in a case, for ever: nobody else's words may come to stand in the place of the owner's.
CREATE TABLE item_owner (
    case_id  TEXT NOT NULL,
    item     TEXT NOT NULL,
    owner    TEXT NOT NULL, -- voice.<person>, board or desk
    kind     TEXT NOT NULL,
    words_of TEXT, -- whose words a scribe says these are; that person may take the id over
    PRIMARY KEY (case_id, item)
) STRICT, WITHOUT ROWID;
