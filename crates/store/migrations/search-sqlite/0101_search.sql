-- Words are kept as overlapping pairs of characters, because most Chinese words are two characters long.
CREATE VIRTUAL TABLE passage_pairs USING fts5 (pairs, content = '', contentless_delete = 1);
