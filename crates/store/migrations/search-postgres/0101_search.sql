-- Words are kept as overlapping pairs of characters, because most Chinese words are two characters long.
CREATE TABLE passage_pairs (
  rowid BIGINT PRIMARY KEY,
  pairs TSVECTOR NOT NULL
);
CREATE INDEX passage_pairs_index ON passage_pairs USING GIN (pairs);
