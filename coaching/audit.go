package coaching

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// AuditEntry is one line of the audit log of a holder: what was done, by whom, about whom and to which thing, and
// nothing of the content. Lines are numbered from 1 without gaps, and each is chained to the one before it.
type AuditEntry struct {
	HolderID  HolderID
	Number    int64
	At        time.Time // when it was done
	WrittenAt time.Time // when it was chained, by the database's clock
	Actor     string    // a person's id, "system:" and a door, or "operator"
	Act       string
	PersonID  PersonID // about whom; "" for nobody
	ThingKind string   // "recording", "report", ...; "" for none
	ThingID   string
	Source    string // the table that it comes from
	LineID    string // and the line of it
	Previous  []byte // the hash of the line before; 32 zero bytes for the first
	Hash      []byte
}

// Acts that stand in no other log: migrations/0026_audit.sql takes them from the facts themselves.
const (
	AuditLoggedIn      = "logged_in"
	AuditTokenMade     = "token_made"
	AuditTokenRemoved  = "token_removed"
	AuditConsentGiven  = "consent_given"
	AuditKeyDestroyed  = "key_destroyed"
	AuditErasureEnding = "erasure_completed"
)

// What is done to children, in the office and to the powers of people stands in the log of administration; the facts
// themselves are in the chain as well, whoever wrote them and whatever she wrote about it.
const (
	AuditChild         = "register_child"
	AuditGuardian      = "register_guardian"
	AuditConsentLine   = "register_line"
	AuditBasis         = "register_basis"
	AuditTaskDone      = "task_done"
	AuditRequest       = "office_request"
	AuditRequestOver   = "office_request_over"
	AuditDecision      = "office_decision"
	AuditViewing       = "office_viewing"
	AuditViewingOver   = "office_viewing_over"
	AuditEmergency     = "office_emergency"
	AuditEmergencyOver = "office_emergency_over"
	AuditGrant         = "office_grant"
	AuditSignal        = "office_signal"
	AuditSignalOver    = "office_signal_over"
	AuditNamed         = "office_named"
	AuditNamedOver     = "office_named_over"
	AuditBreach        = "office_breach"
	AuditRole          = "role_row"
	AuditRoleEnd       = "role_row_end"
	AuditLink          = "link_row"
	AuditPassword      = "password_set"
	AuditRestored      = "put_back"
	AuditConfirmed     = "put_back_confirmed"
	AuditThawed        = "put_back_thawed"
)

// Kinds of things that only the facts are about.
const (
	AuditThingBasis   = "consent_basis"
	AuditThingBreach  = "breach"
	AuditThingRestore = "restore"
)

// AuditHead is the last line of a chain: who knows it from elsewhere sees when lines were cut off.
type AuditHead struct {
	HolderID HolderID  `json:"holder_id"`
	Number   int64     `json:"number"` // 0: no line yet
	Hash     string    `json:"hash"`   // hex
	At       time.Time `json:"at"`     // when it was chained
}

// AuditBreak is the first line of a chain that is not as it was written.
type AuditBreak struct {
	HolderID HolderID
	Number   int64 // of the line that should stand there
	Why      string
}

// What can be wrong with a line.
const (
	AuditMissing    = "missing"     // another number follows
	AuditNotChained = "not_chained" // it does not follow the line before it
	AuditChanged    = "changed"     // its content is not what was hashed
	AuditCutOff     = "cut_off"     // the chain is shorter than a head that is known from elsewhere
	AuditOther      = "other_chain" // at the number of that head stands another line
)

func (b *AuditBreak) Error() string {
	return fmt.Sprintf("audit log of holder %s: line %d: %s", b.HolderID, b.Number, b.Why)
}

// Fields are what of a line is hashed, in that order and each as it is hashed: whoever has them can check the line.
func (e AuditEntry) Fields() []string {
	const instant = "2006-01-02T15:04:05.000000Z"
	return []string{
		string(e.HolderID), strconv.FormatInt(e.Number, 10), e.At.UTC().Format(instant), e.WrittenAt.UTC().Format(instant),
		e.Actor, e.Act, orDash(string(e.PersonID)), e.ThingKind, orDash(e.ThingID), e.Source, orDash(e.LineID),
	}
}

// content is what is hashed together with the hash of the line before; migrations/0026_audit.sql writes the same.
func (e AuditEntry) content() []byte {
	return []byte("terugblik-audit-1\n" + strings.Join(e.Fields(), "\n"))
}

// Chained is the entry with its hash, after the one that Previous is the hash of.
func (e AuditEntry) Chained() AuditEntry {
	sum := sha256.Sum256(append(append([]byte(nil), e.Previous...), e.content()...))
	e.Hash = sum[:]
	return e
}

func orDash(id string) string {
	if id == "" {
		return "-"
	}
	return id
}

// AuditChain checks the lines of one holder, which must come in the order of their numbers from 1.
type AuditChain struct {
	holder HolderID
	number int64
	hash   [sha256.Size]byte
	heads  map[int64]string // by number, as known from elsewhere
}

// NewAuditChain begins to check. heads are of this holder, from a backup or the server's log; there may be none.
func NewAuditChain(holder HolderID, heads ...AuditHead) *AuditChain {
	c := &AuditChain{holder: holder, heads: make(map[int64]string)}
	for _, head := range heads {
		if head.HolderID == holder && head.Number > 0 {
			c.heads[head.Number] = head.Hash
		}
	}
	return c
}

// Next checks one more line; the error is an *AuditBreak.
func (c *AuditChain) Next(e AuditEntry) error {
	number := c.number + 1
	wrong := func(why string) error { return &AuditBreak{HolderID: c.holder, Number: number, Why: why} }
	if e.HolderID != c.holder || e.Number != number {
		return wrong(AuditMissing)
	}
	if string(e.Previous) != string(c.hash[:]) {
		return wrong(AuditNotChained)
	}
	sum := sha256.Sum256(append(append([]byte(nil), e.Previous...), e.content()...))
	if string(e.Hash) != string(sum[:]) {
		return wrong(AuditChanged)
	}
	if known, ok := c.heads[number]; ok && known != hex.EncodeToString(sum[:]) {
		return wrong(AuditOther)
	}
	c.number, c.hash = number, sum
	return nil
}

// End says whether the chain reaches every head that is known from elsewhere; the error is an *AuditBreak.
func (c *AuditChain) End() error {
	for number := range c.heads {
		if number > c.number {
			return &AuditBreak{HolderID: c.holder, Number: c.number + 1, Why: AuditCutOff}
		}
	}
	return nil
}

// Number is that of the last line that was found right.
func (c *AuditChain) Number() int64 { return c.number }

// Hash of the last line that was found right, in hex.
func (c *AuditChain) Hash() string { return hex.EncodeToString(c.hash[:]) }

// AuditFilter narrows a list of lines; an empty field does not.
type AuditFilter struct {
	Act      string
	PersonID PersonID // who did it, or about whom
	From     time.Time
	Until    time.Time // exclusive
}
