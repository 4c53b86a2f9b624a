-- The demo CRM: a small CRM as an SQLite database. Load it into a new file, then sample_data.sql.
-- Times are text in UTC, "2024-03-05 08:20:11", so that their order as text is their order in time.

PRAGMA journal_mode = WAL;  -- kept in the file: readers and the writer do not wait for each other
PRAGMA foreign_keys = ON;

-- A customer of this CRM. Everything else belongs to one.
CREATE TABLE accounts (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL
);

-- What an account's programs log in with. The token itself is nowhere: only its SHA-256, in lower
-- case hexadecimal.
CREATE TABLE api_tokens (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  label      TEXT NOT NULL,
  digest     TEXT NOT NULL UNIQUE CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
  created_at TEXT NOT NULL DEFAULT (datetime('now')),
  revoked_at TEXT
);

CREATE TABLE agents (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  name       TEXT NOT NULL CHECK (name <> ''),
  email      TEXT,
  active     INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
);
CREATE INDEX agents_by_account ON agents (account_id, id);

CREATE TABLE companies (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  name       TEXT NOT NULL CHECK (name <> ''),
  website    TEXT,
  UNIQUE (account_id, name)
);

CREATE TABLE contacts (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  company_id INTEGER REFERENCES companies (id) ON DELETE SET NULL,
  name       TEXT NOT NULL CHECK (trim(name) <> ''),
  title      TEXT,
  address    TEXT,
  twitter    TEXT,
  photo_url  TEXT,
  created_at TEXT NOT NULL DEFAULT (datetime('now')),
  updated_at TEXT NOT NULL DEFAULT (datetime('now'))
);
CREATE INDEX contacts_by_change ON contacts (account_id, updated_at, id);
CREATE INDEX contacts_by_company ON contacts (company_id);

CREATE TABLE contact_emails (
  contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL DEFAULT 0,
  email      TEXT NOT NULL COLLATE NOCASE CHECK (email LIKE '_%@_%'),
  PRIMARY KEY (contact_id, email)
) WITHOUT ROWID;
CREATE INDEX contact_emails_by_email ON contact_emails (email);

-- A phone is kept as people write it; digits and last9 are for looking it up.
CREATE TABLE contact_phones (
  contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL DEFAULT 0,
  phone      TEXT NOT NULL,
  digits     TEXT NOT NULL GENERATED ALWAYS AS (
    replace(replace(replace(replace(replace(replace(replace(
      phone, ' ', ''), '-', ''), '.', ''), '/', ''), '(', ''), ')', ''), '+', '')
  ) STORED CHECK (length(digits) >= 3 AND digits NOT GLOB '*[^0-9]*'),
  last9      TEXT GENERATED ALWAYS AS (CASE WHEN length(digits) >= 9 THEN substr(digits, -9) END)
    STORED,
  PRIMARY KEY (contact_id, phone)
) WITHOUT ROWID;
CREATE INDEX contact_phones_by_digits ON contact_phones (digits);
CREATE INDEX contact_phones_by_last9 ON contact_phones (last9);

-- status: 1 new, 2 open, 3 pending, 4 solved, 5 closed. priority: 0 none, 1 low, 2 normal, 3 high,
-- 4 urgent.
CREATE TABLE tickets (
  id          INTEGER PRIMARY KEY,
  account_id  INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  contact_id  INTEGER REFERENCES contacts (id) ON DELETE CASCADE,
  agent_id    INTEGER REFERENCES agents (id) ON DELETE SET NULL,
  subject     TEXT NOT NULL CHECK (trim(subject) <> ''),
  description TEXT,
  status      INTEGER NOT NULL DEFAULT 1 CHECK (status BETWEEN 1 AND 5),
  priority    INTEGER NOT NULL DEFAULT 2 CHECK (priority BETWEEN 0 AND 4),
  created_at  TEXT NOT NULL DEFAULT (datetime('now'))
);
CREATE INDEX tickets_by_contact ON tickets (contact_id, created_at);

CREATE TABLE notes (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  contact_id INTEGER NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  agent_id   INTEGER REFERENCES agents (id) ON DELETE SET NULL,
  body       TEXT NOT NULL CHECK (trim(body) <> ''),
  created_at TEXT NOT NULL DEFAULT (datetime('now'))
);
CREATE INDEX notes_by_contact ON notes (contact_id, created_at);

-- Whatever of a contact Talkdesk sees, a change of it is a change of the contact. A statement that
-- sets updated_at itself is left alone, and a clock that is put back does not take it backwards.
CREATE TRIGGER contacts_changed AFTER UPDATE ON contacts
WHEN NEW.updated_at IS OLD.updated_at
BEGIN
  UPDATE contacts SET updated_at = max(updated_at, datetime('now')) WHERE id = NEW.id;
END;

CREATE TRIGGER companies_changed AFTER UPDATE OF name, website ON companies
BEGIN
  UPDATE contacts SET updated_at = max(updated_at, datetime('now')) WHERE company_id = NEW.id;
END;

CREATE TRIGGER contact_emails_added AFTER INSERT ON contact_emails
BEGIN
  UPDATE contacts SET updated_at = max(updated_at, datetime('now')) WHERE id = NEW.contact_id;
END;

CREATE TRIGGER contact_emails_changed AFTER UPDATE ON contact_emails
BEGIN
  UPDATE contacts SET updated_at = max(updated_at, datetime('now'))
  WHERE id IN (OLD.contact_id, NEW.contact_id);
END;

CREATE TRIGGER contact_emails_removed AFTER DELETE ON contact_emails
BEGIN
  UPDATE contacts SET updated_at = max(updated_at, datetime('now')) WHERE id = OLD.contact_id;
END;

CREATE TRIGGER contact_phones_added AFTER INSERT ON contact_phones
BEGIN
  UPDATE contacts SET updated_at = max(updated_at, datetime('now')) WHERE id = NEW.contact_id;
END;

CREATE TRIGGER contact_phones_changed AFTER UPDATE ON contact_phones
BEGIN
  UPDATE contacts SET updated_at = max(updated_at, datetime('now'))
  WHERE id IN (OLD.contact_id, NEW.contact_id);
END;

CREATE TRIGGER contact_phones_removed AFTER DELETE ON contact_phones
BEGIN
  UPDATE contacts SET updated_at = max(updated_at, datetime('now')) WHERE id = OLD.contact_id;
END;
