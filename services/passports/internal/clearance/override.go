package clearance

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
)

// Overridable are the codes in whose place named people may decide, with how many of them it takes. What is not here
// nobody may override: the register's own no, a suspension, a hold, fitness for work, the worker's own word, and who the
// worker is.
var Overridable = map[string]Eyes{
	"REG_CONDITIONS":         HomeAndHost,
	"REG_STALE":              FourEyes,
	"RTW_MISSING":            FourEyes,
	"RTW_EXPIRES":            FourEyes,
	"RTW_HOST_CHECK":         FourEyes,
	"DBS_LEVEL":              FourEyes,
	"DBS_WORKFORCE":          FourEyes,
	"DBS_RECHECK_DUE":        FourEyes,
	"DBS_HOST_CHECK":         FourEyes,
	"REFERENCES_MISSING":     OneOfHost,
	"REFERENCES_HOST_CHECK":  OneOfHost,
	"COMPETENCE_MISSING":     OneOfHost,
	"COMPETENCE_EXPIRES":     OneOfHost,
	"COMPETENCE_PROVISIONAL": OneOfHost,
}

// Eyes is who has to look before an override holds.
type Eyes string

// Who has to look (passport.md section 7: four eyes for registration, right to work and criminal record).
const (
	// HomeAndHost: a named person of each, two different people; they approve one shift under conditions of practice.
	HomeAndHost Eyes = "home_and_host"
	// FourEyes: somebody asks, and somebody else of the host with the duty executive grants.
	FourEyes Eyes = "four_eyes"
	// OneOfHost: one person of the host with the duty to approve, who may be the one who asks.
	OneOfHost Eyes = "one_of_host"
)

// override lets a granted override stand in for a requirement that is not met. It lasts to the shift's end, or, where those
// who granted it said by when what is missing has to be there, up to that moment before the shift.
func (j *judgement) override(r *Requirement) {
	if _, may := Overridable[r.Code]; !may || (r.Result != Unmet && r.Result != NotKnown && r.Result != Approval) {
		return
	}
	i := slices.IndexFunc(j.Overrides, func(o Override) bool {
		return o.Requirement == r.Key() && o.Code == r.Code && (!o.ExpiresAt.Before(j.Booking.EndsAt) || o.bridges(j.Booking.StartsAt, j.At))
	})
	if i < 0 {
		return
	}
	o := j.Overrides[i]
	r.Result, r.Override = Flag, o.ID.String()
	r.Reason += " Named people have decided for this one shift that it may be worked all the same (" + words(o.Why) + ")."
	if !j.lasts(&o.ExpiresAt) {
		r.Reason += " What is missing has to be there by " + o.ExpiresAt.In(clock.London).Format("2 Jan 2006, 15:04") + "."
	}
	r.From = nil
}

// bridges tells whether an override that ends before the shift still stands at a moment.
func (o Override) bridges(starts, at time.Time) bool {
	return !o.ExpiresAt.After(starts) && o.ExpiresAt.After(at)
}
