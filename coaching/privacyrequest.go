package coaching

import "time"

// RequestKind is what somebody may ask about personal data (GDPR articles 15, 17 and 21).
type RequestKind string

// The kinds.
const (
	AccessRequest    RequestKind = "access"
	ErasureRequest   RequestKind = "erasure"
	ObjectionRequest RequestKind = "objection"
)

// RequestKinds lists them.
func RequestKinds() []RequestKind {
	return []RequestKind{AccessRequest, ErasureRequest, ObjectionRequest}
}

// RequestOutcome is how a request ended.
type RequestOutcome string

// The outcomes.
const (
	RequestDone      RequestOutcome = "done"
	RequestPartly    RequestOutcome = "partly"
	RequestRefused   RequestOutcome = "refused"
	RequestTakenBack RequestOutcome = "taken_back" // by who asked
)

// RequestOutcomes lists them.
func RequestOutcomes() []RequestOutcome {
	return []RequestOutcome{RequestDone, RequestPartly, RequestRefused, RequestTakenBack}
}

// PrivacyRequest is what a guardian asks about a child, or an employee about herself.
type PrivacyRequest struct {
	ID              PrivacyRequestID
	HolderID        HolderID
	Kind            RequestKind
	ChildID         ChildID  // one of the two
	PersonID        PersonID // one of the two
	AskedBy         string   // how who asked is called here, such as "ouder 1"; no way to reach her
	ReceivedOn      Day
	ExtendedAt      *time.Time
	ExtensionReason string
	RegisteredBy    PersonID
	RegisteredAt    time.Time
	ClosedAt        *time.Time
	ClosedBy        PersonID
	Outcome         RequestOutcome
	Answer          string
	Version         int
}

// The months of GDPR article 12(3): one, and two more where a request is complex and its asker was told why.
const (
	answerMonths   = 1
	extendedMonths = 3
)

// Due is the last day on which an answer is in time.
func (r PrivacyRequest) Due() Day {
	if r.ExtendedAt != nil {
		return r.ReceivedOn.PlusMonths(extendedMonths)
	}
	return r.ReceivedOn.PlusMonths(answerMonths)
}

// DaysLeft until the due day; 0 on that day, negative when it is over.
func (r PrivacyRequest) DaysLeft(now time.Time, zone *time.Location) int {
	return DayOf(now, zone).Until(r.Due())
}

// MayExtend says whether its time can be made longer: once, while it is open and in time, by the officer.
func (r PrivacyRequest) MayExtend(actor Actor, now time.Time, zone *time.Location) error {
	if err := r.MayHandle(actor); err != nil {
		return err
	}
	if r.ExtendedAt != nil {
		return Conflict("request_extended")
	}
	if r.DaysLeft(now, zone) < 0 {
		return Conflict("request_overdue")
	}
	return nil
}

// MayHandle says whether the actor may work on the request: the data protection officer, while it is open.
func (r PrivacyRequest) MayHandle(actor Actor) error {
	if !actor.IsFor(r.HolderID, DataProtectionOfficer) {
		return Forbidden("only_as_data_protection_officer")
	}
	if r.ClosedAt != nil {
		return Conflict("request_closed")
	}
	return nil
}

// IsFor says whether the actor has one of the roles for a holder.
func (a Actor) IsFor(holder HolderID, roles ...Role) bool {
	for _, assignment := range a.Roles {
		for _, role := range roles {
			if assignment.HolderID == holder && assignment.Role == role {
				return true
			}
		}
	}
	return false
}

// CheckPrivacyRequest is Invalid with fields "kind", "about", "asked_by" and "received_on".
func CheckPrivacyRequest(r PrivacyRequest, today Day) error {
	var c checked
	switch r.Kind {
	case AccessRequest, ErasureRequest, ObjectionRequest:
	default:
		c.fail("kind", "unknown")
	}
	if (r.ChildID == "") == (r.PersonID == "") {
		c.fail("about", "required")
	}
	c.text("asked_by", r.AskedBy, true, 100)
	c.pastDay("received_on", r.ReceivedOn, today)
	return c.err()
}

// pastDay demands a day that is not to come and lies no more than two years back.
func (c *checked) pastDay(field string, day, today Day) {
	switch _, ok := ParseDay(string(day)); {
	case day == "":
		c.fail(field, "required")
	case !ok:
		c.fail(field, "not_a_date")
	case day > today:
		c.fail(field, "in_the_future")
	case day < today.PlusMonths(-24):
		c.fail(field, "too_early")
	}
}

// CheckRequestEnd is Invalid with fields "outcome" and "answer".
func CheckRequestEnd(outcome RequestOutcome, answer string) error {
	var c checked
	switch outcome {
	case RequestDone, RequestPartly, RequestRefused, RequestTakenBack:
	default:
		c.fail("outcome", "unknown")
	}
	c.text("answer", answer, outcome == RequestRefused || outcome == RequestPartly, 2000)
	return c.err()
}

// FindingDecision is what becomes of a recording that a request is about.
type FindingDecision string

// The decisions.
const (
	FindingAskOwner FindingDecision = "ask_owner" // its owner is asked to throw it away
	FindingErase    FindingDecision = "erase"     // the officer has it erased
	FindingKeep     FindingDecision = "keep"
)

// PrivacyFinding is a recording that a request is about. It stays when the recording is gone.
type PrivacyFinding struct {
	ID          PrivacyFindingID
	RequestID   PrivacyRequestID
	RecordingID RecordingID
	OwnerID     PersonID
	RecordedAt  *time.Time
	DurationMS  int64
	Marks       int
	FoundAt     time.Time
	Decision    FindingDecision // "" while nothing is decided
	Reason      string
	DecidedBy   PersonID
	DecidedAt   *time.Time
	Locked      bool
	Frozen      bool // a safety signal holds it
	Gone        bool // it is erased
}

// CheckDecision is Invalid with fields "decision" and "reason".
func CheckDecision(decision FindingDecision, reason string) error {
	var c checked
	switch decision {
	case FindingAskOwner, FindingErase, FindingKeep:
	default:
		c.fail("decision", "unknown")
	}
	c.text("reason", reason, true, 500)
	return c.err()
}
