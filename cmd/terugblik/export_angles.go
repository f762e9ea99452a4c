package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
)

// exportedAngle is a further camera in recording.json, with its takes on its own clock.
type exportedAngle struct {
	Number   int          `json:"number"`
	Name     string       `json:"name"`
	OffsetMS int64        `json:"offset_ms"` // where its zero lies on the clock of the recording
	Takes    []media.Take `json:"takes"`
}

// writeAngles writes what the further cameras filmed beside the takes.
func (e *export) writeAngles(ctx context.Context) ([]exportedAngle, error) {
	var angles []coaching.Angle
	takes := map[coaching.RecordingID][]coaching.Take{}
	if err := e.db.AsDoor(ctx, postgres.Export, func(tx *postgres.Tx) (err error) {
		if angles, err = tx.Angles(ctx, e.id); err != nil {
			return err
		}
		for _, a := range angles {
			if takes[a.ID], err = tx.Takes(ctx, a.ID); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return nil, err
	}
	described := []exportedAngle{}
	for _, a := range angles {
		d := exportedAngle{Number: a.Number, Name: a.Name, OffsetMS: a.OffsetMS(), Takes: []media.Take{}}
		for _, t := range takes[a.ID] {
			if t.FinalisedAt == nil || t.File == "" {
				continue
			}
			take, err := e.writeAngle(ctx, a, t)
			if err != nil {
				return nil, fmt.Errorf("angle %d, take %d: %w", a.Number, t.Number, err)
			}
			d.Takes = append(d.Takes, take)
		}
		described = append(described, d)
	}
	return described, nil
}

func (e *export) writeAngle(ctx context.Context, a coaching.Angle, t coaching.Take) (media.Take, error) {
	take, err := mediaTake(t)
	if err != nil {
		return media.Take{}, err
	}
	take.File = fmt.Sprintf("angle-%d-take-%03d%s", a.Number, t.Number, filepath.Ext(t.File))
	file, err := e.library.Open(ctx, media.RecordingID(a.ID), t.File)
	if err != nil {
		return media.Take{}, err
	}
	return take, errors.Join(writeOut(filepath.Join(e.out, take.File), file), file.Close())
}
