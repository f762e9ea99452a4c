package media

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The same vectors are read by the test of web/ui/lib/timebase.ts.
func TestFramesFollowTheSharedVectors(t *testing.T) {
	raw, err := os.ReadFile("testdata/timebase.json")
	require.NoError(t, err)
	var vectors []struct {
		Num, Den  int64
		MS, First Millis
		Frame     int64
	}
	require.NoError(t, json.Unmarshal(raw, &vectors))
	require.NotEmpty(t, vectors)
	for _, v := range vectors {
		r := FrameRate{v.Num, v.Den}
		require.Equal(t, v.Frame, r.Frame(v.MS), "%+v", v)
		require.Equal(t, v.First, r.First(v.Frame), "%+v", v)
		require.Equal(t, v.Frame, r.Frame(MillisOf(r.Middle(v.Frame))), "%+v", v)
	}
}

func TestFirstIsInsideItsFrame(t *testing.T) {
	for _, r := range []FrameRate{{30, 1}, {25, 1}, {24, 1}, {60, 1}, {30000, 1001}} {
		for n := int64(0); n < 200000; n += 7 {
			require.Equal(t, n, r.Frame(r.First(n)))
			if first := r.First(n); first > 0 {
				require.Equal(t, n-1, r.Frame(first-1))
			}
		}
	}
}

func TestMillisReadAsMinutes(t *testing.T) {
	require.Equal(t, "01:14.240", Millis(74240).String())
	require.Equal(t, "75:03.120", Millis(4503120).String())
	require.Equal(t, "-00:00.500", Millis(-500).String())
	require.Equal(t, Millis(1), MillisOf(1999*time.Microsecond))
}
