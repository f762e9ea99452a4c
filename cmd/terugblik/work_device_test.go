package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/coaching/postgres/pgstory"
	"terugblik/media"
	"terugblik/media/film"
	"terugblik/media/jobs"
	"terugblik/media/library"
	"terugblik/media/record"
)

// shooting is a recording of the employee with what the work does for it, step by step.
type shooting struct {
	*pgstory.Story
	t     *testing.T
	work  *work
	id    coaching.RecordingID
	base  time.Time // when the camera began
	units []film.Unit
}

func newShooting(t *testing.T) *shooting {
	t.Helper()
	f := &shooting{Story: pgstory.New(t, "hash").Record(), t: t, base: time.Now().Add(-time.Hour).Truncate(time.Millisecond)}
	lib, err := library.Open(library.Config{Root: t.TempDir(), Master: library.Key{1}, Vault: drawer{}})
	require.NoError(t, err)
	log := slog.New(slog.DiscardHandler)
	f.work = &work{
		db: f.DB, library: lib, children: &children{Log: log}, log: log, halt: func(media.RecordingID) {}, data: t.TempDir(), node: "node",
		live: func(media.RecordingID) bool { return false }, nudge: make(chan struct{}, 1), running: map[int64]*underWay{},
	}
	f.As(f.Employee, func(tx *postgres.Tx) error {
		made, err := tx.CreateRecording(t.Context(), f.Employee, f.Cycle.ID, "Kring", nil, 0, f.base)
		f.id = made.ID
		return err
	})
	require.NoError(t, lib.Create(t.Context(), media.RecordingID(f.id)))
	clip := film.Room{Pattern: film.Pattern{Width: 320, Height: 180}}
	require.NoError(t, film.Encode(t.Context(), clip, 12_000, film.Coding{Video: media.VP8, Bits: 400_000}, func(u film.Unit) error {
		u.Data = bytes.Clone(u.Data)
		f.units = append(f.units, u)
		return nil
	}))
	return f
}

func (f *shooting) door(door postgres.Door, do func(tx *postgres.Tx) error) {
	f.t.Helper()
	require.NoError(f.t, f.DB.AsDoor(f.t.Context(), door, do))
}

// live is what came over the network, late by so much, and without a stretch; it is made whole.
func (f *shooting) live(from, to, late, lostFrom, lostTo time.Duration) {
	f.t.Helper()
	ctx, id := f.t.Context(), media.RecordingID(f.id)
	var number int
	began := f.base.Add(from + late)
	f.door(postgres.Ingest, func(tx *postgres.Tx) (err error) {
		number, err = tx.BeginTake(ctx, f.id, "node", began)
		return err
	})
	w, err := record.Create(ctx, f.work.library, id, number, began)
	require.NoError(f.t, err)
	feed, err := record.NewFeed(w, media.VP8)
	require.NoError(f.t, err)
	for _, u := range f.units {
		if u.At >= from && u.At < to && (u.At < lostFrom || u.At >= lostTo) {
			require.NoError(f.t, feed.Write(u.Kind, u.At-from, u.Data))
		}
	}
	require.NoError(f.t, w.Close("ended"))
	f.door(postgres.Ingest, func(tx *postgres.Tx) error { return tx.EndTake(ctx, f.id, number, began.Add(to-from)) })
	job := &river.Job[jobs.Finalise]{JobRow: row(1), Args: jobs.Finalise{Recording: id, Take: number}}
	require.NoError(f.t, (&finaliseWorker{work: f.work}).Work(ctx, job))
}

func row(id int64) *rivertype.JobRow { return &rivertype.JobRow{ID: id, Attempt: 1, MaxAttempts: 5} }

// device is what the device kept from a time on; its request came so much later than its clock says.
func (f *shooting) device(from time.Duration, waited time.Duration) []byte {
	f.t.Helper()
	content := f.filmed(from)
	f.send(content, from, waited)
	return content
}

func (f *shooting) filmed(from time.Duration) []byte {
	f.t.Helper()
	var out bytes.Buffer
	r, err := film.NewRecorder(&out, 320, 180)
	require.NoError(f.t, err)
	for _, u := range f.units {
		if u.At >= from {
			require.NoError(f.t, r.Write(u, u.At-from))
		}
	}
	return out.Bytes()
}

func (f *shooting) send(content []byte, from, waited time.Duration) coaching.Upload {
	f.t.Helper()
	made := f.pour(content, from, waited)
	f.As(f.Employee, func(tx *postgres.Tx) error { return tx.DeclareUpload(f.t.Context(), made.ID, int64(len(content))) })
	require.NoError(f.t, f.work.completeUploads(f.t.Context()), "the process died between the last byte and the note of it")
	return made
}

// pour is what comes before the device tells how much there is.
func (f *shooting) pour(content []byte, from, waited time.Duration) coaching.Upload {
	f.t.Helper()
	ctx, id := f.t.Context(), media.RecordingID(f.id)
	var made coaching.Upload
	f.As(f.Employee, func(tx *postgres.Tx) (err error) {
		made, err = tx.CreateUpload(ctx, f.Employee, coaching.Upload{
			Purpose: coaching.DeviceUpload, RecordingID: f.id, Node: "node", AgeMS: (13*time.Second + min(waited, 0) - from).Milliseconds(),
		}, f.base.Add(13*time.Second+waited))
		return err
	})
	require.NoError(f.t, f.work.library.StartPartial(ctx, id, made.File))
	p, err := f.work.library.ContinuePartial(ctx, id, made.File)
	require.NoError(f.t, err)
	for at := 0; at < len(content); at += library.MaxPiece {
		require.NoError(f.t, p.Append(content[at:min(len(content), at+library.MaxPiece)]))
	}
	require.NoError(f.t, p.Sync())
	require.NoError(f.t, p.Close())
	return made
}

// adopt looks through what is there to be looked through.
func (f *shooting) adopt() {
	f.t.Helper()
	var whole []coaching.Upload
	f.door(postgres.Finalise, func(tx *postgres.Tx) (err error) {
		whole, err = tx.CompletedDevices(f.t.Context(), "node")
		return err
	})
	for _, u := range whole {
		job := &river.Job[jobs.Adopt]{JobRow: row(2), Args: jobs.Adopt{Recording: media.RecordingID(f.id), Upload: string(u.ID), Device: true}}
		require.NoError(f.t, (&adoptWorker{work: f.work}).Work(f.t.Context(), job))
	}
}

func (f *shooting) watchable(generation int) coaching.Recording {
	f.t.Helper()
	job := &river.Job[jobs.Transcode]{JobRow: row(3), Args: jobs.Transcode{Recording: media.RecordingID(f.id), Generation: generation}}
	require.NoError(f.t, (&transcodeWorker{work: f.work}).Work(f.t.Context(), job))
	return f.Read(f.id)
}

func (f *shooting) seen() (takes []coaching.Take, gaps []coaching.Gap, masters []coaching.DeviceMaster) {
	f.t.Helper()
	f.As(f.Employee, func(tx *postgres.Tx) (err error) {
		if takes, err = tx.Takes(f.t.Context(), f.id); err != nil {
			return err
		}
		if gaps, err = tx.Gaps(f.t.Context(), f.id); err != nil {
			return err
		}
		masters, err = tx.DeviceMasters(f.t.Context(), f.id)
		return err
	})
	return takes, gaps, masters
}

func TestWhatTheDeviceKeptReplacesWhatTheNetworkLost(t *testing.T) {
	t.Parallel()
	f := newShooting(t)
	f.live(2*time.Second, 6*time.Second, 0, 3*time.Second, 4*time.Second)
	f.live(8*time.Second, 12*time.Second, 150*time.Millisecond, 0, 0)
	first := f.watchable(1)
	require.Equal(t, coaching.Ready, first.State)
	_, gaps, _ := f.seen()
	require.NotEmpty(t, gaps)

	content := f.device(0, 1700*time.Millisecond)
	require.True(t, f.Read(f.id).PendingDevice)
	f.adopt()
	f.adopt() // a second time changes nothing
	takes, gaps, masters := f.seen()
	require.Len(t, takes, 3)
	require.Empty(t, gaps, "nothing is missing any more")
	require.Equal(t, coaching.MasterKept, masters[0].State())
	sum := sha256.Sum256(content)
	require.Equal(t, hex.EncodeToString(sum[:]), masters[0].SHA256)
	require.Zero(t, masters[0].StartMS)
	require.InDelta(t, 10_150, masters[0].DurationMS, 60)
	r := f.Read(f.id)
	require.False(t, r.PendingDevice)
	require.Equal(t, coaching.Ready, r.State, "the version before is watched meanwhile")
	require.Equal(t, first.ZeroAt, r.ZeroAt)

	var waiting []postgres.Unwatchable
	f.door(postgres.Transcode, func(tx *postgres.Tx) (err error) {
		waiting, err = tx.Unwatchables(t.Context())
		return err
	})
	require.Contains(t, waiting, postgres.Unwatchable{RecordingID: f.id, Generation: 1, Takes: 3})
	second := f.watchable(2)
	require.Equal(t, 2, second.Generation)
	require.Equal(t, first.FrameRateNum, second.FrameRateNum)
	require.InDelta(t, first.DurationMS, second.DurationMS, 60)
	logs, err := f.work.library.Logs()
	require.NoError(t, err)
	require.Empty(t, logs, "what came is removed when it can be watched")

	out := filepath.Join(t.TempDir(), "out")
	require.NoError(t, (&export{db: f.DB, library: f.work.library, id: f.id, out: out, reason: "nakijken"}).run(t.Context()))
	kept, err := os.ReadFile(filepath.Join(out, "take-003.webm"))
	require.NoError(t, err)
	require.Equal(t, content, kept, "byte for byte")
	var described struct{ Takes []struct{ Source string } }
	raw, err := os.ReadFile(filepath.Join(out, "recording.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &described))
	require.Equal(t, "device", described.Takes[2].Source)
}

func TestWhatADeviceKeptAndTheDiskSpoiledDoesNotKeepTheRestFromBeingWatched(t *testing.T) {
	t.Parallel()
	f := newShooting(t)
	f.live(2*time.Second, 6*time.Second, 0, 0, 0)
	f.device(0, 0)
	f.adopt()
	takes, _, _ := f.seen()
	require.NoError(t, f.work.library.Put(t.Context(), media.RecordingID(f.id), takes[1].File, strings.NewReader("geen film")))
	r := f.watchable(1)
	require.Equal(t, coaching.Ready, r.State)
	f.door(postgres.Transcode, func(tx *postgres.Tx) error {
		waiting, err := tx.Unwatchables(t.Context())
		for _, u := range waiting {
			require.NotEqual(t, f.id, u.RecordingID, "it is not tried for ever")
		}
		return err
	})
}

func TestWhatADeviceFilmedBeforeTheNetworkCameIsTheBeginning(t *testing.T) {
	t.Parallel()
	f := newShooting(t)
	content := f.filmed(0)
	early := f.pour(content[:1000], 0, -8*time.Second) // known to the server 5 s after it began
	f.door(postgres.Ingest, func(tx *postgres.Tx) error { return tx.BeginLive(t.Context(), f.id, f.base.Add(6*time.Second)) })
	f.live(6*time.Second, 12*time.Second, 0, 0, 0)
	takes, _, _ := f.seen()
	gaps := coaching.Between(takes)
	require.Len(t, gaps, 2, "picture and sound")
	require.Zero(t, gaps[0].StartMS)
	require.InDelta(t, 6000, gaps[0].EndMS, 5)
	require.InDelta(t, 12_000, f.watchable(1).DurationMS, 60)
	f.As(f.Employee, func(tx *postgres.Tx) error { return tx.EndUpload(t.Context(), f.Employee, early.ID, f.base) })
	f.device(0, 0)
	f.adopt()
	takes, gaps, masters := f.seen()
	require.Empty(t, append(gaps, coaching.Between(takes)...))
	require.InDelta(t, 0, masters[0].StartMS, 40)
	require.InDelta(t, 12_000, masters[0].DurationMS, 60)
	require.Equal(t, coaching.Ready, f.watchable(2).State)
}

func TestADeviceAloneIsTheRecording(t *testing.T) {
	t.Parallel()
	f := newShooting(t)
	f.device(0, 0)
	f.device(6*time.Second, 0) // the page was loaded again
	f.adopt()
	takes, _, masters := f.seen()
	require.Len(t, takes, 2)
	require.Equal(t, coaching.MasterKept, masters[1].State())
	require.InDelta(t, 6000, masters[1].StartMS, 2)
	require.WithinDuration(t, f.base, *f.Read(f.id).ZeroAt, 2*time.Millisecond)
	require.Equal(t, coaching.Processing, f.Read(f.id).State)
	_, err := f.PG.Owner.Exec(`
		INSERT INTO gap (recording_id, take_number, holder_id, start_ms, end_ms, track, reason)
		SELECT id, 1, holder_id, 2000, 3000, 'video', 'stall'
		FROM recording
		WHERE id = $1`, f.id)
	require.NoError(t, err)
	s, err := (&transcodeWorker{work: f.work}).source(t.Context(), jobs.Transcode{Recording: media.RecordingID(f.id), Generation: 1})
	require.NoError(t, err)
	require.Empty(t, s.gaps, "what one device misses is no reason for another to go before what came live")
	require.Equal(t, coaching.Ready, f.watchable(1).State)
}

func TestWhatCameOfADeviceThatNeverCameBackIsWatched(t *testing.T) {
	t.Parallel()
	f := newShooting(t)
	ctx := t.Context()
	content := f.filmed(0)
	part := content[:len(content)/2]
	told, untold, empty := f.pour(part, 0, 0), f.pour(part, 0, 0), f.pour(nil, 0, 0)
	f.As(f.Employee, func(tx *postgres.Tx) error { return tx.DeclareUpload(ctx, told.ID, int64(len(content))) })
	require.NoError(t, f.work.completeUploads(ctx))
	_, _, masters := f.seen()
	require.Len(t, masters, 3)
	for _, m := range masters {
		require.Equal(t, coaching.MasterReceiving, m.State(), "the device may come back")
	}
	_, err := f.PG.Owner.Exec(`UPDATE upload SET last_at = now() - interval '8 days', created_at = created_at - interval '8 days'`)
	require.NoError(t, err)
	require.NoError(t, errors.Join(f.work.completeUploads(ctx), f.work.endLostUploads(ctx)))
	f.adopt()
	_, _, masters = f.seen()
	require.Len(t, masters, 2, "of the third nothing came")
	for i, id := range []coaching.UploadID{told.ID, untold.ID} {
		require.Equal(t, id, masters[i].ID)
		require.Equal(t, coaching.MasterKept, masters[i].State(), "what the page said to be on the server is kept")
		require.Equal(t, int64(len(part)), masters[i].Size)
		require.Greater(t, masters[i].DurationMS, int64(3000))
	}
	require.NotEqual(t, empty.ID, masters[1].ID)
	require.False(t, f.Read(f.id).PendingDevice)
	require.Equal(t, coaching.Ready, f.watchable(1).State)
}

func TestWhatIsNoFilmIsRefusedAndNothingElseIsTouched(t *testing.T) {
	t.Parallel()
	f := newShooting(t)
	ctx := t.Context()
	f.live(2*time.Second, 6*time.Second, 0, 0, 0)
	refused := f.send(bytes.Repeat([]byte("geen film "), 1000), 0, 0)
	ended := f.send([]byte("x"), 0, 0)
	f.As(f.Employee, func(tx *postgres.Tx) error { return tx.EndUpload(ctx, f.Employee, ended.ID, f.base) })
	f.adopt()
	require.NoError(t, f.work.eraseUploads(ctx))
	_, _, masters := f.seen()
	require.Len(t, masters, 1)
	require.Equal(t, refused.ID, masters[0].ID)
	require.Equal(t, coaching.MasterRefused, masters[0].State())
	require.Equal(t, "not_a_film", masters[0].Reason)
	require.False(t, f.Read(f.id).PendingDevice)
	logs, err := f.work.library.Logs()
	require.NoError(t, err)
	require.Len(t, logs, 1, "the journal of the live take stays")
	require.Equal(t, coaching.Ready, f.watchable(1).State, "its key too")
}

func TestAKillBetweenTheStepsOfKeepingLosesNothing(t *testing.T) {
	t.Parallel()
	f := newShooting(t)
	ctx := t.Context()
	content := f.device(0, 0)
	a := &adoptWorker{work: f.work}
	_, _, masters := f.seen()
	args := jobs.Adopt{Recording: media.RecordingID(f.id), Upload: string(masters[0].ID), Device: true}
	b, err := a.beside(ctx, args)
	require.NoError(t, err)
	sealed, key, err := f.work.library.OpenPartial(ctx, args.Recording, b.upload.File)
	require.NoError(t, err)
	kept, err := a.place(ctx, args, b, sealed, key)
	require.NoError(t, err)
	_, err = a.keepDevice(ctx, args.Recording, b.upload, &kept, sealed, key)
	require.NoError(t, err)
	require.NoError(t, sealed.Close())
	_, _, masters = f.seen()
	require.Equal(t, coaching.MasterChecking, masters[0].State(), "the bytes are there, and nobody was told")
	f.adopt()
	_, _, masters = f.seen()
	require.Equal(t, coaching.MasterKept, masters[0].State())
	file, err := f.work.library.Open(ctx, args.Recording, kept.Take.File)
	require.NoError(t, err)
	got, err := io.ReadAll(file)
	require.NoError(t, err)
	require.NoError(t, file.Close())
	require.Equal(t, content, got)
	require.ErrorIs(t, f.DB.AsDoor(ctx, postgres.Finalise, func(tx *postgres.Tx) error {
		return tx.RefuseDevice(ctx, b.upload.ID, "damaged", time.Now())
	}), coaching.ErrNotFound, "what is kept is not refused afterwards")
}
