package coaching_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestHoursAreReadAsTheyAreTyped(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]coaching.Hundredths{
		"818,4": 81840, "818.40": 81840, " 305 ": 30500, "0,05": 5, "0": 0, "69,89": 6989, "10000000": 1_000_000_000,
	} {
		got, ok := coaching.ParseHundredths(text)
		require.True(t, ok, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", ",5", "5,", "1.000,5", "1,005", "-1", "+1", "1e3", "10000001", "99999999999", "½", "1 000", "٣", "0x10", "1_0"} {
		_, ok := coaching.ParseHundredths(text)
		require.False(t, ok, text)
	}
}

func TestHoursAreWrittenWithoutDecimalsThatSayNothing(t *testing.T) {
	t.Parallel()
	for number, want := range map[coaching.Hundredths]string{30500: "305", 81840: "818.4", 5: "0.05", 0: "0", -25: "-0.25", 100: "1", 6989: "69.89"} {
		require.Equal(t, want, number.String())
	}
	require.Equal(t, "105.8825", (coaching.Hundredths(1025) * 1).Times(1033).String())
}

func TestMinutesBecomeHoursOnce(t *testing.T) {
	t.Parallel()
	for minutes, want := range map[int]string{75: "1.25", 50: "0.83", 20: "0.33", 40: "0.67", 0: "0", 5850: "97.5", 1: "0.02", -50: "-0.83"} {
		require.Equal(t, want, coaching.HoursOf(minutes).String(), minutes)
	}
	require.Equal(t, "1", coaching.HoursOf(20+20+20).String(), "three times twenty minutes are an hour, not 0.99")
}

func FuzzParseHundredths(f *testing.F) {
	for _, seed := range []string{"818,4", "10.5", "", "-", "1,", "99999999", "0,01"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		number, ok := coaching.ParseHundredths(text)
		if !ok {
			return
		}
		again, ok := coaching.ParseHundredths(number.String())
		require.True(t, ok)
		require.Equal(t, number, again)
		require.Equal(t, number, must(coaching.ParseHundredths(strings.Replace(number.String(), ".", ",", 1))))
	})
}

func must(number coaching.Hundredths, ok bool) coaching.Hundredths {
	if !ok {
		return -1
	}
	return number
}
