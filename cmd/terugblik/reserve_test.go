package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheReserveIsASizeOrAPartOfTheDisk(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]reserve{
		"": {}, "2GiB": {bytes: 2 << 30, given: true}, "500 MB": {bytes: 500e6, given: true}, "1.5kB": {bytes: 1500, given: true},
		"5%": {part: .05, given: true}, "100 %": {part: 1, given: true}, "0B": {given: true}, "4096B": {bytes: 4096, given: true},
	} {
		got, err := parseReserve(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"2", "2GIB", "-1GiB", "101%", "NaN%", "Inf GiB", "1e30TiB", "%", "GiB", "lots"} {
		_, err := parseReserve(text)
		require.ErrorContains(t, err, "--reserve", text)
	}
}

func TestAPartOfTheDiskIsMeasuredWhereTheDataAre(t *testing.T) {
	t.Parallel()
	whole, err := reserve{part: 1, given: true}.of(t.TempDir())
	require.NoError(t, err)
	usual, err := reserve{}.of(t.TempDir())
	require.NoError(t, err)
	require.Equal(t, min(whole/20, 1<<30), usual)
	_, err = reserve{}.of("/nowhere/at/all")
	require.Error(t, err)
}
