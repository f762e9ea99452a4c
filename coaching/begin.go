package coaching

// Beginning is what is known at the moment before film comes in for a recording.
type Beginning struct {
	Recording Recording
	Holder    Holder
	Consent   Consent // the owner's newest; zero while she has said nothing
	Begun     bool    // film has come in already
	Basis     Basis   // whether there must be a roster
	Roster    Roster  // zero while there is none
	Restore   Restore // that waits; zero for none
	Device    bool    // it was filmed already, and comes from the device that did: what is in the way locks it
}

// Condition is what must hold before film may come in: nil, or why not.
type Condition func(Beginning) error

// Conditions lists them in the order in which they are told. What else must be known before the red button becomes a
// condition of its own here.
func Conditions() []Condition {
	return []Condition{
		func(b Beginning) error { return b.Recording.MayPublish(b.Holder) },
		putBack,
		rostered,
		consented,
	}
}

// MayBegin says whether film may come in: the first condition that does not hold is the error.
func MayBegin(b Beginning) error {
	for _, holds := range Conditions() {
		if err := holds(b); err != nil {
			return err
		}
	}
	return nil
}

func consented(b Beginning) error {
	// What was begun before there were words for it goes on; its film is hers to throw away.
	if b.Consent.Stands() || b.Begun && b.Consent.GivenAt.IsZero() {
		return nil
	}
	if b.Consent.WithdrawnAt != nil {
		return Conflict("consent_withdrawn")
	}
	return Conflict("consent_needed")
}
