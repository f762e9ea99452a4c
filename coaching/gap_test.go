package coaching

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestAGapIsWhatNoTakeHas(t *testing.T) {
	t.Parallel()
	now := time.Now()
	take := func(n int, source string, start, length int64) Take {
		return Take{Number: n, Source: source, File: "x", FinalisedAt: &now, StartMS: start, DurationMS: length, Video: []byte("{}"), Audio: []byte("{}")}
	}
	gap := func(n int, start, end int64, track, reason string) Gap { return Gap{n, start, end, track, reason} }
	live, device := take(1, Live, 0, 10_000), take(2, Device, 0, 9_000)
	silent := device
	silent.Audio = nil
	coming := device
	coming.FinalisedAt = nil
	lost, dumb := gap(1, 3000, 6000, "video", "loss"), gap(1, 3000, 6000, "audio", "loss")
	for name, c := range map[string]struct {
		takes      []Take
		gaps, want []Gap
	}{
		"nothing else":             {[]Take{live}, []Gap{lost, dumb}, []Gap{dumb, lost}},
		"the device has it":        {[]Take{live, device}, []Gap{lost, dumb}, nil},
		"the device has no sound":  {[]Take{live, silent}, []Gap{lost, dumb}, []Gap{dumb}},
		"the device is not whole":  {[]Take{live, coming}, []Gap{lost}, []Gap{lost}},
		"the device ended before":  {[]Take{live, device}, []Gap{gap(1, 8000, 9500, "video", "loss")}, []Gap{gap(1, 9000, 9500, "video", "loss")}},
		"both miss the same":       {[]Take{live, device}, []Gap{lost, gap(2, 4000, 5000, "video", "stall")}, []Gap{gap(1, 4000, 5000, "video", "loss"), gap(2, 4000, 5000, "video", "stall")}},
		"live has what it misses":  {[]Take{live, device}, []Gap{gap(2, 4000, 5000, "video", "stall")}, nil},
		"between two live takes":   {[]Take{take(1, Live, 0, 2000), take(3, Live, 5000, 2000), device}, []Gap{gap(3, 2000, 5000, "video", "between_takes")}, nil},
		"another live take is not": {[]Take{live, take(2, Live, 4000, 2000)}, []Gap{lost}, []Gap{lost}},
	} {
		require.Equal(t, c.want, TrueGaps(c.takes, c.gaps), name)
	}
}
