package postgres

import (
	"context"

	"github.com/lib/pq"

	"terugblik/coaching"
)

// Channel is what a listener listens to; a payload is a topic, a colon and an id.
// It carries no content: every listener reads again as its own actor.
const Channel = "terugblik"

// The topics. The functions that change something tell it; callers need not.
const (
	TopicPerson     = "person"     // id of a person: log-in sessions ended, roles or password changed
	TopicHolder     = "holder"     // id of a holder: recording switched on or off
	TopicTrajectory = "trajectory" // id of a trajectory: coach, pause, end
	TopicCycle      = "cycle"      // id of a cycle: closed, released, looked at, work point
	TopicChoice     = "choice"     // id of a cycle: the coach's choice
	TopicTalk       = "talk"       // id of a talk: playhead, step, notes, openings, end
	TopicRecording  = "recording"  // id of a recording: state, progress, share, title, erasure
	TopicAnnotation = "annotation" // "<recording>/<annotation>": made, changed, removed, answered, opened
)

// Notify tells listeners after the commit.
func (tx *Tx) Notify(ctx context.Context, topic, id string) error {
	_, err := tx.run(ctx, "notify "+topic, `
		SELECT pg_notify($1, $2)`, Channel, topic+":"+id)
	return err
}

func (tx *Tx) notifyRecording(ctx context.Context, id coaching.RecordingID) error {
	return tx.Notify(ctx, TopicRecording, string(id))
}

// notifyAngles tells it of the further cameras of a recording: who sees them has just changed with it.
func (tx *Tx) notifyAngles(ctx context.Context, of coaching.RecordingID) error {
	_, err := tx.run(ctx, "notify the angles of a recording", `
		SELECT pg_notify($1, $2 || ':' || a.id)
		FROM angle a
		WHERE a.recording_id = $3`, Channel, TopicRecording, of)
	return err
}

func (tx *Tx) notifyAnnotation(ctx context.Context, recording coaching.RecordingID, id coaching.AnnotationID) error {
	return tx.Notify(ctx, TopicAnnotation, string(recording)+"/"+string(id))
}

// notifyTrajectory tells it of the trajectory and of all its recordings, whose watchers may just have lost sight of them.
func (tx *Tx) notifyTrajectory(ctx context.Context, id coaching.TrajectoryID) error {
	if _, err := tx.run(ctx, "notify the recordings of a trajectory", `
		SELECT pg_notify($1, $2 || ':' || r.id)
		FROM recording r
		JOIN cycle c ON c.id = r.cycle_id
		WHERE c.trajectory_id = $3`, Channel, TopicRecording, id); err != nil {
		return err
	}
	return tx.Notify(ctx, TopicTrajectory, string(id))
}

// list hands ids to "= ANY ($1::uuid[])".
func list[T ~string](ids []T) any { return pq.Array(ids) }
