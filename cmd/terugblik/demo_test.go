package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/jobs"
	"terugblik/media/record"
)

// The demo once shared a recording that somebody who tried it had made between two starts.
func TestADemoThatWasToldIsLeftToWhoTriesIt(t *testing.T) {
	t.Parallel()
	told := filepath.Join(t.TempDir(), demoTold)
	require.NoError(t, os.WriteFile(told, nil, 0o600))
	require.NoError(t, (&demoStory{told: told}).tell(t.Context()), "without a database: it reads and writes nothing")
}

// The films of the demo were broken for weeks, and the demo looked whole.
func TestTheDemoTellsItsStoryToTheEnd(t *testing.T) {
	t.Parallel()
	data := openFolder(t)
	s := startServer(t, "--data", data, "--demo")
	told := func() bool {
		_, err := os.Stat(filepath.Join(data, demoTold))
		return err == nil
	}
	require.Eventually(t, func() bool { return told() || strings.Contains(s.stderr.String(), "story is not whole") }, 15*time.Minute, 50*time.Millisecond)
	require.True(t, told(), "every film can be watched, is shared and given back")
}

// A film of the demo that lay weeks behind its own zero was taken for what a device had filmed before the network came.
func TestAFilmOfTheDemoBeginsAtZero(t *testing.T) {
	t.Parallel()
	f := newShooting(t)
	zero := f.base.AddDate(0, 0, -24)
	ended := make(chan struct{})
	books := startLedger(f.work.log)
	t.Cleanup(books.Stop)
	story := &demoStory{db: f.DB, intake: &intake{db: f.DB, library: f.work.library, node: "node", ledger: books, look: func() { close(ended) }}}
	require.NoError(t, story.roll(t.Context(), f.Read(f.id), zero, func(to *takeWriter) error {
		feed, err := record.NewFeed(to.Writer, media.VP8)
		for _, u := range f.units {
			if err == nil {
				err = feed.Write(u.Kind, u.At, u.Data)
			}
		}
		return err
	}))
	<-ended
	job := &river.Job[jobs.Finalise]{JobRow: row(1), Args: jobs.Finalise{Recording: media.RecordingID(f.id), Take: 1}}
	require.NoError(t, (&finaliseWorker{work: f.work}).Work(t.Context(), job))
	takes, gaps, _ := f.seen()
	require.Len(t, takes, 1)
	require.Zero(t, takes[0].StartMS)
	require.Empty(t, gaps)
	require.WithinDuration(t, zero, *f.Read(f.id).ZeroAt, 2*time.Millisecond)
}
