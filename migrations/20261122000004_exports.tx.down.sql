DROP INDEX life_events_external;
--bun:split
CREATE UNIQUE INDEX life_events_external ON life_events (source, external_id) WHERE external_id <> '';
--bun:split
DROP TABLE exports;
