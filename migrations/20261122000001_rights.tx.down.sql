DROP TABLE right_reviews;
--bun:split
DROP TABLE recertifications;
--bun:split
DROP TABLE alerts;
--bun:split
DROP TABLE emergency_accesses;
--bun:split
DROP INDEX portfolios_branch;
--bun:split
DROP INDEX delegations_portfolio;
--bun:split
ALTER TABLE delegations DROP COLUMN end_reason;
--bun:split
ALTER TABLE delegations DROP COLUMN ended_by;
--bun:split
ALTER TABLE portfolio_holders DROP COLUMN end_reason;
--bun:split
ALTER TABLE portfolio_holders DROP COLUMN ended_by;
--bun:split
ALTER TABLE employee_roles DROP COLUMN end_reason;
--bun:split
ALTER TABLE employee_roles DROP COLUMN ended_by;
--bun:split
ALTER TABLE portfolio_holders DROP COLUMN reason;
--bun:split
ALTER TABLE portfolio_holders DROP COLUMN granted_by;
--bun:split
ALTER TABLE employee_roles DROP COLUMN reason;
--bun:split
ALTER TABLE employee_roles DROP COLUMN granted_by;
--bun:split
DROP INDEX employees_customer;
--bun:split
ALTER TABLE employees DROP COLUMN scopes;
--bun:split
ALTER TABLE employees DROP COLUMN expires_on;
--bun:split
ALTER TABLE employees DROP COLUMN owner_id;
--bun:split
ALTER TABLE employees DROP COLUMN customer_id;
--bun:split
ALTER TABLE employees DROP COLUMN kind;
