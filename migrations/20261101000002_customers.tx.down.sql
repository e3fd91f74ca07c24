DROP TABLE consents;
--bun:split
DROP TABLE assets;
--bun:split
DROP TABLE relationships;
--bun:split
DROP TABLE household_members;
--bun:split
DROP TABLE households;
--bun:split
DROP TABLE fragilities;
--bun:split
DROP TABLE representations;
--bun:split
DROP TABLE channel_preferences;
--bun:split
DROP TABLE addresses;
--bun:split
DROP TABLE phones;
--bun:split
DROP TABLE emails;
--bun:split
DROP TABLE incomes;
--bun:split
DROP TABLE assignments;
--bun:split
DROP TABLE name_tokens;
--bun:split
DROP TABLE customer_keys;
--bun:split
DROP TABLE customers;
