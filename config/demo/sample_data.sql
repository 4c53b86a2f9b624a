-- Sample data for the demo CRM, the same in every run: 1,500 contacts, 240 companies, 72 agents,
-- 2,700 tickets and 1,500 notes of account "demo", and a handful of account "other", which must
-- never be seen by "demo". People, companies and numbers are made up.

BEGIN;

INSERT INTO accounts (id, name, display_name) VALUES
  (1, 'demo', 'Demo Trading'),
  (2, 'other', 'Somebody Else');

CREATE TEMP TABLE given_names (n INTEGER PRIMARY KEY, name TEXT);
INSERT INTO given_names (n, name)
SELECT key, value FROM json_each('["Ana","Bruno","Carla","Daniel","Elena","Filipe","Grace","Hugo",
  "Inês","João","Katarzyna","Lukas","Maria","Nuno","Olga","Pedro","Quentin","Rita","Sofia","Tomás",
  "Ursula","Vasco","Wanda","Xavier","Yasmin","Zoë","Amélie","Björn","Chiara","Dmitri","Emre",
  "Fatima","Giulia","Håkan","Ingrid","Jürgen","Khadija","Léa","Mateusz","Noor","Oisín","Priya",
  "Rafael","Søren"]');

CREATE TEMP TABLE family_names (n INTEGER PRIMARY KEY, name TEXT);
INSERT INTO family_names (n, name)
SELECT key, value FROM json_each('["Almeida","Bauer","Costa","Dubois","Esposito","Ferreira",
  "García","Hoffmann","Ivanova","Jensen","Kowalski","Lindqvist","Martins","Nowak","O''Brien","Pereira",
  "Quintana","Rossi","Santos","Teixeira","Ueda","Vasconcelos","Weber","Xu","Yılmaz",
  "Zimmermann","Andersen",
  "Barbosa","Carvalho","De Vries","Eriksson","Fischer","Gonçalves","Haddad","Iglesias","Johansson",
  "Khan","Lefèvre","Moreira","Nielsen","Okafor","Petrov","Ramos"]');

CREATE TEMP TABLE company_words (n INTEGER PRIMARY KEY, first TEXT, second TEXT);
INSERT INTO company_words (n, first, second)
SELECT f.key, f.value, s.value
FROM json_each('["Northwind","Bluewater","Tagus","Alpine","Harbour","Sunfield","Granite","Meridian",
  "Orchard","Lighthouse","Copper","Juniper","Riverside","Summit","Falcon","Cobalt"]') AS f
JOIN json_each('["Logistics","Foods","Energy","Textiles","Software","Insurance","Travel","Health",
  "Furniture","Motors","Optics","Printing","Paper","Seeds","Glass"]') AS s ON s.key = f.key % 15;

-- 16 first words with each of 15 second ones: 240 different names.
WITH RECURSIVE numbers (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < 239)
INSERT INTO companies (id, account_id, name, website)
SELECT i + 1,
       1,
       f.first || ' ' || s.second,
       CASE WHEN i % 4 <> 3 THEN 'www.' || lower(f.first) || '-' || lower(s.second) || '.example' END
FROM numbers
JOIN company_words AS f ON f.n = i % 16
JOIN company_words AS s ON s.n = i / 16;

-- 60 with an e-mail who are active, 12 without one or gone.
WITH RECURSIVE numbers (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < 71)
INSERT INTO agents (id, account_id, name, email, active)
SELECT i + 1,
       1,
       g.name || ' ' || f.name,
       CASE WHEN i % 12 <> 5 THEN 'agent' || (i + 1) || '@demo.example' END,
       CASE WHEN i % 12 = 9 THEN 0 ELSE 1 END
FROM numbers
JOIN given_names AS g ON g.n = (i * 5 + 3) % 44
JOIN family_names AS f ON f.n = (i * 11 + 7) % 43;

-- 44 and 43 have no common divisor, so the first 1,892 names are all different.
WITH RECURSIVE numbers (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < 1499)
INSERT INTO contacts (id, account_id, company_id, name, title, address, twitter, photo_url,
                      created_at, updated_at)
SELECT i + 1,
       1,
       CASE WHEN i % 7 <> 6 THEN (i * 17) % 240 + 1 END,
       g.name || ' ' || f.name,
       CASE i % 6 WHEN 0 THEN 'Head of Purchasing' WHEN 1 THEN 'Accountant'
                  WHEN 2 THEN 'Managing Director' WHEN 3 THEN 'Office Manager'
                  WHEN 4 THEN 'Engineer' END,
       CASE WHEN i % 3 <> 2 THEN
         (i % 190 + 1) || ' ' ||
         CASE i % 5 WHEN 0 THEN 'Rua do Sol' WHEN 1 THEN 'Harbour Road' WHEN 2 THEN 'Lindenstraße'
                    WHEN 3 THEN 'Rue de la Gare' ELSE 'Avenida Central' END || ', ' ||
         CASE i % 4 WHEN 0 THEN 'Lisbon' WHEN 1 THEN 'Porto' WHEN 2 THEN 'Hamburg' ELSE 'Lyon' END
       END,
       CASE WHEN i % 9 = 0 THEN 'contact' || (i + 1) END,
       CASE WHEN i % 11 = 0 THEN 'https://photos.demo.example/' || (i + 1) || '.jpg' END,
       datetime('2024-01-01', '+' || (i * 7) || ' hours'),
       datetime('2024-01-01', '+' || (i * 7) || ' hours')
FROM numbers
JOIN given_names AS g ON g.n = i % 44
JOIN family_names AS f ON f.n = i % 43;

-- Everybody's own address; every second a private one as well, every tenth one for the company.
WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 1500)
INSERT INTO contact_emails (contact_id, position, email)
SELECT i, 0, 'contact' || i || '@customers.example' FROM numbers WHERE i % 25 <> 24
UNION ALL
SELECT i, 1, 'Private.' || i || '@mail.example' FROM numbers WHERE i % 2 = 0
UNION ALL
SELECT i, 2, 'sales+' || i || '@company' || (i % 240 + 1) || '.example'
FROM numbers WHERE i % 10 = 0;

-- A mobile as Talkdesk writes it, an office line as people write it, a number without its country
-- code, and one switchboard that twenty contacts share.
WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 1500)
INSERT INTO contact_phones (contact_id, position, phone)
SELECT i, 0, printf('+35191%07d', i * 37) FROM numbers WHERE i % 20 <> 19
UNION ALL
SELECT i, 1, printf('+351 21 %03d %02d %02d', i / 100 + 100, i % 100, i * 7 % 100)
FROM numbers WHERE i % 3 = 0
UNION ALL
SELECT i, 2, printf('22%01d-%03d-%03d', i % 10, i / 10 % 1000, i * 13 % 1000)
FROM numbers WHERE i % 8 = 0
UNION ALL
SELECT i, 3, '+351 210 000 999' FROM numbers WHERE i BETWEEN 1401 AND 1420;

-- The addresses above were changes of their contacts, by the triggers of the schema. This spreads
-- the change times over a bit less than two years before 2026, some of them sharing a second.
UPDATE contacts
SET updated_at = datetime(
  '2024-02-01', '+' || ((id - 1 - (id - 1) % 5) * 11 + (id - 1) % 3) || ' hours')
WHERE account_id = 1;

WITH RECURSIVE numbers (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < 2699)
INSERT INTO tickets (id, account_id, contact_id, agent_id, subject, description, status, priority,
                     created_at)
SELECT i + 1,
       1,
       (i * 7) % 1350 + 1,
       CASE WHEN i % 4 <> 3 THEN i % 72 + 1 END,
       CASE i % 8 WHEN 0 THEN 'Invoice ' || (4000 + i) || ' is unclear'
                  WHEN 1 THEN 'Delivery ' || (8000 + i) || ' has not arrived'
                  WHEN 2 THEN 'Cannot log in to the customer portal'
                  WHEN 3 THEN 'Please change our billing address'
                  WHEN 4 THEN 'Order ' || (6000 + i) || ': wrong quantity'
                  WHEN 5 THEN 'Question about the "Plus" contract'
                  WHEN 6 THEN 'Refund for order ' || (6000 + i)
                  ELSE 'Call back about the offer' END,
       CASE WHEN i % 5 <> 4 THEN
         'Reported by phone.' || char(10) || 'Reference ' || printf('%06d', i * 31 % 1000000) || '.'
       END,
       i % 5 + 1,
       i / 5 % 5,
       datetime('2024-01-15', '+' || (i * 6 + i % 5) || ' hours', '+' || (i % 60) || ' minutes')
FROM numbers;

WITH RECURSIVE numbers (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < 1499)
INSERT INTO notes (id, account_id, contact_id, agent_id, body, created_at)
SELECT i + 1,
       1,
       (i * 11) % 1350 + 1,
       i % 72 + 1,
       CASE i % 5 WHEN 0 THEN 'Prefers calls in the afternoon.'
                  WHEN 1 THEN 'Agreed to a discount of ' || (i % 15 + 1) || ' %.'
                  WHEN 2 THEN 'Left a message, calls back next week.'
                  WHEN 3 THEN 'Asked for the price list again.'
                  ELSE 'On holiday until the ' || (i % 28 + 1) || 'th.' END,
       datetime('2024-01-20', '+' || (i * 10) || ' hours', '+' || (i % 47) || ' minutes')
FROM numbers;

-- Somebody else's, with an e-mail and a phone that "demo" has, too.
INSERT INTO agents (id, account_id, name, email) VALUES
  (901, 2, 'Alex Other', 'alex@other.example');
INSERT INTO contacts (id, account_id, name, created_at, updated_at) VALUES
  (9001, 2, 'Not for demo', '2024-01-01 00:00:00', '2024-01-01 00:00:00');
INSERT INTO contact_emails (contact_id, email) VALUES (9001, 'contact1@customers.example');
INSERT INTO contact_phones (contact_id, phone) VALUES (9001, '+351910000037');
UPDATE contacts SET updated_at = '2024-06-01 00:00:00' WHERE id = 9001;
INSERT INTO tickets (id, account_id, contact_id, subject, created_at) VALUES
  (99001, 2, 9001, 'Confidential', '2024-05-01 09:00:00');

DROP TABLE temp.given_names;
DROP TABLE temp.family_names;
DROP TABLE temp.company_words;

COMMIT;
