package web

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestAPlaceInAFilmIsReadAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"4:05": 245_000, " 0:00 ": 0, "75": 75_000, "1:02:03": 3_723_000, "4:05,5": 245_500, "0:09.25": 9250, "12:59.999": 779_999,
	} {
		got, err := parseMoment("start_ms", text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "vier", "4:75", "4:", ":05", "-1:00", "1:2:3:4", "4.5:05", "4:05.", "4:05.1234", "99999999", "4:05.ab"} {
		_, err := parseMoment("start_ms", text)
		require.ErrorIs(t, err, coaching.ErrInvalid, text)
	}
	require.Equal(t, "4:05", momentOf(245_900))
	require.Equal(t, "1:02:03", momentOf(3_723_000))
}

func FuzzAPlaceInAFilm(f *testing.F) {
	for _, text := range []string{"4:05", "1:02:03", "4:05,5", "0:09.25", "::", "9.", ".9"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ms, err := parseMoment("start_ms", text)
		if err != nil {
			require.ErrorIs(t, err, coaching.ErrInvalid)
			return
		}
		require.GreaterOrEqual(t, ms, int64(0))
		again, err := parseMoment("start_ms", momentOf(ms))
		require.NoError(t, err)
		require.Equal(t, ms/1000*1000, again)
	})
}
