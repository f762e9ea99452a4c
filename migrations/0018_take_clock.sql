-- +goose Up
-- The wall clock of a machine may be set between two takes; its steady clock is not. Which boot of which machine a take
-- began in, and how long after that boot: takes of one boot are placed by it (coaching.ClockShift).
ALTER TABLE take
    ADD COLUMN boot text NOT NULL DEFAULT '',
    ADD COLUMN since_boot bigint NOT NULL DEFAULT 0; -- nanoseconds

GRANT UPDATE (boot, since_boot) ON take TO terugblik_app;
