-- Each message has one row for each sink that sends it.
ALTER TABLE outbox ADD COLUMN sink TEXT NOT NULL DEFAULT 'mqtt';
CREATE INDEX outbox_sink ON outbox (sink);
