package api

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// OfficeFilm is film that the privacy office has opened to you for a while: no title, no marks.
type OfficeFilm struct {
	RecordingID string     `json:"recording_id"`
	DurationMS  int64      `json:"duration_ms"`
	Cause       string     `json:"cause" enum:"viewing,emergency,signal"`
	ClosesAt    *time.Time `json:"closes_at" doc:"null while it has no end of its own"`
}

// OfficeFilm says whether it is still open; 404 as soon as it is not.
func (a *API) OfficeFilm() Operation {
	return Do(a, "office-film", "Film that the privacy office has opened to you", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[OfficeFilm], error) {
		var film coaching.OfficeFilm
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			film, err = tx.OfficeFilm(ctx, coaching.RecordingID(in.ID))
			return err
		})
		return of(OfficeFilm{RecordingID: string(film.RecordingID), DurationMS: film.DurationMS, Cause: string(film.Cause), ClosesAt: perhaps(film.ClosesAt)}, err)
	})
}

type playedInput struct {
	ByID
	Body struct {
		Ranges [][]int64 `json:"ranges" maxItems:"200" doc:"Stretches that were on the screen: [from_ms, to_ms]"`
	}
}

// OfficePlayed keeps what of it was on the screen.
func (a *API) OfficePlayed() Operation {
	return Do(a, "office-played", "Say which stretches of it you saw", func(ctx context.Context, actor coaching.Actor, in *playedInput) (*Empty, error) {
		var ranges [][2]int64
		for _, r := range in.Body.Ranges {
			if len(r) != 2 {
				return nil, coaching.Invalid{{Field: "ranges", Code: "invalid"}}
			}
			ranges = append(ranges, [2]int64{r[0], r[1]})
		}
		return &Empty{}, a.as(ctx, actor, func(tx *postgres.Tx) error {
			film, err := tx.OfficeFilm(ctx, coaching.RecordingID(in.ID))
			if err != nil {
				return err
			}
			return tx.NotePlayed(ctx, actor, film, ranges, a.Now())
		})
	})
}
