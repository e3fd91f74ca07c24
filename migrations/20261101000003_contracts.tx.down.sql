DROP TABLE direct_debits;
--bun:split
DROP TABLE standing_orders;
--bun:split
DROP TABLE movements;
--bun:split
DROP TABLE contract_parties;
--bun:split
DROP TABLE contracts;
--bun:split
DROP TABLE products;
