package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"terugblik/media"
	"terugblik/media/jobs"
)

func job(kind string, id media.RecordingID, number int) string {
	return fmt.Sprintf("%s-%s-%d", kind, id, number)
}

// inChild lets a child work in a private folder and hands its result to keep before the folder goes.
func (w *work) inChild(ctx context.Context, name string, order jobs.ChildOrder, files []*os.File, progress func(media.Millis), keep func(folder string, result json.RawMessage) error) error {
	folder, remove, err := w.library.TempFolder(name)
	if err != nil {
		return err
	}
	defer remove()
	order.Folder = folder
	result, err := w.children.Run(ctx, order, files, progress)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return keep(folder, result)
}
