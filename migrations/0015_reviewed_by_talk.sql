-- A review talk is a review: what it was about ends so many days after it. See coaching/retention.go.

-- +goose Up
CREATE POLICY retain ON talk FOR SELECT USING ((SELECT access.door()) = 'retain');
