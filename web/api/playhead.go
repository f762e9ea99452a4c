package api

import (
	"context"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// How often one person may touch a talk. A hand that drags over the timeline sends five a second.
const (
	touchesPerSecond = 10
	touchesAtOnce    = 20
	mostTouchers     = 10_000
)

var errTooFast = Refusal{Status: http.StatusTooManyRequests, Code: "too_fast", RetryAfter: time.Second}

// touches counts how often each person touches a talk.
type touches struct {
	mu    sync.Mutex
	hands map[coaching.PersonID]*rate.Limiter
}

func (t *touches) allow(person coaching.PersonID, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.hands == nil || len(t.hands) >= mostTouchers {
		t.hands = map[coaching.PersonID]*rate.Limiter{}
	}
	hand := t.hands[person]
	if hand == nil {
		hand = rate.NewLimiter(touchesPerSecond, touchesAtOnce)
		t.hands[person] = hand
	}
	return hand.AllowN(now, 1)
}

// PlayheadInput is where somebody puts the playhead.
type PlayheadInput struct {
	RecordingID string `json:"recording_id"`
	PositionMS  int64  `json:"position_ms"`
	LoopStartMS *int64 `json:"loop_start_ms,omitempty"`
	LoopEndMS   *int64 `json:"loop_end_ms,omitempty"`
	Playing     bool   `json:"playing"`
	RatePercent int    `json:"rate_percent"`
}

type talkChange struct {
	ByID
	Body struct {
		Step     *string          `json:"step,omitempty"`
		Setting  *string          `json:"setting,omitempty"`
		MomentID Optional[string] `json:"moment_id,omitempty" doc:"null: no moment"`
		Playhead *PlayheadInput   `json:"playhead,omitempty"`
		Ended    bool             `json:"ended,omitempty" doc:"true ends the talk"`
	}
}

// ChangeTalk touches what both look at, or ends the talk. The last touch counts.
func (a *API) ChangeTalk() Operation {
	return Do(a, "change-talk", "Move what both look at, or end the talk", func(ctx context.Context, actor coaching.Actor, in *talkChange) (*Of[Talk], error) {
		id := coaching.TalkID(in.ID)
		return a.talkFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Talk, error) {
			if !a.touches.allow(actor.ID, a.Now()) {
				return coaching.Talk{}, visible(ctx, tx, in.ID, errTooFast)
			}
			if in.Body.Ended {
				return tx.EndTalk(ctx, actor, id, a.Now())
			}
			change, err := in.change()
			if err != nil {
				return coaching.Talk{}, visible(ctx, tx, in.ID, err)
			}
			return tx.TouchTalk(ctx, actor, id, change, a.Now())
		})
	})
}

func (in *talkChange) change() (postgres.TalkChange, error) {
	var change postgres.TalkChange
	if in.Body.Step != nil {
		step := coaching.TalkStep(*in.Body.Step)
		change.Step = &step
	}
	if in.Body.Setting != nil {
		setting := coaching.TalkSetting(*in.Body.Setting)
		change.Setting = &setting
	}
	if in.Body.MomentID.Set {
		moment := coaching.MomentID(in.Body.MomentID.Value)
		if err := checkID("moment_id", string(moment)); err != nil {
			return change, err
		}
		change.Moment = &moment
	}
	if p := in.Body.Playhead; p != nil {
		if !isID(p.RecordingID) {
			return change, coaching.Invalid{{Field: "recording_id", Code: "unknown"}}
		}
		change.Playhead = &coaching.Playhead{
			RecordingID: coaching.RecordingID(p.RecordingID), PositionMS: p.PositionMS, LoopStartMS: p.LoopStartMS,
			LoopEndMS: p.LoopEndMS, Playing: p.Playing, RatePercent: p.RatePercent,
		}
	}
	return change, nil
}
