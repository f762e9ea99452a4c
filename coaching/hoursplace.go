package coaching

import (
	"cmp"
	"maps"
	"slices"
)

// WorkPlace is one registered centre at which a person works on a day.
type WorkPlace struct {
	PersonID   PersonID
	Rank       int // 1 by her contract, 2 by her role: the lowest that says anything holds
	LocationID LocationID
	CentreID   CentreID
	Weight     int64 // hundredths of a full-time job there; 1 by role
}

// Share is the part of some minutes that was for one centre.
type Share struct {
	CentreID CentreID
	Minutes  int
}

// wholePerson is how finely a person is divided before several are added up.
const wholePerson = 1_000_000

// PlaceMinutes divides minutes over centres: among the people equally, for each by what she works where, and at a
// location with several centres evenly. No minute is lost or made: what cannot be divided goes to the largest remainders,
// then to the first id. Nothing is divided when it is not known of anybody where she works.
func PlaceMinutes(minutes int, places []WorkPlace) []Share {
	heavy := map[CentreID]int64{}
	for _, of := range perPerson(places) {
		for centre, part := range divide(wholePerson, weights(of)) {
			heavy[centre] += part
		}
	}
	var shares []Share
	parts := divide(int64(minutes), heavy)
	for _, centre := range slices.Sorted(maps.Keys(parts)) {
		if parts[centre] > 0 {
			shares = append(shares, Share{CentreID: centre, Minutes: int(parts[centre])})
		}
	}
	return shares
}

// perPerson keeps of each person the places of the lowest rank that have a weight.
func perPerson(places []WorkPlace) map[PersonID][]WorkPlace {
	lowest := map[PersonID]int{}
	for _, place := range places {
		if rank, known := lowest[place.PersonID]; place.Weight > 0 && (!known || place.Rank < rank) {
			lowest[place.PersonID] = place.Rank
		}
	}
	kept := map[PersonID][]WorkPlace{}
	for _, place := range places {
		if place.Weight > 0 && place.Rank == lowest[place.PersonID] {
			kept[place.PersonID] = append(kept[place.PersonID], place)
		}
	}
	return kept
}

// weights are those of one person's centres. The weight of a location is said once for each of its centres.
func weights(places []WorkPlace) map[CentreID]int64 {
	at := map[LocationID]int64{}
	for _, place := range places {
		at[place.LocationID]++
	}
	heavy := map[CentreID]int64{}
	for _, place := range places {
		heavy[place.CentreID] += place.Weight * wholePerson / at[place.LocationID]
	}
	return heavy
}

// divide gives each its part of a whole by the largest remainders.
func divide(whole int64, heavy map[CentreID]int64) map[CentreID]int64 {
	var sum int64
	for _, weight := range heavy {
		sum += weight
	}
	if sum == 0 {
		return nil
	}
	left, parts, rest := whole, map[CentreID]int64{}, map[CentreID]int64{}
	for centre, weight := range heavy {
		parts[centre], rest[centre] = whole*weight/sum, whole*weight%sum
		left -= parts[centre]
	}
	order := slices.SortedFunc(maps.Keys(rest), func(a, b CentreID) int {
		return cmp.Or(cmp.Compare(rest[b], rest[a]), cmp.Compare(a, b))
	})
	for _, centre := range order[:left] {
		parts[centre]++
	}
	return parts
}
