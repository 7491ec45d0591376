-- Version 3: what statements say to questions.
--
-- People's codings are kept for good. The machine's can be made again.

-- A question's wordings, as a judge read them.
CREATE TABLE questions (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,                -- of what "yes" asserts and its synonyms
    judge TEXT NOT NULL,               -- the version that judged
    UNIQUE (hash, judge)
) STRICT;

-- What was judged already: a resolution of a report, whole.
CREATE TABLE coded (
    question INTEGER NOT NULL REFERENCES questions (id),
    resolution INTEGER NOT NULL REFERENCES resolutions (id),
    PRIMARY KEY (question, resolution)
) STRICT, WITHOUT ROWID;

-- What the judge found to bear on a question; what is not here does not.
CREATE TABLE codings (
    question INTEGER NOT NULL REFERENCES questions (id),
    resolution INTEGER NOT NULL REFERENCES resolutions (id),
    statement TEXT NOT NULL,           -- its identifier
    stance TEXT NOT NULL,
    confidence REAL NOT NULL,
    detail TEXT NOT NULL,              -- conditions, reason, what it takes up; JSON
    PRIMARY KEY (question, resolution, statement)
) STRICT, WITHOUT ROWID;

-- What people judged. Undoing is a row, too; nothing is ever changed.
CREATE TABLE judgements (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,                  -- UTC
    author TEXT NOT NULL,
    question TEXT NOT NULL,            -- its identifier in the dispute file
    wording TEXT NOT NULL,             -- what "yes" asserted then
    statement TEXT NOT NULL,           -- its identifier
    report TEXT NOT NULL,              -- the report's identifier
    content TEXT NOT NULL,             -- where its content stands, in code points; JSON
    words TEXT NOT NULL,               -- the content's words
    stance TEXT NOT NULL,
    conditions TEXT NOT NULL,          -- JSON
    why TEXT,
    undoes INTEGER REFERENCES judgements (id)
) STRICT;
CREATE INDEX judgements_by_statement ON judgements (statement, question);
CREATE INDEX judgements_by_question ON judgements (question);

-- When which brief was last printed, so that `watch` can tell what changed.
CREATE TABLE briefs (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,                  -- UTC
    dispute TEXT NOT NULL,             -- the hash of the dispute file's questions and parties
    stands TEXT NOT NULL               -- party, question, stand; JSON
) STRICT;
