package coaching

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatDoesNotFitTogetherIsFound(t *testing.T) {
	t.Parallel()
	stored := []Stored{
		{Name: "fits", Files: 3, Bytes: 30, Key: true, Whole: true},
		{Name: "nobody", Files: 2, Bytes: 20, Whole: true},
		{Name: "nobody-with-key", Files: 2, Bytes: 20, Key: true, Whole: true},
		{Name: "erased", Files: 1, Bytes: 10, Whole: true},
		{Name: "erased-key", Key: true, Whole: true},
		{Name: "being-erased", Files: 1, Bytes: 10, Whole: true},
		{Name: "half", Files: 1, Bytes: 10, Key: true},
		{Name: "keyless", Files: 3, Bytes: 10, Whole: true},
		{Name: "running", Files: 1, Bytes: 10, Key: true, Whole: true},
	}
	expected := []Expected{
		{Name: "fits", Held: true},
		{Name: "erased", Erased: true},
		{Name: "erased-key", Erased: true},
		{Name: "being-erased"},
		{Name: "half", Held: true},
		{Name: "keyless", Held: true},
		{Name: "gone", Held: true},
		{Name: "running"},
		{Name: "on another node"},
	}
	require.Equal(t, []Finding{
		{Kind: StrayFiles, Name: "nobody", Files: 2, Bytes: 20},
		{Kind: StrayFiles, Name: "nobody-with-key", Files: 2, Bytes: 20},
		{Kind: StrayFiles, Name: "erased", Files: 1, Bytes: 10},
		{Kind: StrayKey, Name: "erased-key"},
		{Kind: MissingFiles, Name: "half"},
		{Kind: MissingFiles, Name: "keyless"},
		{Kind: MissingFiles, Name: "gone"},
	}, FindStrays(stored, expected))
}

func TestAFindingRipens(t *testing.T) {
	t.Parallel()
	seen := on("2026-03-05")
	require.False(t, Finding{Kind: StrayFiles, FirstSeenAt: seen}.Ripe(seen.Add(StrayGrace-1)))
	require.True(t, Finding{Kind: StrayFiles, FirstSeenAt: seen}.Ripe(seen.Add(StrayGrace)))
	require.True(t, Finding{Kind: MissingFiles, FirstSeenAt: seen}.Ripe(seen.Add(MissingGrace)))
}
