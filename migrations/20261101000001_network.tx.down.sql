DROP TABLE delegations;
--bun:split
DROP TABLE portfolio_holders;
--bun:split
DROP TABLE portfolios;
--bun:split
DROP TABLE employee_roles;
--bun:split
DROP TABLE employees;
--bun:split
DROP TABLE branches;
--bun:split
DROP TABLE regions;
