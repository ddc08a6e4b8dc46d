package eligibility

import (
	"fmt"
	"slices"
	"time"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// registrationReasons judge the register that the role needs: what its status allows, whether it lasts, and how long ago it
// was read.
func registrationReasons(w Worker, s shift.State, f Facts) []reason.Reason {
	body := s.Requirements.RegistrationBody
	if body == "" {
		return nil
	}
	i := slices.IndexFunc(w.Registrations, func(r Registration) bool { return r.Body == body })
	if i < 0 || w.Registrations[i].Effect == "block" {
		return []reason.Reason{hard("REG_NOT_ACTIVE", "This shift needs an active "+body+" registration to its end, and your passport does not show one.", "Renew it with "+body+", then ask your home employer to update your passport.")}
	}
	r := w.Registrations[i]
	var rs []reason.Reason
	switch r.Effect {
	case "allow":
	case "flag":
		rs = append(rs, reason.Reason{Code: "REG_FLAG", Weight: reason.Soft, Message: "There is a note on your " + body + " registration.", Fix: "Read the note before the shift and tell the ward if it bears on the work."})
	default:
		rs = append(rs, reason.Reason{Code: "REG_CONDITIONS", Weight: reason.Approval, Message: "Your " + body + " registration has conditions, so your home employer and the ward must agree to each shift.", Fix: "Ask your home employer to agree this shift with the ward."})
	}
	if !validAt(r.ValidUntil, s.EndsAt) {
		rs = append(rs, hard("REG_NOT_ACTIVE", fmt.Sprintf("Your %s registration ends on %s, before the end of this shift.", body, lastDay(*r.ValidUntil)), "Renew it with "+body+", then ask your home employer to update your passport."))
	}
	return append(rs, readingReasons(r, f, f.evidence(s.Employer))...)
}

// readingReasons judge the age of the newest reading of the register, for the worker alone or for all staff of the home
// employer, at the moment of asking and by the host's days.
func readingReasons(r Registration, f Facts, e Evidence) []reason.Reason {
	read := f.RegistersRead[r.Body]
	if r.LastReadAt != nil && r.LastReadAt.After(read) {
		read = *r.LastReadAt
	}
	if read.IsZero() || f.Now.IsZero() {
		return nil
	}
	const day = 24 * time.Hour
	age := f.Now.Sub(read)
	told := func(weight reason.Weight, days int) []reason.Reason {
		return []reason.Reason{{Code: "REG_STALE", Weight: weight, Message: fmt.Sprintf("The %s register was last read for you on %s, more than %d days ago.", r.Body, londonDay(read), days),
			Fix: "Your home employer reads the register again; ask its bank to."}}
	}
	switch {
	case age > time.Duration(e.RegisterBlockDays)*day:
		return told(reason.Hard, e.RegisterBlockDays)
	case age > time.Duration(e.RegisterFlagDays)*day:
		return told(reason.Soft, e.RegisterFlagDays)
	}
	return nil
}
