package seed

import (
	"encoding/binary"
	"time"

	"github.com/google/uuid"
)

// kind keeps the ids and the chances of one sort of things apart from those of others.
type kind uint64

const (
	aHolder kind = iota + 1
	aLocation
	aGroup
	aPerson
	aRole
	aLink
	aQuestion
	aTrajectory
	aCycle
	aRecording
	anErased
	aMark
	aReply
	aRelease
	aMoment
	aLook
	aWorkPoint
	anEntry
	aTalk
	aTalkNote
	anOpening
	anAgreement
	aYes
	anEvaluation
	aPart
	aReport
	anApproval
	aConsent
	aLogLine
	anAdministrationLine
	aSession
	aToken
	anExtension
	aTerm
	aCentre
	aTeam
	aMember
	anEmployment
	anEngagement
	aDualRole
	aChild
	aGuardian
	aBasis
	aChildConsent
	anEffect
	aRoster
	aPresence
	aTask
	aLock
	aPage
	aRequest
	aFinding
	aViewing
	anEmergency
	aSignal
	aSafetyNote
	aSafetyOfficer
	aBreach
	aBreachEntry
	aShare
	anAttendee
	aSnapshot
	aPlan
	aPreference
	aPractice
	aReminder
	aNotice
	aVoice
	aReopening
)

// mix is a number that looks random and is the same for the same place (splitmix64).
func (k kind) mix(n, m int) uint64 {
	x := uint64(k)<<56 ^ uint64(n)<<20 ^ uint64(m)
	for range 2 {
		x += 0x9e3779b97f4a7c15
		x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
		x = (x ^ x>>27) * 0x94d049bb133111eb
		x ^= x >> 31
	}
	return x
}

// upTo is a number from 0 up to, but not, limit.
func (k kind) upTo(limit, n, m int) int { return int(k.mix(n, m) % uint64(limit)) }

// happens says yes in so many of a hundred cases.
func (k kind) happens(percent, n, m int) bool { return k.upTo(100, n, m+1<<19) < percent }

// id sorts by the time of its making, as those that the product makes (UUIDv7).
func (k kind) id(at time.Time, n, m int) string {
	var id uuid.UUID
	binary.BigEndian.PutUint64(id[8:], k.mix(n, m))
	binary.BigEndian.PutUint64(id[:8], uint64(at.UnixMilli())<<16|k.mix(n, m+1)&0xffff)
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id.String()
}
