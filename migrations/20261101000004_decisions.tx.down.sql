DROP TABLE audit_entries;
--bun:split
DROP TABLE revision_contents;
--bun:split
DROP TABLE import_runs;
--bun:split
DROP TABLE night_runs;
--bun:split
DROP TABLE actions;
--bun:split
DROP TABLE recommendations;
--bun:split
DROP TABLE decisions;
--bun:split
DROP TABLE interactions;
--bun:split
DROP TABLE life_events;
