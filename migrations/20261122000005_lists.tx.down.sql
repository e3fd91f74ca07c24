DROP INDEX customers_born;
--bun:split
DROP INDEX customers_since;
--bun:split
DROP INDEX customers_created;
--bun:split
DROP INDEX addresses_city;
--bun:split
DROP INDEX consents_opposed;
--bun:split
DROP INDEX employees_branch;
--bun:split
DROP INDEX relationships_to;
