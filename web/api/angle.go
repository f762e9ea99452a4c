package api

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
)

// Angle is a further camera of a recording. What can be watched of it is at /media/{id}/, as of any recording, on its
// own clock: position p of the recording is p - offset_ms of the angle.
type Angle struct {
	ID         string           `json:"id" doc:"Of its film, for /media, /whip and uploads"`
	Number     int              `json:"number" doc:"From 2 on: 1 is the recording itself"`
	Name       string           `json:"name"`
	Source     string           `json:"source" enum:"live,file"`
	State      string           `json:"state" enum:"planned,recording,processing,ready,failed"`
	Reason     *string          `json:"reason"`
	Joined     bool             `json:"joined" doc:"A device may film for it now"`
	DurationMS *int64           `json:"duration_ms"`
	FrameRate  *media.FrameRate `json:"frame_rate"`
	OffsetMS   int64            `json:"offset_ms" doc:"Where its zero lies on the clock of the recording"`
	FoundMS    *int64           `json:"found_ms" doc:"The same, as was found; null until then and where nothing said it"`
	Placed     *string          `json:"placed" enum:"clock,sound,none" doc:"By what it was found; null until it was looked for"`
	Confidence float64          `json:"confidence" minimum:"0" maximum:"1"`
	ByHand     bool             `json:"by_hand" doc:"offset_ms is the owner's"`
	CreatedAt  time.Time        `json:"created_at"`
}

func angleOf(a coaching.Angle) Angle {
	shown := Angle{
		ID: string(a.ID), Number: a.Number, Name: a.Name, Source: string(a.Source), State: string(a.State), Reason: maybe(a.Reason),
		Joined: a.Joined, DurationMS: maybe(a.DurationMS), OffsetMS: a.OffsetMS(), FoundMS: a.FoundMS, Placed: maybe(string(a.Placed)),
		Confidence: a.Confidence, ByHand: a.HandMS != nil, CreatedAt: instant(a.CreatedAt),
	}
	if a.FrameRateNum > 0 && a.FrameRateDen > 0 {
		shown.FrameRate = &media.FrameRate{Num: int64(a.FrameRateNum), Den: int64(a.FrameRateDen)}
	}
	return shown
}

// ByAngle is a request about one angle.
type ByAngle struct {
	ByID
	Number int `path:"number" minimum:"2" maximum:"9"`
}

// angleFrom runs one step of the store and shows the angle that it leaves.
func (a *API) angleFrom(ctx context.Context, actor coaching.Actor, step func(*postgres.Tx) (coaching.Angle, error)) (*Of[Angle], error) {
	var angle coaching.Angle
	err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
		angle, err = step(tx)
		return err
	})
	return of(angleOf(angle), err)
}

// Angles lists the further cameras of a recording.
func (a *API) Angles() Operation {
	return Do(a, "angles", "The further cameras of a recording", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[Angle]], error) {
		var found []coaching.Angle
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			id := coaching.RecordingID(in.ID)
			if _, err := tx.Recording(ctx, id); err != nil {
				return err
			}
			var err error
			found, err = tx.Angles(ctx, id)
			return err
		})
		return of(whole(each(found, angleOf)), err)
	})
}

type angleInput struct {
	ByID
	Body struct {
		Name   string `json:"name,omitempty" doc:"\"Camera 2\" and so on without one"`
		Source string `json:"source" enum:"live,file"`
	}
}

// CreateAngle adds a camera to a recording.
func (a *API) CreateAngle() Operation {
	return Make(a, "create-angle", "Add a camera to a recording of your own", func(ctx context.Context, actor coaching.Actor, in *angleInput) (*Of[Angle], error) {
		return a.angleFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Angle, error) {
			return tx.CreateAngle(ctx, actor, coaching.RecordingID(in.ID), in.Body.Name, coaching.AngleSource(in.Body.Source), a.Now())
		})
	})
}

type changeAngleInput struct {
	ByAngle
	Body struct {
		Name     string           `json:"name,omitempty"`
		OffsetMS Optional[*int64] `json:"offset_ms,omitempty" doc:"By hand; null goes back to what was found"`
	}
}

// ChangeAngle renames an angle, or puts it in step by hand.
func (a *API) ChangeAngle() Operation {
	return Do(a, "change-angle", "Rename a camera, or put it in step by hand", func(ctx context.Context, actor coaching.Actor, in *changeAngleInput) (*Of[Angle], error) {
		return a.angleFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Angle, error) {
			offset := in.Body.OffsetMS
			return tx.ChangeAngle(ctx, actor, coaching.RecordingID(in.ID), in.Number, in.Body.Name, offset.Set, offset.Value)
		})
	})
}

// RemoveAngle throws the film of an angle away for good.
func (a *API) RemoveAngle() Operation {
	return Do(a, "remove-angle", "Throw a camera of a recording away for good", func(ctx context.Context, actor coaching.Actor, in *ByAngle) (*Nothing, error) {
		var angle coaching.Angle
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			angle, err = tx.RemoveAngle(ctx, actor, coaching.RecordingID(in.ID), in.Number, a.Now())
			return err
		})
		if err != nil {
			return nil, err
		}
		a.Publisher.StopRecording(media.RecordingID(angle.ID), true)
		a.Changed()
		return nothing(nil)
	})
}

// PutOut lets the device of an angle film no longer; what it filmed stays.
func (a *API) PutOut() Operation {
	return Do(a, "put-out", "Let the device of a camera film no longer", func(ctx context.Context, actor coaching.Actor, in *ByAngle) (*Nothing, error) {
		var angle coaching.Angle
		err := a.as(ctx, actor, func(tx *postgres.Tx) (err error) {
			angle, err = tx.PutOut(ctx, actor, coaching.RecordingID(in.ID), in.Number)
			return err
		})
		if err != nil {
			return nil, err
		}
		a.Publisher.StopRecording(media.RecordingID(angle.ID), false)
		return nothing(nil)
	})
}

// JoinCode lets one device film for an angle.
type JoinCode struct {
	Code      string    `json:"code" pattern:"^[0-9]{6}$"`
	URL       string    `json:"url" doc:"Where it is typed in, with the code in it"`
	QR        Drawn     `json:"qr"`
	ExpiresAt time.Time `json:"expires_at"`
}

// Drawn is a QR code as one path of an SVG.
type Drawn struct {
	Path string `json:"path"`
	Size int    `json:"size" doc:"Of the drawing, in its own units"`
}

type openCodeInput struct {
	ByAngle
	Exchange
}

// Resolve does both: huma asks only the outermost resolver.
func (in *openCodeInput) Resolve(ctx huma.Context) []error {
	in.Exchange.Resolve(ctx)
	return in.ByID.Resolve(ctx)
}

// OpenCode makes the code with which one device joins.
func (a *API) OpenCode() Operation {
	return Make(a, "open-code", "Make a code with which one device films for this camera", func(ctx context.Context, actor coaching.Actor, in *openCodeInput) (*Of[JoinCode], error) {
		code, err := a.openCode(ctx, actor, coaching.RecordingID(in.ID), in.Number)
		if err != nil {
			return nil, err
		}
		address, drawn, err := a.Join(in.r, code)
		return of(JoinCode{Code: code, URL: address, QR: drawn, ExpiresAt: instant(a.Now().Add(coaching.JoinCodeLength))}, err)
	})
}

// openCode tries again where another angle has that code just now.
func (a *API) openCode(ctx context.Context, actor coaching.Actor, of coaching.RecordingID, number int) (code string, err error) {
	for range 5 {
		code, err = digits()
		if err != nil {
			return "", err
		}
		err = a.as(ctx, actor, func(tx *postgres.Tx) error {
			named, err := names(ctx, tx, actor.ID)
			if err != nil {
				return err
			}
			_, err = tx.OpenCode(ctx, actor, of, number, HashCode(code), named.of(actor.ID).Given, a.Now())
			return err
		})
		if !errors.Is(err, coaching.Conflict("code_taken")) {
			return code, err
		}
	}
	return "", err
}

func digits() (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return "", fmt.Errorf("make a code: %w", err)
	}
	return fmt.Sprintf("%0*d", coaching.JoinCodeDigits, n), nil
}

// HashCode is how codes are stored and looked up.
func HashCode(code string) []byte {
	sum := sha256.Sum256([]byte("join " + code))
	return sum[:]
}

// describeJoin says by hand what devices without a log-in ask.
func (a *API) describeJoin(document *huma.OpenAPI) {
	const path = "/api/v1/join"
	if document.Paths[path] != nil {
		return
	}
	text := &huma.Schema{Type: "string"}
	body := &huma.Schema{Type: "object", Properties: map[string]*huma.Schema{"code": text}, Required: []string{"code"}}
	shown := func(names ...string) map[string]*huma.MediaType {
		schema := &huma.Schema{Type: "object", Properties: map[string]*huma.Schema{}}
		for _, name := range names {
			schema.Properties[name] = text
		}
		return map[string]*huma.MediaType{"application/json": {Schema: schema}}
	}
	document.AddOperation(&huma.Operation{
		OperationID: "join", Method: http.MethodPost, Path: path, Tags: []string{"join"}, Summary: "Join a recording as a further camera",
		Description: "Without a log-in. The token can publish into this camera (WHIP at whip_url) and do nothing else. A code works once.",
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: body}}},
		Responses:   map[string]*huma.Response{"201": {Description: "Joined", Content: shown("token", "whip_url", "angle_id", "owner")}, "default": a.problemResponse()},
		Security:    []map[string][]string{},
	})
	document.AddOperation(&huma.Operation{
		OperationID: "joined", Method: http.MethodGet, Path: path, Tags: []string{"join"}, Summary: "Whether the recording that you joined goes on",
		Description: "With the token of POST as a bearer token; 401 when its owner has put the device out. state is waiting, filming or over.",
		Responses:   map[string]*huma.Response{"200": {Description: "How it stands", Content: shown("state")}, "default": a.problemResponse()},
		Security:    []map[string][]string{{byIngestToken: {}}},
	})
}
