package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/live"
)

// TalkEvents streams what happens in one talk, and counts its reader among those present. Everything is read anew as the
// actor after every notification. An error is returned only before the answer has begun.
func (a *API) TalkEvents(w http.ResponseWriter, r *http.Request, actor coaching.Actor, id coaching.TalkID) error {
	watch := &talkWatch{api: a, actor: actor, id: id}
	watch.follow = a.Live.Subscribe("talk:"+string(id), "person:"+string(actor.ID))
	defer watch.follow.Close()
	begin, err := watch.look(r.Context())
	if err != nil {
		return err
	}
	watch.follow.Add("cycle:"+begin.talk.CycleID, "trajectory:"+begin.trajectory)
	for _, film := range begin.films {
		watch.follow.Add("recording:" + film)
	}
	watch.seen, watch.stream = begin, live.NewStream(w)
	if watch.tellTalk(begin) != nil {
		return nil //nolint:nilerr // the reader left before the first word
	}
	a.present.enter(r.Context(), a.Live, id, personOf(actor.Person))
	defer a.present.leave(context.WithoutCancel(r.Context()), a.Live, id, actor.ID)
	// A film that was open when the talk began may be hers no longer, and what is said of it is for those who see it.
	a.tell(r.Context(), watch.stream, watch.follow, watch.again, "presence")
	return nil
}

// talkWatch is one reader's view of a talk.
type talkWatch struct {
	api    *API
	actor  coaching.Actor
	id     coaching.TalkID
	follow *live.Subscription
	stream *live.Stream
	seen   talkSight
}

// talkSight is what a reader could see at one moment.
type talkSight struct {
	talk       Talk
	trajectory string
	films      []string // recordings of the cycle that she sees
	notes      string   // what changes with every change of a note
	moments    string   // likewise of moments, and of the marks that are open to her
}

// again reads anew and tells what differs.
func (s *talkWatch) again(ctx context.Context) error {
	now, err := s.look(ctx)
	if err != nil {
		return err
	}
	before := s.seen
	s.seen = now
	if before.comparable() != now.comparable() {
		if err := s.tellTalk(now); err != nil {
			return err
		}
	}
	for _, part := range []struct {
		event   string
		changed bool
	}{
		{"notes", before.notes != now.notes}, {"moments", before.moments != now.moments}, {"films", !slices.Equal(before.films, now.films)},
	} {
		if !part.changed {
			continue
		}
		if err := s.stream.Send(part.event, struct{}{}); err != nil {
			return err
		}
	}
	return nil
}

// comparable is the talk without what changes by itself as time goes by.
func (s talkSight) comparable() string {
	still := s.talk
	still.ServerMS, still.ProposedMinutes = 0, 0
	said, _ := json.Marshal(still) //nolint:errcheck // plain values
	return string(said)
}

// tellTalk says the talk with the server's time of this very moment.
func (s *talkWatch) tellTalk(now talkSight) error {
	now.talk.ServerMS = s.api.Now().UnixMilli()
	return s.stream.Send("talk", now.talk)
}

// look reads everything that the stream tells of, as the actor.
func (s *talkWatch) look(ctx context.Context) (talkSight, error) {
	var now talkSight
	if err := s.api.stillIn(ctx); err != nil {
		return now, err
	}
	err := s.api.as(ctx, s.actor, func(tx *postgres.Tx) error {
		found, err := tx.Talk(ctx, s.id)
		if err != nil {
			return err
		}
		cycle, err := tx.Cycle(ctx, found.CycleID)
		if err != nil {
			return err
		}
		now.trajectory = string(cycle.TrajectoryID)
		films, _, err := tx.Recordings(ctx, postgres.RecordingFilter{Cycle: cycle.ID}, "", 100)
		if err != nil {
			return err
		}
		shown := false
		for _, film := range films {
			now.films = append(now.films, string(film.ID))
			shown = shown || film.ID == found.Playhead.RecordingID
		}
		if !shown {
			found.Playhead.RecordingID = "" // what she may not see is not there
		}
		if now.talk, err = ShowTalk(ctx, tx, found, s.api.Now()); err != nil {
			return err
		}
		return now.details(ctx, tx, found)
	})
	return now, err
}

func (s *talkSight) details(ctx context.Context, tx *postgres.Tx, talk coaching.Talk) error {
	notes, err := tx.TalkNotes(ctx, talk.ID)
	if err != nil {
		return err
	}
	for _, note := range notes {
		s.notes += fmt.Sprint(note.ID, note.Version, " ")
	}
	releases, err := tx.Releases(ctx, talk.CycleID)
	for _, release := range releases {
		for _, moment := range release.Moments {
			s.moments += fmt.Sprint(moment.ID, moment.Opened, moment.Look != nil, moment.Mark != nil, " ")
		}
	}
	return err
}

// tell goes on telling until access ends, the reader leaves, or the server stops. again reads anew and tells what differs.
// Of what is told as it comes only some kinds go on, where any are named.
func (a *API) tell(ctx context.Context, stream *live.Stream, follow *live.Subscription, again func(context.Context) error, only ...string) {
	beat := time.NewTicker(live.Heartbeat)
	defer beat.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case <-a.Live.Done():
			return
		case <-beat.C:
			if err = stream.Beat(); err == nil {
				err = again(ctx) // whatever was missed shows now
			}
		case <-follow.Changed():
			err = again(ctx)
		case event := <-follow.Told():
			err = tellOn(ctx, stream, waiting(event, follow), again, only)
		}
		switch {
		case errors.Is(err, coaching.ErrUnavailable):
			// Nothing is told while nothing can be asked; the hub nudges when PostgreSQL is back.
		case errors.Is(err, coaching.ErrNotFound), errors.Is(err, errGone):
			stream.Send("bye", struct{}{}) //nolint:errcheck // nobody is left to tell
			return
		case err != nil: // the reader comes back by itself
			return
		}
	}
}

// waiting adds to an event those that came while the one before was told.
func waiting(first live.Event, follow *live.Subscription) []live.Event {
	events := []live.Event{first}
	for {
		select {
		case event := <-follow.Told():
			events = append(events, event)
		default:
			return events
		}
	}
}

// tellOn reads anew once for all of them, so that a busy server does not fall behind what it tells.
func tellOn(ctx context.Context, stream *live.Stream, events []live.Event, again func(context.Context) error, only []string) error {
	if err := again(ctx); err != nil {
		return err
	}
	for _, event := range events {
		if event.Data == nil || len(only) > 0 && !slices.Contains(only, event.Kind) {
			continue // read again was all it said, or all that is said here
		}
		if err := stream.Send(event.Kind, event.Data); err != nil {
			return err
		}
	}
	return nil
}

var errGone = errors.New("the log-in has ended")

// stillIn is errGone once the log-in of the request has ended.
func (a *API) stillIn(ctx context.Context) error {
	err := a.Doors.StillIn(ctx)
	if _, refused := errors.AsType[Refusal](err); refused {
		return fmt.Errorf("%w: %w", errGone, err)
	}
	return err
}
