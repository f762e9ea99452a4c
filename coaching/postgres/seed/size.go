package seed

import "fmt"

// Size is how much of everything is made.
type Size struct {
	People      int
	Locations   int
	Cycles      int
	Annotations int
}

// Check says what is out of bounds.
func (s Size) Check() error {
	switch {
	case s.People < 200:
		return fmt.Errorf("%d people: at least 200 are needed for every role", s.People)
	case s.Locations < 20 || s.Locations > s.People:
		return fmt.Errorf("%d locations: at least 20, and no more than people", s.Locations)
	case s.Cycles < s.People || s.Annotations < 0:
		return fmt.Errorf("%d cycles and %d annotations: at least one cycle per person", s.Cycles, s.Annotations)
	}
	return nil
}

// share is what a holder is made with.
type share struct{ people, locations int }

// shares are those of all holders: one that has seven of ten people, four of some size, and many small ones.
func (s Size) shares() []share {
	large := share{s.People * 70 / 100, s.Locations * 60 / 100}
	list := []share{large}
	left := share{s.People - large.people, s.Locations - large.locations}
	for range 4 {
		middle := share{s.People * 4 / 100, max(1, s.Locations*6/100)}
		list = append(list, middle)
		left.people, left.locations = left.people-middle.people, left.locations-middle.locations
	}
	small := max(1, left.locations/2)
	for i := range small {
		list = append(list, share{part(left.people, i, small), part(left.locations, i, small)})
	}
	return list
}

// part is the i-th of n parts of a whole; they differ by one at most and add up to it.
func part(whole, i, n int) int { return whole*(i+1)/n - whole*i/n }
