-- Of an erased recording only the words stay that had opened to her: by her own look, or in the talk. See
-- coaching/postgres/keptword.go.

-- +goose Up
CREATE POLICY retain ON talk_opening FOR SELECT USING ((SELECT access.door()) = 'retain');
