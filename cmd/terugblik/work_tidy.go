package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"terugblik/backup"
	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/record"
)

// tidy removes the journals, and the upload, of the takes that a watchable version holds, and the version before the last: who is
// watching the last one may finish. While a backup is being made they stay, because its moment of the database may
// name them; tidyLeft comes back for them.
func (w *work) tidy(ctx context.Context, id media.RecordingID, takes []media.Take, generation int) (err error) {
	may, release, err := backup.Removing(w.data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	if !may {
		return nil
	}
	for _, t := range takes {
		if err := w.library.RemoveLog(id, record.LogName(t.Number)); err != nil {
			return err
		}
	}
	if err := w.tidyUploads(ctx, id); err != nil {
		return err
	}
	if generation <= 2 {
		return nil
	}
	return w.library.Remove(id, watchFolder(generation-2))
}

// tidyUploads removes what came as files and became takes. What is listed has its record first.
func (w *work) tidyUploads(ctx context.Context, id media.RecordingID) error {
	logs, err := w.library.Logs()
	if err != nil {
		return err
	}
	var used []string
	if err := w.db.AsDoor(ctx, postgres.Transcode, func(tx *postgres.Tx) (err error) {
		used, err = tx.UploadFiles(ctx, coaching.RecordingID(id))
		return err
	}); err != nil {
		return err
	}
	for _, log := range logs {
		if log.Recording != id || !strings.HasPrefix(log.Name, "upload") || slices.Contains(used, log.Name) {
			continue
		}
		if err := w.library.RemoveLog(id, log.Name); err != nil {
			return err
		}
	}
	return nil
}

// tidyLeft tidies recordings whose journals stayed although everything of them can be watched: a backup was being made
// then, or the process died. Without journals there is nothing to look for.
func (w *work) tidyLeft(ctx context.Context) error {
	logs, err := w.library.Logs()
	if err != nil {
		return err
	}
	var held []coaching.RecordingID
	for _, log := range logs {
		if id := coaching.RecordingID(log.Recording); !w.live(log.Recording) && !slices.Contains(held, id) {
			held = append(held, id)
		}
	}
	if len(held) == 0 {
		return nil
	}
	var wholes []postgres.Whole
	if err := w.db.AsDoor(ctx, postgres.Transcode, func(tx *postgres.Tx) (err error) {
		wholes, err = tx.Wholes(ctx, held)
		return err
	}); err != nil {
		return err
	}
	for _, whole := range wholes {
		takes := make([]media.Take, len(whole.Takes))
		for i, number := range whole.Takes {
			takes[i].Number = int(number)
		}
		if err := w.tidy(ctx, media.RecordingID(whole.RecordingID), takes, whole.Generation); err != nil {
			return err
		}
	}
	return nil
}
