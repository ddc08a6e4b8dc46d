package clearance

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

func suspension(j *judgement) {
	r := j.add("passport", "")
	switch j.Passport.Status {
	case worker.Active:
	case worker.Left:
		r.fails(Unmet, "PASSPORT_LEFT", "The worker has left the home employer, so the passport is out of use.").fix(ByHome, "The next employer enrols the worker.")
	default:
		r.fails(Unmet, "HOLD_SUSPENDED", "The passport is suspended.").fix(ByHome, "The home employer can say more, and can reinstate it.")
	}
}

// holds tells that a hold covers the shift, never why it was placed.
func holds(j *judgement) {
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
	r := j.add("hold", "")
	if !barred {
		return
	}
	r.fails(Unmet, "HOLD", "A hold on deployment covers this shift.").fix(ByHome, "The home employer placed the hold, can say more, and can lift it.")
	if !open {
		r.From = end
	}
}

func professionalRegistration(j *judgement) {
	body := j.Booking.Requirements.RegistrationBody
	if body == "" {
		return
	}
	g, found := registration.Newest(j.Passport.Registrations, body)
	if !found {
		j.add("registration", body).fails(Unmet, "REG_NOT_ACTIVE", fmt.Sprintf("No registration with the %s is recorded.", body)).
			fix(ByHome, "The home employer checks the register and records it.")
		return
	}
	evidence := g.Record().ID.String()
	if !registrationStatus(j, g, body, evidence) {
		return
	}
	until := g.Record().ValidUntil
	r := j.add("registration_expiry", body).upheld(evidence, until)
	if !j.lasts(until) {
		r.fails(Unmet, "REG_NOT_ACTIVE", fmt.Sprintf("The registration with the %s runs out on %s, before this shift ends.", body, lastDay(*until))).
			fix(ByRegister, fmt.Sprintf("Renew it with the %s; the home employer records the new date.", body))
	}
	readingAge(j, g, evidence)
}

// registrationStatus is false when the register's status ends the matter. Conditions of practice are never self-booked.
func registrationStatus(j *judgement, g registration.Registration, body, evidence string) bool {
	r := j.add("registration", body).upheld(evidence, nil)
	switch g.Effect() {
	case registration.Block:
		r.fails(Unmet, "REG_NOT_ACTIVE", fmt.Sprintf("The registration with the %s does not allow work.", body)).
			fix(ByRegister, fmt.Sprintf("Put it right with the %s; the home employer then records a new check.", body))
		return false
	case registration.Approval:
		r.fails(Approval, "REG_CONDITIONS", fmt.Sprintf("The registration with the %s allows work only as named people of home and host approve, shift by shift.", body)).
			fix(ByHome, "Ask the home employer; this cannot be booked by yourself.")
	case registration.Flag:
		r.fails(Flag, "REG_FLAG", fmt.Sprintf("The approver should look at the registration with the %s before this shift.", body))
	}
	return true
}

// readingAge judges how long ago the register was read, at the moment of the decision, by the days of the host.
func readingAge(j *judgement, g registration.Registration, evidence string) {
	policy := j.HostPolicy.Effective()
	read := g.LastRead(j.RegistersRead[g.Body()])
	age := j.At.Sub(read)
	r := j.add("registration_reading", g.Body()).upheld(evidence, nil)
	const day = 24 * time.Hour
	told := func(result Result, days int) {
		r.fails(result, "REG_STALE", fmt.Sprintf("The %s register was last read more than %d days ago.", g.Body(), days)).fix(ByHome, "The home employer reads the register again.")
	}
	switch {
	case age > time.Duration(policy.RegisterBlockDays)*day:
		told(NotKnown, policy.RegisterBlockDays)
	case age > time.Duration(policy.RegisterFlagDays)*day:
		told(Flag, policy.RegisterFlagDays)
	}
}

// engagement asks, in turn: an engagement with the home employer for the whole shift, in the group and role, at the band.
func engagement(j *judgement) {
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
	r := j.add("engagement", b.HomeEmployer)
	switch {
	case len(here) == 0:
		r.fails(Unmet, "ENGAGEMENT_NONE", fmt.Sprintf("No engagement with %s covers the whole of this shift.", b.HomeEmployer)).fix(ByHome, "The home employer records the post or bank membership.")
		r.From = starting(j)
	case len(group) == 0:
		r.fails(Unmet, "GROUP_MISMATCH", fmt.Sprintf("This shift is for %s, which is not the role of the engagement.", words(b.Role))).fix(ByHome, "The home employer records the role, if the worker has it.")
	case len(grade) == 0:
		r.fails(Unmet, "GRADE_MISMATCH", fmt.Sprintf("This shift is for %s, above the engagement's.", bandWords(b.Band))).fix(ByWorker, "Look for a shift at the engagement's band.")
	default:
		longest := lastsLongest(grade)
		r.upheld(longest.ID.String(), longest.Until)
		j.lasts(longest.Until)
	}
}

// lastsLongest gives the engagement that lasts longest, since one suffices.
func lastsLongest(es []worker.Engagement) worker.Engagement {
	longest := es[0]
	for _, e := range es[1:] {
		if longest.Until != nil && (e.Until == nil || e.Until.After(*longest.Until)) {
			longest = e
		}
	}
	return longest
}

// starting is the moment at which a coming engagement with the home employer begins, if one is recorded.
func starting(j *judgement) *time.Time {
	var first *time.Time
	for _, e := range j.Passport.Engagements {
		if e.Employer == j.Booking.HomeEmployer && e.From.After(j.Booking.StartsAt) && (first == nil || e.From.Before(*first)) {
			from := e.From
			first = &from
		}
	}
	return first
}

// disclosure asks whether the worker lets the host see the passport to the shift's end.
func disclosure(j *judgement) {
	if j.Disclosures == nil || !j.away() {
		return
	}
	host := j.Booking.HostEmployer
	r := j.add("disclosure", host)
	if !j.shared(j.Booking.EndsAt) {
		r.fails(Unmet, "CONSENT_MISSING", fmt.Sprintf("You have not said that %s may see your passport for this shift.", host)).
			fix(ByWorker, fmt.Sprintf("Open Share my passport and say yes to %s.", host))
	}
}
