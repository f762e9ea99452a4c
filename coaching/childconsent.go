package coaching

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// What a recording may be used for besides OwnQuestion; only for children so far.
const (
	ForTeam        Purpose = "vib_team"     // shown to the team
	ForSupervision Purpose = "supervision"  // the coach takes it to a supervisor
	ForResearch    Purpose = "research"     // codes and times, for research
	ForOutside     Purpose = "external_use" // leaves the organisation, for example for training
)

// Purposes lists all, the narrowest audience first.
func Purposes() []Purpose {
	return []Purpose{OwnQuestion, ForTeam, ForSupervision, ForResearch, ForOutside}
}

// ConsentAct is what a guardian said.
type ConsentAct string

// The acts, the mildest first.
const (
	ActGiven     ConsentAct = "given"
	ActObjection ConsentAct = "objection"
	ActRefused   ConsentAct = "refused"
	ActWithdrawn ConsentAct = "withdrawn"
)

// ConsentHow is how it reached who wrote it down.
type ConsentHow string

// The ways.
const (
	ByPaper        ConsentHow = "paper"
	ByConversation ConsentHow = "conversation"
	ByEmail        ConsentHow = "e-mail"
	ByForm         ConsentHow = "form"
)

// ConsentActs and ConsentHows list them.
func ConsentActs() []ConsentAct {
	return []ConsentAct{ActGiven, ActRefused, ActWithdrawn, ActObjection}
}

// ConsentHows lists the ways.
func ConsentHows() []ConsentHow { return []ConsentHow{ByPaper, ByConversation, ByEmail, ByForm} }

// ChildConsent is one line of the register: what a guardian said about a purpose. Lines are never changed.
type ChildConsent struct {
	ID          string
	HolderID    HolderID
	ChildID     ChildID
	GuardianID  GuardianID
	Purpose     Purpose
	Act         ConsentAct
	At          time.Time // when it was said
	How         ConsentHow
	TextVersion int
	NotedBy     PersonID
	NotedAt     time.Time
}

// Check is Invalid with fields "purpose", "act", "how", "text_version" and "at".
func (c ChildConsent) Check(now time.Time) error {
	var wrong checked
	if !slices.Contains(Purposes(), c.Purpose) {
		wrong.fail("purpose", "unknown")
	}
	if !slices.Contains(ConsentActs(), c.Act) {
		wrong.fail("act", "unknown")
	}
	if !slices.Contains(ConsentHows(), c.How) {
		wrong.fail("how", "unknown")
	}
	if c.TextVersion < 1 || c.TextVersion > CurrentChildConsentText {
		wrong.fail("text_version", "unknown")
	}
	if c.At.After(now) {
		wrong.fail("at", "in_the_future")
	} else if c.At.Before(now.AddDate(-10, 0, 0)) {
		wrong.fail("at", "out_of_range")
	}
	return wrong.err()
}

// ConsentStanding is what follows for a child and a purpose.
type ConsentStanding struct {
	Allowed bool
	Act     ConsentAct // the strictest that stands; "" where nobody said anything
	Since   time.Time  // zero where nobody said anything
	Missing bool       // not allowed only because a yes is not there yet
}

// EffectiveConsent is what follows from all that guardians said about one child and one purpose, by the holder's basis.
// Of each guardian her last words count, of words of one instant the strictest; of all guardians the strictest counts, in
// whatever order it was said or written down. Who decides no more does not count.
func EffectiveConsent(basis Basis, purpose Purpose, guardians []Guardian, said []ChildConsent) ConsentStanding {
	given := 0
	deciding := 0
	var against, yes *ChildConsent
	for _, guardian := range guardians {
		if guardian.EndedAt != nil {
			continue
		}
		deciding++
		switch last := lastWords(guardian.ID, purpose, said); {
		case last == nil:
		case last.Act == ActGiven:
			given++
			if yes == nil || last.At.After(yes.At) {
				yes = last
			}
		case against == nil || stricter(last, against):
			against = last
		}
	}
	switch {
	case against != nil:
		return ConsentStanding{Act: against.Act, Since: against.At}
	case basis.Assumes(purpose):
		return ConsentStanding{Allowed: true, Act: actOf(yes), Since: sinceOf(yes)}
	case given == 0, basis.BothGuardians && given < deciding:
		return ConsentStanding{Missing: true, Act: actOf(yes), Since: sinceOf(yes)}
	}
	return ConsentStanding{Allowed: true, Act: ActGiven, Since: yes.At}
}

func lastWords(guardian GuardianID, purpose Purpose, said []ChildConsent) (last *ChildConsent) {
	for i, c := range said {
		if c.GuardianID != guardian || c.Purpose != purpose {
			continue
		}
		if last == nil || c.At.After(last.At) || c.At.Equal(last.At) && severity(c.Act) > severity(last.Act) {
			last = &said[i]
		}
	}
	return last
}

func stricter(a, b *ChildConsent) bool {
	return cmp.Or(cmp.Compare(severity(a.Act), severity(b.Act)), a.At.Compare(b.At)) > 0
}

func severity(act ConsentAct) int {
	return slices.Index([]ConsentAct{ActGiven, ActObjection, ActRefused, ActWithdrawn}, act)
}

func actOf(c *ChildConsent) ConsentAct {
	if c == nil {
		return ""
	}
	return c.Act
}

func sinceOf(c *ChildConsent) time.Time {
	if c == nil {
		return time.Time{}
	}
	return c.At
}

// childConsents holds one file per version of what guardians are asked. A file that has been released is never changed.
//
//go:embed childconsents/*.json
var childConsents embed.FS

// CurrentChildConsentText is the version that guardians are asked with now.
const CurrentChildConsentText = 1

// ChildConsentText is a version of the words for each purpose, in Dutch where there are none in the language. Errors:
// Invalid with field "text_version".
func ChildConsentText(version int, language string) (map[Purpose]string, error) {
	content, err := childConsents.ReadFile("childconsents/" + strconv.Itoa(version) + ".json")
	if err != nil {
		return nil, Invalid{{Field: "text_version", Code: "unknown"}}
	}
	texts := map[string]map[Purpose]string{}
	if err := json.Unmarshal(content, &texts); err != nil {
		return nil, fmt.Errorf("read version %d of what guardians are asked: %w", version, err)
	}
	if words, ok := texts[language]; ok {
		return words, nil
	}
	return texts["nl"], nil
}
