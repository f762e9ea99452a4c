package coaching

import "time"

// FindingKind is a way in which storage and records do not fit together.
type FindingKind string

// The kinds.
const (
	StrayFiles   FindingKind = "stray_files"   // files of no recording, or of an erased one
	StrayKey     FindingKind = "stray_key"     // a key of no recording
	MissingFiles FindingKind = "missing_files" // a recording whose files or key are not there
)

// How long a finding stands before anything is done about it: a restore or a mount may still bring the other half.
const (
	StrayGrace   = 7 * 24 * time.Hour
	MissingGrace = 24 * time.Hour
)

// Finding is one thing that does not fit. Its name is that of a recording, or of a folder that never was one; it is for
// the log of the operator, not for a screen.
type Finding struct {
	Kind        FindingKind
	Name        string
	Files       int
	Bytes       int64
	FirstSeenAt time.Time
}

// Ripe says whether it has stood long enough to act on it.
func (f Finding) Ripe(now time.Time) bool {
	grace := StrayGrace
	if f.Kind == MissingFiles {
		grace = MissingGrace
	}
	return now.Sub(f.FirstSeenAt) >= grace
}

// Stored is what storage holds under one name.
type Stored struct {
	Name  string
	Files int
	Bytes int64
	Key   bool // it has a key
	Whole bool // all files are there that Expected names; true where it names none
}

// Expected is what the records say of one recording.
type Expected struct {
	Name   string
	Erased bool // and its erasure is complete
	Held   bool // this node must hold its files and key now
}

// FindStrays compares storage with the records of a node. A recording that is not Held here is on another node, being
// made or being erased: its files may be here and may not.
func FindStrays(stored []Stored, expected []Expected) []Finding {
	known := make(map[string]Expected, len(expected))
	for _, e := range expected {
		known[e.Name] = e
	}
	var found []Finding
	there := make(map[string]bool, len(stored))
	for _, s := range stored {
		there[s.Name] = true
		e, ok := known[s.Name]
		switch {
		case (!ok || e.Erased) && s.Files > 0:
			found = append(found, Finding{Kind: StrayFiles, Name: s.Name, Files: s.Files, Bytes: s.Bytes})
		case (!ok || e.Erased) && s.Key:
			found = append(found, Finding{Kind: StrayKey, Name: s.Name})
		case ok && e.Held && (!s.Key || !s.Whole):
			found = append(found, Finding{Kind: MissingFiles, Name: s.Name})
		}
	}
	for _, e := range expected {
		if e.Held && !there[e.Name] {
			found = append(found, Finding{Kind: MissingFiles, Name: e.Name})
		}
	}
	return found
}

// StorageReport is what storage holds and how it fits the records: counts and bytes, no names.
type StorageReport struct {
	At         time.Time // of the look; zero before the first
	Recordings int
	Files      int
	Bytes      int64
	Strays     int // recordings' worth of files that belong to nothing
	StrayFiles int
	StrayBytes int64
	StrayKeys  int
	Missing    int // recordings whose files are not there
	LockedPast int // recordings past their end that are kept as evidence, and stay
	Trusted    bool
}

// Fits says whether nothing was found.
func (r StorageReport) Fits() bool { return r.Strays+r.StrayKeys+r.Missing == 0 }

// ReportStorage counts a look at storage. It is Trusted to act on when less is stray, or missing, than fits: otherwise storage
// and records are probably not each other's, as in the middle of a restore or without a mount.
func ReportStorage(at time.Time, stored []Stored, found []Finding) StorageReport {
	r := StorageReport{At: at}
	for _, s := range stored {
		if s.Files > 0 {
			r.Recordings, r.Files, r.Bytes = r.Recordings+1, r.Files+s.Files, r.Bytes+s.Bytes
		}
	}
	for _, f := range found {
		switch f.Kind {
		case StrayFiles:
			r.Strays, r.StrayFiles, r.StrayBytes = r.Strays+1, r.StrayFiles+f.Files, r.StrayBytes+f.Bytes
		case StrayKey:
			r.StrayKeys++
		case MissingFiles:
			r.Missing++
		}
	}
	fit := r.Recordings - r.Strays
	r.Trusted = r.Strays+r.StrayKeys <= max(fit, fewStrays) && r.Missing <= max(fit, fewStrays)
	return r
}

// fewStrays are believed whatever else there is.
const fewStrays = 3
