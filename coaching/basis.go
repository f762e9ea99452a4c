package coaching

import (
	"slices"
	"time"
)

// LegalBasis is the ground on which children are filmed.
type LegalBasis string

// The grounds.
const (
	OptIn              LegalBasis = "opt_in"              // only with a yes
	LegitimateInterest LegalBasis = "legitimate_interest" // guardians are told, and can object
)

// Basis is how a holder deals with the children on film. It is versioned: one is never changed, only followed by another.
type Basis struct {
	ID            BasisID
	HolderID      HolderID
	Version       int // 0 for a holder that never chose: the register is not in use
	Basis         LegalBasis
	Balancing     string // with LegitimateInterest: why it weighs more than what children and guardians may want
	BothGuardians bool   // with OptIn: a yes of each
	RegisterInUse bool   // nothing is filmed without a roster
	TaskDays      int    // how long there is to delete or trim
	SetBy         PersonID
	SetAt         time.Time
}

// The limits of a basis.
const (
	LeastTaskDays, MostTaskDays = 1, 30
	MostBalancing               = 5000
	LeastBalancing              = 100
)

// DefaultBasis is that of a new holder.
func DefaultBasis() Basis { return Basis{Basis: OptIn, RegisterInUse: true, TaskDays: 14} }

// NoBasis is that of a holder that was there before the register and has not chosen.
func NoBasis() Basis { return Basis{Basis: OptIn, TaskDays: 14} }

// Assumes says whether a purpose is allowed while nobody objects: only what stays between an employee, her coach and
// her team. What leaves them needs a yes on any ground.
func (b Basis) Assumes(purpose Purpose) bool {
	return b.Basis == LegitimateInterest && (purpose == OwnQuestion || purpose == ForTeam)
}

// Check is Invalid with fields "basis", "balancing" and "task_days".
func (b Basis) Check() error {
	var c checked
	if !slices.Contains([]LegalBasis{OptIn, LegitimateInterest}, b.Basis) {
		c.fail("basis", "unknown")
	}
	c.text("balancing", b.Balancing, b.Basis == LegitimateInterest, MostBalancing)
	if len(c.wrong) == 0 && b.Basis == LegitimateInterest && len([]rune(b.Balancing)) < LeastBalancing {
		c.fail("balancing", "too_short")
	}
	if b.TaskDays < LeastTaskDays || b.TaskDays > MostTaskDays {
		c.fail("task_days", "out_of_range")
	}
	return c.err()
}

// MaySetBasis says for which holder the actor may choose: her own, as its administrator.
func MaySetBasis(actor Actor) (HolderID, error) {
	if !actor.Is(Administrator) {
		return "", ErrNotFound
	}
	return actor.At(), nil
}
