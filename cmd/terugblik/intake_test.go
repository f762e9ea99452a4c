package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media"
	"terugblik/media/ingest"
)

func TestNothingIsSafeOfATakeBeforeItsFirstPicture(t *testing.T) {
	t.Parallel()
	require.Zero(t, safeOf(ingest.Event{}, 8000, true).UntilMS, "the eight seconds before it are on the device alone")
	require.EqualValues(t, 8500, safeOf(ingest.Event{Safe: 500}, 8000, true).UntilMS)
}

func TestAPublisherThatIsReplacedLeavesTheBeginOfTheOneThatRuns(t *testing.T) {
	t.Parallel()
	const recording = media.RecordingID("0198")
	var s intake
	s.count(recording, 1)
	s.count(recording, 1)
	s.begins.Store(recording, media.Millis(8000))
	s.count(recording, -1)
	begin, known := s.beginOf(recording)
	require.True(t, known)
	require.EqualValues(t, 8000, begin)
	s.count(recording, -1)
	_, known = s.beginOf(recording)
	require.False(t, known)
}
