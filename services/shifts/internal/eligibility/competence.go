package eligibility

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// supervisedBelow is the level from which on a provisional competency does not serve: levels from 2 on are the clinical
// ones, and whoever works alone must have been signed off. Passports says the same.
const supervisedBelow = 2

func competenceReasons(w Worker, s shift.State, f Facts) []reason.Reason {
	var rs []reason.Reason
	for _, need := range s.Requirements.Competencies {
		if r, found := lacks(w, need, s, f.evidence(s.Employer)); found {
			rs = append(rs, f.granted(s, competencyKey(need), r))
		}
	}
	return rs
}

// serving is one competency as far as it serves a demand.
type serving struct {
	until       *time.Time
	byHost      bool
	provisional bool
}

// better prefers what lasts to the end of the shift, then what is signed off, then what lasts longer.
func (a serving) better(b serving, end time.Time) bool {
	aLasts, bLasts := validAt(a.until, end), validAt(b.until, end)
	switch {
	case aLasts != bLasts:
		return aLasts
	case aLasts && a.provisional != b.provisional:
		return !a.provisional
	case b.until == nil:
		return false
	}
	return a.until == nil || a.until.After(*b.until)
}

func lacks(w Worker, need shift.Competency, s shift.State, e Evidence) (reason.Reason, bool) {
	name := fmt.Sprintf("%s %s level %d", need.Framework, need.Code, need.Level)
	var best *serving
	for _, c := range w.Competencies {
		if c.Framework != need.Framework || c.Code != need.Code || c.Level < need.Level {
			continue
		}
		v := serving{provisional: c.Provisional}
		v.until, v.byHost = e.serves(c, need.Level)
		if best == nil || v.better(*best, s.EndsAt) {
			best = &v
		}
	}
	const book = "Book the training, then ask your home employer to record it."
	switch {
	case best == nil:
		return hard("COMPETENCE_MISSING", "This shift needs "+name+", and your passport does not show it.", "Book the training, or ask your home employer to record it if you have it."), true
	case !validAt(best.until, s.EndsAt) && best.byHost:
		return hard("COMPETENCE_EXPIRES", fmt.Sprintf("%s wants %s refreshed more often: there yours holds until %s, before the end of this shift.", s.Employer, name, lastDay(*best.until)), book), true
	case !validAt(best.until, s.EndsAt):
		return hard("COMPETENCE_EXPIRES", fmt.Sprintf("Your %s ends on %s, before the end of this shift.", name, lastDay(*best.until)), book), true
	case best.provisional && need.Level >= supervisedBelow:
		return hard("COMPETENCE_PROVISIONAL", "Your "+name+" is supervised until somebody signs it off, and this shift needs somebody who does it alone.", "Have it signed off; your home employer records it."), true
	case best.provisional:
		return reason.Reason{Code: "COMPETENCE_PROVISIONAL", Weight: reason.Soft, Message: "Your " + name + " is supervised until somebody signs it off.", Fix: "Ask the ward who supervises you on this shift."}, true
	}
	return reason.Reason{}, false
}
