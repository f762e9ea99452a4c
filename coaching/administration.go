package coaching

import "time"

// AdministrationAct is one thing that is done to people and places.
type AdministrationAct string

// The acts.
const (
	ActBegun           AdministrationAct = "begun"
	ActPersonAdded     AdministrationAct = "person_added"
	ActPersonChanged   AdministrationAct = "person_changed"
	ActPersonEnded     AdministrationAct = "person_ended"
	ActRoleGiven       AdministrationAct = "role_given"
	ActRoleEnded       AdministrationAct = "role_ended"
	ActLinkMade        AdministrationAct = "link_made"
	ActLinkUsed        AdministrationAct = "link_used"
	ActLinkTakenBack   AdministrationAct = "link_taken_back"
	ActLocationAdded   AdministrationAct = "location_added"
	ActLocationChanged AdministrationAct = "location_changed"
	ActGroupAdded      AdministrationAct = "group_added"
	ActGroupChanged    AdministrationAct = "group_changed"
	ActParentsPageOn   AdministrationAct = "parents_page_on"
	ActParentsPageOff  AdministrationAct = "parents_page_off"

	ActHolderAdded        AdministrationAct = "holder_added"
	ActLocationClosed     AdministrationAct = "location_closed"
	ActGroupClosed        AdministrationAct = "group_closed"
	ActCentreAdded        AdministrationAct = "centre_added"
	ActCentreChanged      AdministrationAct = "centre_changed"
	ActTeamAdded          AdministrationAct = "team_added"
	ActTeamChanged        AdministrationAct = "team_changed"
	ActTeamJoined         AdministrationAct = "team_joined"
	ActTeamLeft           AdministrationAct = "team_left"
	ActEmploymentAdded    AdministrationAct = "employment_added"
	ActEmploymentChanged  AdministrationAct = "employment_changed"
	ActEngagementOffered  AdministrationAct = "engagement_offered"
	ActEngagementAccepted AdministrationAct = "engagement_accepted"
	ActEngagementLinked   AdministrationAct = "engagement_linked" // a new link for an offer
	ActEngagementChanged  AdministrationAct = "engagement_changed"
	ActEngagementEnded    AdministrationAct = "engagement_ended"
	ActDualRoleDeclared   AdministrationAct = "dual_role_declared"
	ActDualRoleEnded      AdministrationAct = "dual_role_ended"
	ActChildAdded         AdministrationAct = "child_added"
	ActChildChanged       AdministrationAct = "child_changed"
	ActChildLeft          AdministrationAct = "child_left"
	ActGuardianAdded      AdministrationAct = "guardian_added"
	ActGuardianEnded      AdministrationAct = "guardian_ended"
	ActConsentNoted       AdministrationAct = "consent_noted"
	ActBasisSet           AdministrationAct = "basis_set"

	ActHoursRuleSet   AdministrationAct = "hours_rule_set"
	ActHoursFixed     AdministrationAct = "hours_fixed"
	ActHoursPlanned   AdministrationAct = "hours_planned"
	ActHoursNoted     AdministrationAct = "hours_noted"
	ActHoursCorrected AdministrationAct = "hours_corrected"
	ActHoursOpened    AdministrationAct = "hours_opened"
	ActHoursClosed    AdministrationAct = "hours_closed"
)

// The acts of the privacy office.
const (
	ActRequestRegistered AdministrationAct = "request_registered"
	ActRequestLocked     AdministrationAct = "request_locked"
	ActRequestExtended   AdministrationAct = "request_extended"
	ActRequestClosed     AdministrationAct = "request_closed"
	ActFindingDecided    AdministrationAct = "finding_decided"
	ActViewingPlanned    AdministrationAct = "viewing_planned"
	ActEmergencyAsked    AdministrationAct = "emergency_asked"
	ActEmergencyGranted  AdministrationAct = "emergency_granted"
	ActEmergencyEnded    AdministrationAct = "emergency_ended"
	ActSignalRaised      AdministrationAct = "signal_raised"
	ActSignalNamed       AdministrationAct = "signal_named"
	ActSignalClosed      AdministrationAct = "signal_closed"
	ActTabletMade        AdministrationAct = "tablet_made"
	ActTabletForgotten   AdministrationAct = "tablet_forgotten"
	ActBreachNoted       AdministrationAct = "breach_noted"
	ActBreachChanged     AdministrationAct = "breach_changed"
	ActSawReport         AdministrationAct = "saw_report"
)

// The acts after a backup was put back.
const (
	ActRestored         AdministrationAct = "restored"
	ActRestoreConfirmed AdministrationAct = "restore_confirmed"
)

// AdministrationLine is one line of the log of administration.
type AdministrationLine struct {
	ID       string
	HolderID HolderID
	Actor    string // a person's id, or "system:" and a door
	Act      AdministrationAct
	PersonID PersonID // about whom; "" for a place
	Role     Role     // "" where it is not about one
	Day      string   // the first or last day, "2026-03-05"; "" where there is none
	Detail   string   // a name or address; "before → after" for a change
	At       time.Time
}
