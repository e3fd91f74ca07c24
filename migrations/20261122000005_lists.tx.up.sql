-- What lists, counts and the bindings of an employee are looked up by.
CREATE INDEX relationships_to ON relationships (to_id);
--bun:split
CREATE INDEX employees_branch ON employees (branch_id, customer_id);
--bun:split
CREATE INDEX consents_opposed ON consents (customer_id) WHERE purpose = 'MARKETING' AND state <> 'GRANTED';
--bun:split
CREATE INDEX addresses_city ON addresses (city, customer_id);
--bun:split
CREATE INDEX customers_created ON customers (created_at, id);
--bun:split
CREATE INDEX customers_since ON customers (COALESCE(customer_since, '1850-01-01'), id);
--bun:split
CREATE INDEX customers_born ON customers (COALESCE(birth_date, '1850-01-01'), id);
