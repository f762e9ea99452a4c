package main

import (
	"context"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/bench/calm"
	"terugblik/media"
	"terugblik/media/library"
	"terugblik/web"
)

// keyless is enough for a library that only looks at its disk.
type keyless struct{}

func (keyless) PutKey(context.Context, string, []byte) error { return nil }
func (keyless) Key(context.Context, string) ([]byte, error)  { return nil, library.ErrNoKey }
func (keyless) DestroyKey(context.Context, string) error     { return nil }

// roomy is a site whose disk has about so many bytes above the reserve.
func roomy(t *testing.T, spare int64) *site {
	t.Helper()
	l, err := library.Open(library.Config{Root: calm.Folder(t), Master: library.Key{1}, Vault: keyless{}})
	require.NoError(t, err)
	free, err := l.Free()
	require.NoError(t, err)
	l, err = library.Open(library.Config{Root: calm.Folder(t), Master: library.Key{1}, Vault: keyless{}, Reserve: free - spare})
	require.NoError(t, err)
	return &site{library: l, intake: &intake{}, log: slog.New(slog.DiscardHandler)}
}

// The disk and the memory of a test are used by others too, so what is spare is far from each limit.
func TestRoomIsForTenMinutesOfAllWhoRecord(t *testing.T) {
	t.Parallel()
	wide := roomy(t, 6*media.TakeRoom)
	found := wide.room(1)
	require.True(t, found.Enough)
	require.InDelta(t, 60, found.MinutesLeft, 30)
	for _, id := range []media.RecordingID{"a", "b", "c"} {
		wide.intake.count(id, 1)
	}
	require.InDelta(t, found.MinutesLeft/4, wide.room(1).MinutesLeft, 9, "three record already")

	narrow := roomy(t, media.TakeRoom/2)
	found = narrow.room(1)
	require.False(t, found.Enough)
	require.Equal(t, "disk_full", found.Reason)
	require.True(t, narrow.room(0).Enough, "who records already goes on")
	require.Equal(t, web.Room{Reason: "disk_full"}, roomy(t, -media.TakeRoom*100).room(0))
}
