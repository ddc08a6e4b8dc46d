package clearance

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

func suspension1(j *judgement1) {
	if j.Passport.Status == worker.Suspended {
		j.hard("HOLD_SUSPENDED", "The passport is suspended.", "The home employer can say more, and can reinstate it.", nil)
	}
}

// holds1 tells that a hold covers the shift, never why it was placed.
func holds1(j *judgement1) {
	var end *time.Time
	barred, open := false, false
	for _, h := range j.Passport.Holds {
		if !h.Bars(j.Booking.StartsAt, j.Booking.EndsAt) {
			continue
		}
		barred = true
		until := h.Record().Until
		if until == nil {
			open = true
		} else if end == nil || until.After(*end) {
			end = until
		}
	}
	if !barred {
		return
	}
	if open {
		end = nil
	}
	j.hard("HOLD", "A hold on deployment covers this shift.", "The home employer placed the hold, can say more, and can lift it.", end)
}

func professionalRegistration1(j *judgement1) {
	body := j.Booking.Requirements.RegistrationBody
	if body == "" {
		return
	}
	g, found := registration.Newest(j.Passport.Registrations, body)
	if !found {
		j.hard("REG_NOT_ACTIVE", fmt.Sprintf("No registration with the %s is recorded.", body), "The home employer checks the register and records it.", nil)
		return
	}
	switch g.Effect() {
	case registration.Block:
		j.hard("REG_NOT_ACTIVE", fmt.Sprintf("The registration with the %s does not allow work.", body), fmt.Sprintf("Put it right with the %s; the home employer then records a new check.", body), nil)
		return
	case registration.Approval:
		j.add(reason.Approval, "REG_CONDITIONS", fmt.Sprintf("The registration with the %s allows work only as named people of home and host approve, shift by shift.", body), "Ask the home employer; this cannot be booked by yourself.", nil)
	case registration.Flag:
		j.add(reason.Soft, "REG_FLAG", fmt.Sprintf("The approver should look at the registration with the %s before this shift.", body), "", nil)
	}
	if until := g.Record().ValidUntil; !j.lasts(until) {
		j.hard("REG_NOT_ACTIVE", fmt.Sprintf("The registration with the %s runs out on %s, before this shift ends.", body, lastDay(*until)), fmt.Sprintf("Renew it with the %s; the home employer records the new date.", body), nil)
	}
	readingAge1(j, g)
}

// readingAge1 judges how long ago the register was read, at the moment of the decision.
func readingAge1(j *judgement1, g registration.Registration) {
	age := j.At.Sub(g.LastRead(j.RegistersRead[g.Body()]))
	fix := "The home employer reads the register again."
	switch {
	case age > registration.TooOldAfter:
		j.hard("REG_STALE", fmt.Sprintf("The %s register was last read more than 14 days ago.", g.Body()), fix, nil)
	case age > registration.StaleAfter:
		j.add(reason.Soft, "REG_STALE", fmt.Sprintf("The %s register was last read more than 7 days ago.", g.Body()), fix, nil)
	}
}

// engagement1 asks, in turn: an engagement with the home employer for the whole shift, in the group and role, at the band.
func engagement1(j *judgement1) {
	b := j.Booking
	var here, group, grade []worker.Engagement
	for _, e := range j.Passport.Engagements {
		if e.Employer != b.HomeEmployer || !e.Covers(b.StartsAt, b.EndsAt) {
			continue
		}
		here = append(here, e)
		if e.StaffGroup != b.StaffGroup || e.Role != b.Role {
			continue
		}
		group = append(group, e)
		if e.MayWorkAt(b.Band) {
			grade = append(grade, e)
		}
	}
	switch {
	case len(here) == 0:
		j.hard("ENGAGEMENT_NONE", fmt.Sprintf("No engagement with %s covers the whole of this shift.", b.HomeEmployer), "The home employer records the post or bank membership.", starting1(j))
	case len(group) == 0:
		j.hard("GROUP_MISMATCH", fmt.Sprintf("This shift is for %s, which is not the role of the engagement.", words(b.Role)), "The home employer records the role, if the worker has it.", nil)
	case len(grade) == 0:
		j.hard("GRADE_MISMATCH", fmt.Sprintf("This shift is for %s, above the engagement's.", bandWords(b.Band)), "Look for a shift at the engagement's band.", nil)
	default:
		j.lastsOne(grade)
	}
}

// lastsOne notes the end of the engagement that lasts longest, since one suffices.
func (j *judgement1) lastsOne(es []worker.Engagement) {
	longest := es[0].Until
	for _, e := range es[1:] {
		if longest != nil && (e.Until == nil || e.Until.After(*longest)) {
			longest = e.Until
		}
	}
	j.lasts(longest)
}

// starting1 is the moment at which a coming engagement with the home employer begins, if one is recorded.
func starting1(j *judgement1) *time.Time {
	var first *time.Time
	for _, e := range j.Passport.Engagements {
		if e.Employer == j.Booking.HomeEmployer && e.From.After(j.Booking.StartsAt) && (first == nil || e.From.Before(*first)) {
			from := e.From
			first = &from
		}
	}
	return first
}
