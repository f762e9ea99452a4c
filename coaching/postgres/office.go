package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// OfficeChild is a child of the register, to choose one.
type OfficeChild struct {
	ID     coaching.ChildID
	Name   string
	Group  string
	Place  string
	LeftOn coaching.Day // "" while it is there
}

// ChildFilter narrows a list of the register; the zero value is all of it.
type ChildFilter struct {
	Search   string // part of a name
	Location coaching.LocationID
}

// OfficeChildren lists the children of a holder's register whom the actor may know by name, also those who left.
func (tx *Tx) OfficeChildren(ctx context.Context, holder coaching.HolderID, f ChildFilter, cursor string, limit int) ([]OfficeChild, string, error) {
	from, err := readCursor(cursor, func(string) error { return nil })
	if err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	var children []OfficeChild
	err = tx.many(ctx, "list children for the office", &children, selectOfficeChild+`
		FROM (SELECT id,
		             name,
		             group_id,
		             left_on
		      FROM child
		      WHERE holder_id = $1
		        AND ($2 = '' OR name ILIKE $2)
		        AND ($3 = '' OR group_id = ANY (ARRAY(SELECT id FROM care_group WHERE location_id = NULLIF($3, '')::uuid)))
		        AND ($4::uuid IS NULL
		         OR (name COLLATE "nl-x-icu", id) > (SELECT b.name, b.id FROM child b WHERE b.id = $4))
		      ORDER BY name COLLATE "nl-x-icu", id
		      LIMIT $5) AS c
		JOIN care_group g ON g.id = c.group_id
		JOIN location l ON l.id = g.location_id
		ORDER BY c.name COLLATE "nl-x-icu", c.id`, holder, pattern(f.Search), f.Location, from.id, limit+1)
	children, next := cut(children, limit, func(c OfficeChild) string { return writeCursor("", string(c.ID)) })
	return children, next, err
}

// TheseChildren are those of some children whom the actor may know by name.
func (tx *Tx) TheseChildren(ctx context.Context, ids ...coaching.ChildID) (map[coaching.ChildID]OfficeChild, error) {
	var children []OfficeChild
	err := tx.many(ctx, "read children for the office", &children, selectOfficeChild+`
		FROM child c
		JOIN care_group g ON g.id = c.group_id
		JOIN location l ON l.id = g.location_id
		WHERE c.id = ANY ($1::uuid[])`, list(ids))
	found := make(map[coaching.ChildID]OfficeChild, len(children))
	for _, child := range children {
		found[child.ID] = child
	}
	return found, err
}

const selectOfficeChild = `
		SELECT c.id,
		       c.name,
		       g.name AS group,
		       l.name AS place,
		       COALESCE(to_char(c.left_on, 'YYYY-MM-DD'), '') AS left_on`

// OfficeTask is a consent that was taken back and of which a recording waits.
type OfficeTask struct {
	OwnerID coaching.PersonID
	Child   string
	MadeAt  time.Time
	DueOn   coaching.Day
}

// OfficeTasks lists what is open, by the day that it ends. For the data protection officer.
func (tx *Tx) OfficeTasks(ctx context.Context, holder coaching.HolderID) ([]OfficeTask, error) {
	var tasks []OfficeTask
	err := tx.many(ctx, "list open tasks for the office", &tasks, `
		SELECT t.owner_id,
		       c.name AS child,
		       t.made_at,
		       to_char(t.due_on, 'YYYY-MM-DD') AS due_on
		FROM consent_task t
		JOIN child c ON c.id = t.child_id
		WHERE t.holder_id = $1
		  AND t.done_at IS NULL
		ORDER BY t.due_on, t.id
		LIMIT 200`, holder)
	return tasks, err
}

// RecordingsAbout are those with a child on their roster, and those that a request about it once found, which may be gone.
// For the data protection officer.
func (tx *Tx) RecordingsAbout(ctx context.Context, child coaching.ChildID) ([]coaching.RecordingID, error) {
	var ids []coaching.RecordingID
	err := tx.many(ctx, "find recordings of a child", &ids, `
		SELECT id
		FROM access.recordings_of_child($1)
		UNION
		SELECT f.recording_id
		FROM privacy_finding f
		JOIN privacy_request q ON q.id = f.request_id
		WHERE q.child_id = $1`, child)
	return ids, err
}

// LogSawReport notes that a report of who saw what was taken away.
func (tx *Tx) LogSawReport(ctx context.Context, actor coaching.Actor, holder coaching.HolderID, now time.Time) error {
	return tx.noteOffice(ctx, actor, holder, coaching.ActSawReport, "", now)
}

type ownSignalRow struct {
	coaching.OwnSignal
	Names pq.StringArray
}

// OwnSignals are what a signal keeps of the actor's own recordings.
func (tx *Tx) OwnSignals(ctx context.Context) ([]coaching.OwnSignal, error) {
	var rows []ownSignalRow
	err := tx.many(ctx, "list signals about own recordings", &rows, `
		SELECT signal_id,
		       recording_id,
		       raised_at,
		       officers AS names
		FROM access.own_signals()
		ORDER BY raised_at DESC, recording_id`)
	list := make([]coaching.OwnSignal, len(rows))
	for i, row := range rows {
		row.Officers = row.Names
		list[i] = row.OwnSignal
	}
	return list, err
}
