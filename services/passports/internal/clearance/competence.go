package clearance

import (
	"fmt"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/hostpolicy"
)

// supervisedBelow is the level from which on a competency that is supervised until it is signed off does not serve: levels
// from 2 on are the clinical ones of the Core Skills Training Framework, and who practises alone must have been signed
// off. Below, it serves and is flagged, so that the ward sees to the supervision.
const supervisedBelow = 2

// held is one record that would serve for what is asked, with how long the host lets it.
type held struct {
	record competency.Record
	until  *time.Time
	// byHost tells that the end is the host's own period and not the record's.
	byHost      bool
	provisional bool
}

func competencies(j *judgement) {
	for _, ask := range j.Booking.Requirements.Competencies {
		competencyAsked(j, ask)
	}
}

func competencyAsked(j *judgement, ask Ask) {
	title := competencyTitle(ask)
	r := j.add("competency", fmt.Sprintf("%s:%s:%d", ask.Framework, ask.Code, ask.Level))
	best, found := bestHeld(j, ask)
	if !found {
		r.fails(Unmet, "COMPETENCE_MISSING", fmt.Sprintf("This shift asks for %s, which is not recorded.", title)).
			fix(ByWorker, "Complete it; the home employer records it.")
		return
	}
	r.upheld(best.record.ID.String(), best.until)
	switch {
	case !j.lasts(best.until) && best.byHost:
		r.fails(Unmet, "COMPETENCE_EXPIRES", fmt.Sprintf("%s refreshes %s more often: there it holds until %s, before this shift ends.", j.Booking.HostEmployer, title, lastDay(*best.until))).
			fix(ByWorker, "Book the refresher; the home employer records it.")
	case best.until != nil && best.until.Before(j.Booking.EndsAt):
		r.fails(Unmet, "COMPETENCE_EXPIRES", fmt.Sprintf("%s runs out on %s, before this shift ends.", title, lastDay(*best.until))).
			fix(ByWorker, "Book the refresher; the home employer records it.")
	case best.provisional && ask.Level >= supervisedBelow:
		r.fails(Unmet, "COMPETENCE_PROVISIONAL", fmt.Sprintf("%s is supervised until somebody signs it off, and this shift asks for somebody who does it alone.", title)).
			fix(ByHome, "Have it signed off; the home employer records it.")
	case best.provisional:
		r.fails(Flag, "COMPETENCE_PROVISIONAL", fmt.Sprintf("%s is supervised until somebody signs it off.", title)).
			fix(ByHost, "Name who supervises on this shift.")
	}
}

// bestHeld gives the record that serves best: at least the level, signed off before supervised where it lasts, then the
// longest. A higher level serves for a lower, whoever recorded it.
func bestHeld(j *judgement, ask Ask) (best held, found bool) {
	policy := j.HostPolicy.Effective()
	for _, c := range j.Passport.Competencies {
		r := c.Record()
		if r.Framework != ask.Framework || r.Code != ask.Code || r.Level < ask.Level {
			continue
		}
		h := held{record: r, until: r.ValidUntil, provisional: r.Provisional}
		if own := policy.Refreshed(ask.Framework, ask.Code, ask.Level, r.AchievedOn); own != nil && (h.until == nil || own.Before(*h.until)) {
			h.until, h.byHost = own, true
		}
		if h.until != nil {
			t := hostpolicy.Later(*h.until, policy.GraceDays)
			h.until = &t
		}
		if !found || j.better(h, best) {
			best, found = h, true
		}
	}
	return best, found
}

func (j *judgement) better(a, b held) bool {
	aLasts, bLasts := a.reaches(j.Booking.EndsAt), b.reaches(j.Booking.EndsAt)
	if aLasts != bLasts {
		return aLasts
	}
	if aLasts && a.provisional != b.provisional {
		return !a.provisional
	}
	switch {
	case b.until == nil:
		return false
	case a.until == nil || a.until.After(*b.until):
		return true
	}
	return a.until.Equal(*b.until) && strings.Compare(a.record.ID.String(), b.record.ID.String()) > 0
}

func (h held) reaches(end time.Time) bool { return h.until == nil || !h.until.Before(end) }
