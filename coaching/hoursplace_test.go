package coaching_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"terugblik/coaching"
)

func TestMinutesAreDividedOverTheCentresWhereSheWorks(t *testing.T) {
	t.Parallel()
	at := func(person coaching.PersonID, rank int, place coaching.LocationID, centre coaching.CentreID, weight int64) coaching.WorkPlace {
		return coaching.WorkPlace{PersonID: person, Rank: rank, LocationID: place, CentreID: centre, Weight: weight}
	}
	for name, c := range map[string]struct {
		minutes int
		places  []coaching.WorkPlace
		want    []coaching.Share
	}{
		"not known of anybody":              {60, nil, nil},
		"one centre":                        {60, []coaching.WorkPlace{at("p", 1, "n", "a", 67)}, []coaching.Share{{"a", 60}}},
		"two contracts, by what she works":  {60, []coaching.WorkPlace{at("p", 1, "n", "a", 50), at("p", 1, "z", "b", 25)}, []coaching.Share{{"a", 40}, {"b", 20}}},
		"a location with two centres":       {61, []coaching.WorkPlace{at("p", 1, "n", "a", 67), at("p", 1, "n", "b", 67)}, []coaching.Share{{"a", 31}, {"b", 30}}},
		"her contract goes before her role": {60, []coaching.WorkPlace{at("p", 2, "n", "a", 1), at("p", 1, "z", "b", 10)}, []coaching.Share{{"b", 60}}},
		"a contract of no hours says nothing": {60, []coaching.WorkPlace{at("p", 1, "z", "b", 0), at("p", 2, "n", "a", 1)},
			[]coaching.Share{{"a", 60}}},
		"three centres share fifty minutes": {50, []coaching.WorkPlace{at("p", 2, "n", "a", 1), at("p", 2, "n", "b", 1), at("p", 2, "n", "c", 1)},
			[]coaching.Share{{"a", 17}, {"b", 17}, {"c", 16}}},
		"a team: each weighs the same": {75, []coaching.WorkPlace{at("p", 1, "n", "a", 100), at("q", 1, "n", "a", 10), at("r", 2, "z", "b", 1)},
			[]coaching.Share{{"a", 50}, {"b", 25}}},
		"nothing to divide": {0, []coaching.WorkPlace{at("p", 1, "n", "a", 67)}, nil},
	} {
		require.Equal(t, c.want, coaching.PlaceMinutes(c.minutes, c.places), name)
	}
}

func FuzzPlaceMinutes(f *testing.F) {
	f.Add(75, int64(67), int64(33), int64(1), uint8(3))
	f.Fuzz(func(t *testing.T, minutes int, a, b, c int64, shape uint8) {
		if minutes < 0 || minutes > 6000 || min(a, b, c) < 0 || max(a, b, c) > 100_000 {
			return
		}
		places := []coaching.WorkPlace{
			{PersonID: "p", Rank: 1, LocationID: "n", CentreID: "a", Weight: a},
			{PersonID: "p", Rank: int(shape%2) + 1, LocationID: "z", CentreID: "b", Weight: b},
			{PersonID: "q", Rank: 2, LocationID: "z", CentreID: "c", Weight: c},
		}
		sum := 0
		for _, share := range coaching.PlaceMinutes(minutes, places) {
			require.Positive(t, share.Minutes)
			sum += share.Minutes
		}
		if a+b+c > 0 {
			require.Equal(t, minutes, sum, "no minute is lost or made")
		}
	})
}
