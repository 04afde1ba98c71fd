-- Both databases read this file. Times are seconds since 1970, amounts are fen, digests are SHA-256 in hexadecimal.

-- Numbers are given out here, and whoever takes one holds the row until the transaction ends: writers come one after another.
CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  last BIGINT NOT NULL
);

CREATE TABLE region (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  -- A region can be restored before the one it is part of.
  parent BIGINT REFERENCES region(id) DEFERRABLE INITIALLY DEFERRED
);

-- Units and departments. The department of a unit is an office of its own.
CREATE TABLE office (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  initials TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('unit', 'department')),
  region BIGINT NOT NULL REFERENCES region(id),
  department BIGINT REFERENCES office(id) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (region, name)
);
CREATE INDEX office_name ON office (name);
CREATE INDEX office_initials ON office (initials);
CREATE INDEX office_department ON office (department);

-- What an office owes the public, or has published. A document without a revision is still owed.
CREATE TABLE document (
  id BIGINT PRIMARY KEY,
  office BIGINT NOT NULL REFERENCES office(id),
  year BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('budget', 'final-accounts')),
  approved_on TEXT,
  due_on TEXT,
  -- The end of that day in China.
  due_by BIGINT,
  -- The published revision that citizens read; the latest.
  current BIGINT,
  -- When the first revision was published.
  published_at BIGINT,
  UNIQUE (office, year, kind)
);
CREATE INDEX document_year ON document (year, kind, current);

CREATE TABLE revision (
  id BIGINT PRIMARY KEY,
  document BIGINT NOT NULL REFERENCES document(id),
  number BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'published')),
  -- Counts savings: who saves must have seen the last.
  edition BIGINT NOT NULL,
  -- Why a published document is corrected; empty for the first revision.
  reason TEXT NOT NULL,
  author TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  submitted_at BIGINT,
  decided_at BIGINT,
  published_at BIGINT,
  profile TEXT,
  errors BIGINT NOT NULL,
  warnings BIGINT NOT NULL,
  notes BIGINT NOT NULL,
  numbers BIGINT NOT NULL,
  read BIGINT NOT NULL,
  tied BIGINT NOT NULL,
  -- Of a published revision: what is signed, and the signature (Ed25519, hexadecimal).
  manifest TEXT,
  signature TEXT,
  UNIQUE (document, number)
);
CREATE INDEX revision_state ON revision (state);
CREATE INDEX revision_published ON revision (published_at);

CREATE TABLE file (
  id BIGINT PRIMARY KEY,
  revision BIGINT NOT NULL REFERENCES revision(id),
  -- 'source' is what was handed in; the others are named by their format.
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  -- Of what is in it, before it was packed.
  digest TEXT NOT NULL,
  length BIGINT NOT NULL,
  -- Packed as a zlib stream.
  packed BYTEA NOT NULL,
  UNIQUE (revision, role, name)
);
CREATE INDEX file_digest ON file (digest);

CREATE TABLE fact (
  revision BIGINT NOT NULL REFERENCES revision(id),
  ordinal BIGINT NOT NULL,
  table_key TEXT NOT NULL,
  row_key TEXT NOT NULL,
  column_key TEXT NOT NULL,
  code TEXT NOT NULL,
  label TEXT NOT NULL,
  heading TEXT NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (revision, ordinal)
);

CREATE TABLE finding (
  revision BIGINT NOT NULL REFERENCES revision(id),
  ordinal BIGINT NOT NULL,
  -- The same finding in the next revision has the same mark.
  mark TEXT NOT NULL,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
  message TEXT NOT NULL,
  place TEXT NOT NULL,
  PRIMARY KEY (revision, ordinal)
);
CREATE INDEX finding_mark ON finding (mark);

CREATE TABLE remark (
  id BIGINT PRIMARY KEY,
  revision BIGINT NOT NULL REFERENCES revision(id),
  -- The finding it is about; empty if it is about the whole.
  mark TEXT NOT NULL,
  author TEXT NOT NULL,
  at BIGINT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX remark_revision ON remark (revision);

-- A finding that the reviewer lets pass, with the reason that everyone can read.
CREATE TABLE waiver (
  document BIGINT NOT NULL REFERENCES document(id),
  mark TEXT NOT NULL,
  reason TEXT NOT NULL,
  author TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (document, mark)
);

CREATE TABLE person (
  id BIGINT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  -- Argon2id; empty if the person logs in elsewhere.
  password TEXT NOT NULL,
  active BIGINT NOT NULL,
  -- Whether the password was given to them and has to be changed first.
  must_change BIGINT NOT NULL
);

-- What a person may do for an office and the offices below it; 0 stands for every office.
CREATE TABLE duty (
  person BIGINT NOT NULL REFERENCES person(id),
  office BIGINT NOT NULL,
  duty TEXT NOT NULL CHECK (duty IN ('prepare', 'review', 'administer')),
  PRIMARY KEY (person, office, duty)
);

CREATE TABLE session (
  digest TEXT PRIMARY KEY,
  person BIGINT NOT NULL REFERENCES person(id),
  csrf TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);

-- Every attempt to log in.
CREATE TABLE login (
  id BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  login TEXT NOT NULL,
  address TEXT NOT NULL,
  outcome TEXT NOT NULL
);
CREATE INDEX login_at ON login (at);
CREATE INDEX login_login ON login (login, at);

-- A register that somebody is about to import: what they were shown is what they confirm.
CREATE TABLE pending_import (
  person BIGINT PRIMARY KEY REFERENCES person(id),
  at BIGINT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  bytes BYTEA NOT NULL
);

-- How the portal is used here; only what was changed is in it.
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- Every change of state, each with the digest of the one before.
CREATE TABLE event (
  number BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous TEXT NOT NULL,
  digest TEXT NOT NULL
);
CREATE INDEX event_subject ON event (subject);

-- Prose and projects of revisions; those of published ones are searched.
CREATE TABLE passage (
  id BIGINT PRIMARY KEY,
  revision BIGINT NOT NULL REFERENCES revision(id),
  place TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX passage_revision ON passage (revision);

INSERT INTO counter (name, last) VALUES
  ('region', 0), ('office', 0), ('document', 0), ('revision', 0), ('file', 0), ('remark', 0), ('person', 0), ('login', 0),
  ('event', 0), ('passage', 0);
