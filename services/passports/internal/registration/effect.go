package registration

import "time"

// Status is what a register says, in Muster's words.
type Status string

// The statuses of a registration.
const (
	Registered         Status = "registered"
	Caution            Status = "caution"
	Warning            Status = "warning"
	Conditions         Status = "conditions"
	InterimConditions  Status = "interim_conditions"
	Undertakings       Status = "undertakings"
	Lapsed             Status = "lapsed"
	NotPractising      Status = "not_practising"
	VoluntarilyRemoved Status = "voluntarily_removed"
	Suspended          Status = "suspended"
	InterimSuspension  Status = "interim_suspension"
	StruckOff          Status = "struck_off"
	NotFound           Status = "not_found"
	// Unrecognised is what a register said in words that nobody has given a meaning yet.
	Unrecognised Status = "unrecognised"
)

// Statuses are all statuses, the best first.
var Statuses = []string{
	string(Registered), string(Caution), string(Warning), string(Conditions), string(InterimConditions), string(Undertakings),
	string(Lapsed), string(NotPractising), string(VoluntarilyRemoved), string(Suspended), string(InterimSuspension),
	string(StruckOff), string(NotFound), string(Unrecognised),
}

// Effect is what a status means for deployment.
type Effect string

// The effects, the best first.
const (
	Allow    Effect = "allow"
	Flag     Effect = "flag"     // allowed, and shown to the approver
	Approval Effect = "approval" // never self-booked: home and host name who approves, per shift
	Block    Effect = "block"    // never, and nobody may override it
)

// EffectOf is the rule of passport.md section 5. A status that is not known blocks until somebody has looked at it.
func EffectOf(s Status) Effect {
	switch s {
	case Registered:
		return Allow
	case Caution, Warning:
		return Flag
	case Conditions, InterimConditions, Undertakings:
		return Approval
	}
	return Block
}

// How old the last reading of a register may be.
const (
	// StaleAfter: allowed with a flag from here on.
	StaleAfter = 7 * 24 * time.Hour
	// TooOldAfter: blocked from here on.
	TooOldAfter = 14 * 24 * time.Hour
)

// LastRead is the newest moment at which the register was read for this entry: on its own, or with all of its employer's
// staff.
func (g Registration) LastRead(wholeStaff time.Time) time.Time {
	if wholeStaff.After(g.r.CheckedAt) {
		return wholeStaff
	}
	return g.r.CheckedAt
}
