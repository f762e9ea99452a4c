package transcode

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

func kept(n int, start, length media.Millis, timing media.Timing) media.Take {
	t := planned(n, start, length, video, audio)
	t.Source, t.Timing = "device", &timing
	return t
}

func TestTheDeviceGoesBeforeTheNetworkWhereItIsGood(t *testing.T) {
	t.Parallel()
	live := func(n int, start, length media.Millis) media.Take { return planned(n, start, length, video, audio) }
	lost := media.Gap{Start: 3000, End: 6000, Track: media.Video, Reason: "loss"}
	for name, c := range map[string]struct {
		takes []media.Take
		gaps  []media.Gap
		want  []piece
	}{
		"it covers all": {[]media.Take{live(1, 0, 10000), kept(2, 0, 10000, media.Timing{})}, []media.Gap{lost}, []piece{{Span{0, 10000}, 1}}},
		"live where it has nothing": {[]media.Take{live(1, 0, 10000), kept(2, 1000, 6000, media.Timing{})}, nil,
			[]piece{{Span{0, 1000}, 0}, {Span{1000, 7000}, 1}, {Span{7000, 10000}, 0}}},
		"live in its own hole": {[]media.Take{live(1, 0, 10000), kept(2, 0, 10000, media.Timing{Holes: []media.Span{{Start: 4000, End: 5000}}})}, nil,
			[]piece{{Span{0, 4000}, 1}, {Span{4000, 5000}, 0}, {Span{5000, 10000}, 1}}},
		"its sound in its own hole where nothing came live": {
			[]media.Take{live(1, 0, 4500), kept(2, 0, 10000, media.Timing{Holes: []media.Span{{Start: 4000, End: 5000}}})}, nil,
			[]piece{{Span{0, 4000}, 1}, {Span{4000, 4500}, 0}, {Span{4500, 5000}, 1}, {Span{5000, 10000}, 1}}},
		"between two takes": {[]media.Take{live(1, 0, 4000), kept(3, 0, 12000, media.Timing{}), live(2, 7000, 4000)}, nil, []piece{{Span{0, 12000}, 1}}},
		"roughly placed it fills what is lost": {
			[]media.Take{live(1, 0, 10000), kept(2, 0, 12000, media.Timing{Fills: []media.Span{{Start: 0, End: 12000}}})}, []media.Gap{lost},
			[]piece{{Span{0, 3000}, 0}, {Span{3000, 6000}, 1}, {Span{6000, 10000}, 0}, {Span{10000, 12000}, 1}}},
		"placed in one take and not in the other": {
			[]media.Take{live(1, 0, 5000), kept(3, 0, 10000, media.Timing{Fills: []media.Span{{Start: 6000, End: 10000}}}), live(2, 6000, 4000)}, nil,
			[]piece{{Span{0, 6000}, 1}, {Span{6000, 10000}, 2}}},
		"two device files, the later one first": {[]media.Take{live(1, 0, 9000), kept(2, 0, 5000, media.Timing{}), kept(3, 4000, 3000, media.Timing{})}, nil,
			[]piece{{Span{0, 4000}, 1}, {Span{4000, 7000}, 2}, {Span{7000, 9000}, 0}}},
		"no live take at all": {[]media.Take{kept(1, 0, 5000, media.Timing{}), kept(2, 6000, 3000, media.Timing{})}, nil,
			[]piece{{Span{0, 5000}, 0}, {Span{6000, 9000}, 1}}},
	} {
		takes := usable(c.takes)
		var want []piece
		want = append(want, c.want...)
		require.Equal(t, want, choose(takes, c.gaps), name)
	}
}

func TestADeviceWithoutSoundFillsWhatIsLost(t *testing.T) {
	t.Parallel()
	silent := kept(2, 0, 10000, media.Timing{})
	silent.Audio = nil
	lost := []media.Gap{{Start: 3000, End: 6000, Track: media.Video, Reason: "loss"}}
	got := choose([]media.Take{planned(1, 0, 10000, video, audio), silent}, lost)
	require.Equal(t, []piece{{Span{0, 3000}, 0}, {Span{3000, 6000}, 1}, {Span{6000, 10000}, 0}}, got)
}

func TestTheRateOnWhichMarksLieStays(t *testing.T) {
	t.Parallel()
	p, err := Make([]media.Take{planned(1, 0, 1000, video, audio)}, nil, Shape{Width: 1280, Height: 720, Rate: 25, Kept: media.FrameRate{Num: 30, Den: 1}})
	require.NoError(t, err)
	require.Equal(t, media.FrameRate{Num: 30, Den: 1}, p.Rate)
}
