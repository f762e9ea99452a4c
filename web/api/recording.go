package api

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
)

// Recording is the record of a film.
type Recording struct {
	ID             string           `json:"id"`
	CycleID        string           `json:"cycle_id"`
	Owner          Person           `json:"owner"`
	Title          string           `json:"title"`
	State          string           `json:"state" enum:"planned,recording,processing,ready,failed"`
	Reason         *string          `json:"reason" doc:"A stable code, with state failed"`
	PlannedBy      Person           `json:"planned_by"`
	PlannedFor     *time.Time       `json:"planned_for"`
	PlannedMinutes *int             `json:"planned_minutes"`
	AcceptedAt     *time.Time       `json:"accepted_at"`
	ZeroAt         *time.Time       `json:"zero_at" doc:"Capture time of position 0"`
	DurationMS     *int64           `json:"duration_ms"`
	FrameRate      *media.FrameRate `json:"frame_rate"`
	ProgressMS     int64            `json:"progress_ms" doc:"How far the work under way has come"`
	SharedAt       *time.Time       `json:"shared_at"`
	CreatedAt      time.Time        `json:"created_at"`
	LockedAt       *time.Time       `json:"locked_at"`
	DeletedAt      *time.Time       `json:"deleted_at"`
	PendingDevice  bool             `json:"pending_device"`
	Version        int              `json:"version"`
	MayPublish     bool             `json:"may_publish" doc:"Film may come in now"`
	LetIn          []LiveInvitation `json:"live_invitations" doc:"Who may watch it live; a coach sees her own"`
	Takes          []Take           `json:"takes"`
	Gaps           []Gap            `json:"gaps"`
	EraseOn        *string          `json:"erase_on" format:"date" doc:"The last day, in the holder's zone; null without film"`
	EraseWhy       *string          `json:"erase_why" enum:"reviewed,cap,extended"`
	Receipt        *Receipt         `json:"receipt" doc:"Set when the recording was erased"`
}

// Take is one unbroken stretch.
type Take struct {
	Number     int    `json:"number"`
	Source     string `json:"source" enum:"live,upload,device" doc:"Received live, a film that came as a file, or what the device that filmed kept itself"`
	StartMS    *int64 `json:"start_ms" doc:"null until the take is finalised"`
	DurationMS *int64 `json:"duration_ms"`
}

// Gap is a stretch of which a track has nothing.
type Gap struct {
	StartMS int64  `json:"start_ms"`
	EndMS   int64  `json:"end_ms"`
	Track   string `json:"track" enum:"video,audio"`
	Reason  string `json:"reason"`
}

func takeOf(t coaching.Take) Take {
	if t.FinalisedAt == nil {
		return Take{Number: t.Number, Source: t.Source}
	}
	return Take{Number: t.Number, Source: t.Source, StartMS: &t.StartMS, DurationMS: &t.DurationMS}
}

func gapOf(g coaching.Gap) Gap {
	return Gap{StartMS: g.StartMS, EndMS: g.EndMS, Track: g.Track, Reason: g.Reason}
}

func (p people) recording(r coaching.Recording) Recording {
	shown := Recording{
		ID: string(r.ID), CycleID: string(r.CycleID), Owner: p.of(r.OwnerID), Title: r.Title,
		State: string(r.State), Reason: maybe(r.Reason), PlannedBy: p.of(r.PlannedBy),
		PlannedFor: perhaps(r.PlannedFor), PlannedMinutes: maybe(r.PlannedMinutes), AcceptedAt: perhaps(r.AcceptedAt),
		ZeroAt: perhaps(r.ZeroAt), DurationMS: maybe(r.DurationMS), ProgressMS: r.ProgressMS,
		SharedAt: perhaps(r.SharedAt), CreatedAt: instant(r.CreatedAt), LockedAt: perhaps(r.LockedAt),
		DeletedAt: perhaps(r.DeletedAt), PendingDevice: r.PendingDevice, Version: r.Version,
		Takes: []Take{}, Gaps: []Gap{}, LetIn: []LiveInvitation{},
	}
	if r.FrameRateNum > 0 && r.FrameRateDen > 0 {
		shown.FrameRate = &media.FrameRate{Num: int64(r.FrameRateNum), Den: int64(r.FrameRateDen)}
	}
	return shown
}

func filmed(recordings ...coaching.Recording) []coaching.PersonID {
	var ids []coaching.PersonID
	for _, r := range recordings {
		ids = append(ids, r.OwnerID, r.PlannedBy)
	}
	return ids
}

// ShowRecording shows a recording whole, for the actor.
func ShowRecording(ctx context.Context, tx *postgres.Tx, actor coaching.Actor, r coaching.Recording) (Recording, error) {
	named, err := names(ctx, tx, filmed(r)...)
	if err != nil {
		return Recording{}, err
	}
	shown := named.recording(r)
	takes, err := tx.Takes(ctx, r.ID)
	if err != nil {
		return Recording{}, err
	}
	gaps, err := tx.Gaps(ctx, r.ID)
	if err != nil {
		return Recording{}, err
	}
	holder, err := tx.Holder(ctx, r.HolderID)
	if err != nil {
		return Recording{}, err
	}
	gaps = append(gaps, coaching.Between(takes)...)
	slices.SortStableFunc(gaps, func(a, b coaching.Gap) int { return cmp.Compare(a.StartMS, b.StartMS) })
	shown.Takes, shown.Gaps = each(takes, takeOf), each(gaps, gapOf)
	ending, err := tx.Ending(ctx, r.ID)
	if err != nil {
		return Recording{}, err
	}
	shown.ends(ending)
	if shown.LetIn, err = letIn(ctx, tx, r.ID); err != nil {
		return Recording{}, err
	}
	shown.MayPublish = actor.ID == r.OwnerID && r.MayPublish(holder) == nil
	return shown, nil
}

// recordingFrom runs one step of the store and shows the recording that it leaves.
func (a *API) recordingFrom(ctx context.Context, actor coaching.Actor, step func(*postgres.Tx) (coaching.Recording, error)) (*Tagged[Recording], error) {
	var shown Recording
	err := a.as(ctx, actor, func(tx *postgres.Tx) error {
		found, err := step(tx)
		if err != nil {
			return err
		}
		shown, err = ShowRecording(ctx, tx, actor, found)
		return err
	})
	return tagged(shown, shown.Version, err)
}

type recordingsInput struct {
	Page
	CycleID string `query:"cycle_id"`
}

// Recordings lists the recordings that the actor may see.
func (a *API) Recordings() Operation {
	return Do(a, "recordings", "The recordings that you may see", func(ctx context.Context, actor coaching.Actor, in *recordingsInput) (*Of[List[Recording]], error) {
		if err := checkID("cycle_id", in.CycleID); err != nil {
			return nil, err
		}
		var shown List[Recording]
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			items, next, err := tx.Recordings(ctx, postgres.RecordingFilter{Cycle: coaching.CycleID(in.CycleID)}, in.Cursor, in.Limit)
			if err != nil {
				return err
			}
			named, err := names(ctx, tx, filmed(items...)...)
			if err != nil {
				return err
			}
			shown = listOf(items, next, named.recording)
			if err := tellEnds(ctx, tx, shown.Items); err != nil {
				return err
			}
			if in.CycleID == "" || next != "" {
				return nil
			}
			erased, err := remains(ctx, tx, coaching.CycleID(in.CycleID))
			shown.Items = append(shown.Items, erased...)
			return err
		})
		return of(shown, err)
	})
}

type recordingInput struct {
	Body struct {
		CycleID        string     `json:"cycle_id"`
		Title          string     `json:"title"`
		PlannedFor     *time.Time `json:"planned_for,omitempty"`
		PlannedMinutes int        `json:"planned_minutes,omitempty"`
	}
}

// CreateRecording prepares a recording: the employee's own, or a coach's plan.
func (a *API) CreateRecording() Operation {
	return Make(a, "create-recording", "Prepare a recording; a coach's is a plan to accept", func(ctx context.Context, actor coaching.Actor, in *recordingInput) (*Tagged[Recording], error) {
		if err := checkID("cycle_id", in.Body.CycleID); err != nil {
			return nil, err
		}
		return a.recordingFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Recording, error) {
			return tx.CreateRecording(ctx, actor, coaching.CycleID(in.Body.CycleID), in.Body.Title, in.Body.PlannedFor, in.Body.PlannedMinutes, a.Now())
		})
	})
}

// Recording reads one recording; of an erased one the receipt remains.
func (a *API) Recording() Operation {
	return Do(a, "recording", "One recording", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Tagged[Recording], error) {
		var shown Recording
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			shown, err = read(ctx, tx, actor, coaching.RecordingID(in.ID))
			return err
		})
		return tagged(shown, shown.Version, err)
	})
}

// read shows a recording, or what remains of an erased one.
func read(ctx context.Context, tx *postgres.Tx, actor coaching.Actor, id coaching.RecordingID) (Recording, error) {
	found, err := tx.Recording(ctx, id)
	if err == nil {
		return ShowRecording(ctx, tx, actor, found)
	}
	if !errors.Is(err, coaching.ErrNotFound) {
		return Recording{}, err
	}
	receipt, err := tx.Receipt(ctx, id)
	if err != nil {
		return Recording{}, err
	}
	named, err := names(ctx, tx, receipt.OwnerID)
	return named.erased(receipt), err
}

type renameInput struct {
	ByID
	Change
	Body struct {
		Title string `json:"title"`
	}
}

// RenameRecording gives a recording another title.
func (a *API) RenameRecording() Operation {
	return Do(a, "rename-recording", "Rename a recording", func(ctx context.Context, actor coaching.Actor, in *renameInput) (*Tagged[Recording], error) {
		return a.recordingFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Recording, error) {
			id := coaching.RecordingID(in.ID)
			if _, err := tx.Recording(ctx, id); err != nil {
				return coaching.Recording{}, err
			}
			version, err := in.version()
			if err != nil {
				return coaching.Recording{}, err
			}
			return tx.Rename(ctx, actor, id, in.Body.Title, version)
		})
	})
}

// AcceptRecording is the owner's yes to a plan.
func (a *API) AcceptRecording() Operation {
	return Do(a, "accept-recording", "Say yes to a planned recording", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Tagged[Recording], error) {
		return a.recordingFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Recording, error) {
			return tx.AcceptRecording(ctx, actor, coaching.RecordingID(in.ID), a.Now())
		})
	})
}

// DeclineRecording removes a plan.
func (a *API) DeclineRecording() Operation {
	return Do(a, "decline-recording", "Remove a planned recording", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Nothing, error) {
		return nothing(a.as(ctx, actor, func(tx *postgres.Tx) error {
			return tx.DeclineRecording(ctx, actor, coaching.RecordingID(in.ID))
		}))
	})
}
