package av

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"terugblik/media"
)

var (
	videoTrack = media.Track{Kind: media.Video, Codec: media.VP8, ClockRate: 90000, Width: 320, Height: 180}
	soundTrack = media.Track{Kind: media.Audio, Codec: media.Opus, ClockRate: 48000, Channels: 2}
)

func TestMuxRefusesWhatTheContainerCannotHold(t *testing.T) {
	t.Parallel()
	h264 := media.Track{Kind: media.Video, Codec: media.H264, Width: 320, Height: 180}
	flat := videoTrack
	flat.Height = 0
	for name, c := range map[string]struct {
		format Format
		track  MuxTrack
	}{
		"vp8 in mp4":            {MP4, MuxTrack{Track: videoTrack}},
		"h264 in webm":          {WebM, MuxTrack{Track: h264}},
		"h264 without sps":      {MP4, MuxTrack{Track: h264, Extra: []byte{0, 0, 0, 1}}},
		"no height":             {WebM, MuxTrack{Track: flat}},
		"opus without channels": {MP4, MuxTrack{Track: media.Track{Kind: media.Audio, Codec: media.Opus}}},
		"unknown container":     {"avi", MuxTrack{Track: soundTrack}},
	} {
		_, err := CreateMux(filepath.Join(t.TempDir(), "a"), c.format, []MuxTrack{c.track})
		require.ErrorIs(t, err, media.ErrUnsupported, name)
	}
	_, err := CreateMux(filepath.Join(t.TempDir(), "a"), MP4, nil)
	require.ErrorIs(t, err, media.ErrNoMedia)
	_, err = CreateMux(filepath.Join(t.TempDir(), "no", "folder"), MP4, []MuxTrack{{Track: soundTrack}})
	require.Error(t, err)
}

func TestMuxRefusesPacketsThatBreakTheRulesAndGoesOn(t *testing.T) {
	t.Parallel()
	m, err := CreateMux(filepath.Join(t.TempDir(), "a.webm"), WebM, []MuxTrack{{Track: soundTrack}})
	require.NoError(t, err)
	ms := time.Millisecond
	require.NoError(t, m.Write(Packet{Data: []byte{0xfc}, Duration: 20 * ms}))
	require.NoError(t, m.Write(Packet{Data: []byte{0xfc}, PTS: 20 * ms, DTS: 20 * ms, Duration: 20 * ms}))
	for name, p := range map[string]Packet{
		"same dts":    {Data: []byte{1}, PTS: 20 * ms, DTS: 20 * ms},
		"falling dts": {Data: []byte{1}, PTS: 30 * ms, DTS: 10 * ms},
		"pts first":   {Data: []byte{1}, PTS: 30 * ms, DTS: 40 * ms},
		"before zero": {Data: []byte{1}, PTS: -ms, DTS: -ms},
		"no data":     {PTS: 40 * ms, DTS: 40 * ms},
		"no track":    {Track: 1, Data: []byte{1}, PTS: 40 * ms, DTS: 40 * ms},
	} {
		require.Error(t, m.Write(p), name)
	}
	require.NoError(t, m.Write(Packet{Data: []byte{0xfc}, PTS: 40 * ms, DTS: 40 * ms, Duration: 20 * ms}))
	require.NoError(t, m.Close())
	require.NoError(t, m.Close())
	require.Error(t, m.Write(Packet{Data: []byte{0xfc}, PTS: 60 * ms, DTS: 60 * ms}))
}
