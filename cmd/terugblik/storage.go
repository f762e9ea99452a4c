package main

import (
	"context"
	"time"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
	"terugblik/media"
	"terugblik/media/library"
	"terugblik/web"
)

// storage compares what lies on this node with the records.
type storage struct {
	db      *postgres.DB
	library *library.Library
	vault   *postgres.Vault
	node    string
}

// look compares and changes nothing. lost are the recordings that were given up for missing files and are whole again.
// Files are listed before records: what comes in meanwhile has its record first.
func (s *storage) look(ctx context.Context, now time.Time) (report coaching.StorageReport, found []coaching.Finding, lost []coaching.RecordingID, err error) {
	stored, err := s.stored(ctx)
	if err != nil {
		return report, nil, nil, err
	}
	var holdings []postgres.Holding
	err = s.db.AsDoor(ctx, postgres.Retain, func(tx *postgres.Tx) (err error) {
		holdings, err = tx.Holdings(ctx, s.node)
		return err
	})
	if err != nil {
		return report, nil, nil, err
	}
	expected, lost, err := s.expected(holdings, stored)
	list := make([]coaching.Stored, 0, len(stored))
	for _, held := range stored {
		list = append(list, *held)
	}
	found = coaching.FindStrays(list, expected)
	return coaching.ReportStorage(now, list, found), found, lost, err
}

// stored is all that lies here or has a key, by name.
func (s *storage) stored(ctx context.Context) (map[string]*coaching.Stored, error) {
	held, err := s.library.Survey(ctx)
	if err != nil {
		return nil, err
	}
	keys, err := s.vault.Recordings(ctx)
	if err != nil {
		return nil, err
	}
	stored := make(map[string]*coaching.Stored, len(held))
	for _, h := range held {
		name := string(h.Recording)
		stored[name] = &coaching.Stored{Name: name, Files: h.Files, Bytes: h.Bytes, Key: h.Key, Whole: true}
	}
	for _, name := range keys {
		if stored[name] == nil {
			stored[name] = &coaching.Stored{Name: name, Key: true, Whole: true}
		}
	}
	return stored, nil
}

// expected says what the records demand of this node, and notes which recordings are whole.
func (s *storage) expected(holdings []postgres.Holding, stored map[string]*coaching.Stored) ([]coaching.Expected, []coaching.RecordingID, error) {
	var expected []coaching.Expected
	var lost []coaching.RecordingID
	for _, h := range holdings {
		name := string(h.RecordingID)
		e := coaching.Expected{Name: name, Erased: h.Erased, Held: h.Living && h.Watchable && h.Here}
		if held := stored[name]; e.Held && held != nil {
			file := watchFolder(h.Generation) + "/master.m3u8"
			if h.Spoken {
				file = web.VoiceFile
			}
			whole, err := s.library.Has(media.RecordingID(name), file)
			if err != nil {
				return nil, nil, err
			}
			held.Whole = whole
			if whole && held.Key && h.Lost {
				lost = append(lost, h.RecordingID)
			}
		}
		expected = append(expected, e)
	}
	return expected, lost, nil
}
