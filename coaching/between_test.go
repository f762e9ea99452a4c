package coaching

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatNoTakeCoversIsAGap(t *testing.T) {
	t.Parallel()
	both := []byte("{}")
	takes := []Take{
		{Number: 3, StartMS: 30_000, DurationMS: 5000, Video: both},
		{Number: 1, StartMS: 0, DurationMS: 10_000, Video: both, Audio: both},
		{Number: 2, StartMS: 10_050, DurationMS: 2000, Video: both, Audio: both},
		{Number: 4}, // under way
		{Number: 5, StartMS: 31_000, DurationMS: 1000, Audio: both},
		{Number: 6, StartMS: 36_000, DurationMS: 1000, Audio: both},
	}
	require.Equal(t, []Gap{
		{Take: 3, StartMS: 12_050, EndMS: 30_000, Track: "video", Reason: BetweenTakes},
		{Take: 3, StartMS: 12_050, EndMS: 30_000, Track: "audio", Reason: BetweenTakes},
		{Take: 6, StartMS: 35_000, EndMS: 36_000, Track: "video", Reason: BetweenTakes},
		{Take: 6, StartMS: 35_000, EndMS: 36_000, Track: "audio", Reason: BetweenTakes},
	}, Between(takes))
	require.Empty(t, Between(takes[1:3]))
	require.Empty(t, Between(nil))
	require.Equal(t, []Gap{
		{Take: 2, StartMS: 0, EndMS: 10_050, Track: "video", Reason: BetweenTakes},
		{Take: 2, StartMS: 0, EndMS: 10_050, Track: "audio", Reason: BetweenTakes},
	}, Between(takes[2:3]), "a device filmed before the first take, and has yet to come")
}
