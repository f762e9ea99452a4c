package main

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
)

// compare looks at storage, notes what does not fit, and acts on what has not fitted for long. While held it only
// looks: how long that is, only a clock that is right can say.
func (k *keeper) compare(ctx context.Context, now time.Time, held bool) error {
	report, found, back, err := k.storage.look(ctx, now)
	if err != nil {
		return err
	}
	err = k.db.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) error {
		if err := tx.NoteFindings(ctx, k.node, found, now); err != nil {
			return err
		}
		found, err = tx.Findings(ctx, k.node)
		return err
	})
	if err != nil {
		return err
	}
	k.report.put(func(r *coaching.StorageReport) {
		report.LockedPast = r.LockedPast
		*r = report
	})
	if !report.Fits() {
		k.log.Warn("storage and records do not fit", "stray_recordings", report.Strays, "stray_bytes", report.StrayBytes,
			"stray_keys", report.StrayKeys, "missing", report.Missing)
	}
	if err := k.takeBack(ctx, back); err != nil || held {
		return err
	}
	if !report.Trusted {
		k.log.Error("more of storage is stray or missing than fits; nothing is removed. Is this the right data folder for this database?")
		return nil
	}
	return k.actOn(ctx, found, now)
}

func (k *keeper) actOn(ctx context.Context, found []coaching.Finding, now time.Time) error {
	for _, f := range found {
		if !f.Ripe(now) {
			continue
		}
		if err := k.settle(ctx, f); err != nil {
			return err
		}
	}
	return nil
}

// settle ends one finding: what belongs to nothing goes, key first; what misses its files is said to.
func (k *keeper) settle(ctx context.Context, f coaching.Finding) error {
	if f.Kind == coaching.MissingFiles {
		k.log.Error("the files of a recording are gone; its marks stay", "recording", f.Name)
		return k.asTranscode(ctx, func(tx *postgres.Tx) error { return tx.LoseFiles(ctx, coaching.RecordingID(f.Name)) })
	}
	if uuid.Validate(f.Name) != nil {
		return nil // somebody's own: reported, not touched
	}
	erased, err := k.library.Empty(ctx, media.RecordingID(f.Name))
	if err != nil {
		return err
	}
	k.log.Info("files that belong to no recording were removed", "name", f.Name, "first_seen", f.FirstSeenAt.UTC().Format(time.RFC3339),
		"files", erased.Files, "bytes", erased.Bytes)
	return nil
}

// takeBack says of recordings whose files are back that they can be watched.
func (k *keeper) takeBack(ctx context.Context, ids []coaching.RecordingID) error {
	for _, id := range ids {
		k.log.Info("the files of a recording are back", "recording", id)
		if err := k.asTranscode(ctx, func(tx *postgres.Tx) error { return tx.FindFiles(ctx, id) }); err != nil {
			return err
		}
	}
	return nil
}

func (k *keeper) asTranscode(ctx context.Context, fn func(*postgres.Tx) error) error {
	return k.db.AsDoor(ctx, postgres.Transcode, fn)
}

// measure publishes the last look at storage as numbers.
func (k *keeper) measure(registry *prometheus.Registry) {
	for name, g := range map[string]struct {
		help string
		read func(coaching.StorageReport) float64
	}{
		"terugblik_storage_recordings":         {"Recordings that lie in storage.", func(r coaching.StorageReport) float64 { return float64(r.Recordings) }},
		"terugblik_storage_bytes":              {"Bytes in storage, sealed.", func(r coaching.StorageReport) float64 { return float64(r.Bytes) }},
		"terugblik_storage_stray_recordings":   {"Recordings' worth of files that belong to nothing.", func(r coaching.StorageReport) float64 { return float64(r.Strays) }},
		"terugblik_storage_stray_bytes":        {"Bytes of these.", func(r coaching.StorageReport) float64 { return float64(r.StrayBytes) }},
		"terugblik_storage_stray_keys":         {"Keys that belong to nothing.", func(r coaching.StorageReport) float64 { return float64(r.StrayKeys) }},
		"terugblik_storage_missing_recordings": {"Recordings whose files are not there.", func(r coaching.StorageReport) float64 { return float64(r.Missing) }},
		"terugblik_recordings_locked_past_end": {"Recordings past their end that are locked.", func(r coaching.StorageReport) float64 { return float64(r.LockedPast) }},
	} {
		registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: g.help}, func() float64 { return g.read(k.Report()) }))
	}
}
