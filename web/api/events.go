package api

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/web/live"
)

// Events streams what happens to one recording. Everything is read anew as the actor after every
// notification; when she may not see the recording any more, or her log-in has ended, the stream
// says bye. An error is returned only before the answer has begun.
func (a *API) Events(w http.ResponseWriter, r *http.Request, actor coaching.Actor, id coaching.RecordingID) error {
	watch := &watch{api: a, actor: actor, id: id}
	watch.follow = a.Live.Subscribe("recording:"+string(id), "annotation:"+string(id), "person:"+string(actor.ID))
	defer watch.follow.Close()
	begin, err := watch.look(r.Context())
	if err != nil {
		return err
	}
	watch.follow.Add("choice:" + begin.cycle)
	watch.seen, watch.stream = begin, live.NewStream(w)
	if watch.begin(begin) == nil {
		a.tell(r.Context(), watch.stream, watch.follow, watch.again)
	}
	return nil
}

// begin tells how things stand; that nobody watches goes without saying.
func (s *watch) begin(now sight) error {
	if err := s.stream.Send("recording", now.recording); err != nil || len(now.watching.People) == 0 {
		return err
	}
	return s.stream.Send("watching", now.watching)
}

// watch is one reader's view of a recording.
type watch struct {
	api    *API
	actor  coaching.Actor
	id     coaching.RecordingID
	follow *live.Subscription
	stream *live.Stream
	seen   sight
}

// sight is what a reader could see at one moment.
type sight struct {
	recording json.RawMessage
	cycle     string
	marks     map[string]string // by id: what changes with every change of a mark
	choice    []string
	devices   map[string]json.RawMessage // by id: what the owner's devices kept of it
	watching  Watching
}

// again reads anew and tells what differs.
func (s *watch) again(ctx context.Context) error {
	now, err := s.look(ctx)
	if err != nil {
		return err
	}
	before := s.seen
	s.seen = now
	if string(now.recording) != string(before.recording) {
		if err := s.stream.Send("recording", now.recording); err != nil {
			return err
		}
	}
	if !slices.Equal(now.watching.People, before.watching.People) {
		if err := s.stream.Send("watching", now.watching); err != nil {
			return err
		}
	}
	if !slices.Equal(now.choice, before.choice) {
		if err := s.stream.Send("choice", struct{}{}); err != nil {
			return err
		}
	}
	if err := s.tellDevices(before.devices, now.devices); err != nil {
		return err
	}
	return s.tellMarks(before.marks, now.marks)
}

// tellDevices tells of each device master that changed, whole.
func (s *watch) tellDevices(before, now map[string]json.RawMessage) error {
	for _, id := range slices.Sorted(maps.Keys(now)) {
		if string(before[id]) != string(now[id]) {
			if err := s.stream.Send("device", now[id]); err != nil {
				return err
			}
		}
	}
	return nil
}

type markEvent struct {
	ID      string `json:"id"`
	Deleted bool   `json:"deleted,omitempty"`
}

// tellMarks tells of marks that the reader can see or could see, and of no others.
func (s *watch) tellMarks(before, now map[string]string) error {
	for id, state := range now {
		if before[id] != state {
			if err := s.stream.Send("annotation", markEvent{ID: id}); err != nil {
				return err
			}
		}
	}
	for id := range before {
		if _, there := now[id]; !there {
			if err := s.stream.Send("annotation", markEvent{ID: id, Deleted: true}); err != nil {
				return err
			}
		}
	}
	return nil
}

// look reads everything that the stream tells of, as the actor.
func (s *watch) look(ctx context.Context) (sight, error) {
	if err := s.api.stillIn(ctx); err != nil {
		return sight{}, err
	}
	var now sight
	err := s.api.as(ctx, s.actor, func(tx *postgres.Tx) error {
		found, err := tx.Recording(ctx, s.id)
		if err != nil {
			return err
		}
		shown, err := ShowRecording(ctx, tx, s.actor, found)
		if err != nil {
			return err
		}
		now.cycle = shown.CycleID
		if now.recording, err = json.Marshal(shown); err != nil {
			return fmt.Errorf("encoding the recording: %w", err)
		}
		if now.marks, err = marksOf(ctx, tx, s.id); err != nil {
			return err
		}
		if now.devices, err = devicesOf(ctx, tx, s.id); err != nil {
			return err
		}
		if now.watching, err = s.api.watching(ctx, tx, s.id); err != nil {
			return err
		}
		chosen, err := tx.Choice(ctx, found.CycleID)
		for _, mark := range chosen {
			now.choice = append(now.choice, string(mark.ID))
		}
		return err
	})
	return now, err
}

// devicesOf reads the device masters as they are told; nobody but the owner sees any.
func devicesOf(ctx context.Context, tx *postgres.Tx, id coaching.RecordingID) (map[string]json.RawMessage, error) {
	masters, err := deviceMasters(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	states := make(map[string]json.RawMessage, len(masters))
	for _, m := range masters {
		if states[m.ID], err = json.Marshal(m); err != nil {
			return nil, fmt.Errorf("encoding a device master: %w", err)
		}
	}
	return states, nil
}

// marksOf reads the state of every visible mark, whatever their number.
func marksOf(ctx context.Context, tx *postgres.Tx, id coaching.RecordingID) (map[string]string, error) {
	states, cursor := map[string]string{}, ""
	for {
		marks, next, err := tx.Annotations(ctx, id, cursor, 500)
		if err != nil {
			return nil, err
		}
		for _, mark := range marks {
			states[string(mark.ID)] = fmt.Sprint(mark.Version, mark.Visibility, mark.Replies)
		}
		if next == "" {
			return states, nil
		}
		cursor = next
	}
}
