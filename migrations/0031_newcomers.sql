-- A list of people that an administrator brought as a file, between looking at it and taking it over. See coaching/newcomers.go.

-- +goose Up
CREATE TABLE newcomer_list (
    id uuid PRIMARY KEY,
    holder_id uuid NOT NULL REFERENCES holder,
    made_by uuid NOT NULL REFERENCES person,
    name text NOT NULL CONSTRAINT newcomer_list_name_length CHECK (length(name) <= 200),
    rows jsonb NOT NULL,                           -- empty once it was taken over
    made_at timestamptz NOT NULL,
    applied_at timestamptz,
    added integer NOT NULL DEFAULT 0 CONSTRAINT newcomer_list_added CHECK (added >= 0)
);
CREATE INDEX newcomer_list_person ON newcomer_list (made_by, made_at);
CREATE INDEX newcomer_list_holder ON newcomer_list (holder_id);

ALTER TABLE newcomer_list ENABLE ROW LEVEL SECURITY;
-- Hers alone who brought it: it holds addresses of people who may never come.
CREATE POLICY see ON newcomer_list FOR SELECT USING (
    made_by = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));
CREATE POLICY bring ON newcomer_list FOR INSERT WITH CHECK (
    made_by = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[])
    AND applied_at IS NULL);
CREATE POLICY take_over ON newcomer_list FOR UPDATE USING (
    made_by = (SELECT access.actor()) AND holder_id = ANY ((SELECT access.holders('administrator'))::uuid[]));
CREATE POLICY left_lying ON newcomer_list FOR SELECT USING ((SELECT access.door()) = 'retain' AND applied_at IS NULL);
CREATE POLICY drop_left ON newcomer_list FOR DELETE USING ((SELECT access.door()) = 'retain' AND applied_at IS NULL);

GRANT SELECT, INSERT, DELETE ON newcomer_list TO terugblik_app;
GRANT UPDATE (rows, applied_at, added) ON newcomer_list TO terugblik_app;
