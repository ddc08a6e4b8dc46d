package clearance

import (
	"fmt"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
)

func rightToWork1(j *judgement1) {
	c, found := check.Newest(j.Passport.Checks, check.RightToWork)
	switch {
	case !found || !c.Satisfied():
		j.hard("RTW_MISSING", "A right to work check is not in place.", "The home employer does the check and records it.", nil)
	case !j.lasts(c.Record().ValidUntil):
		j.hard("RTW_EXPIRES", fmt.Sprintf("The right to work check holds until %s, before this shift ends.", lastDay(*c.Record().ValidUntil)), "The home employer repeats the check before that day.", nil)
	}
}

// identity1 has no end: documents must be in date when they are checked, and the outcome stands.
func identity1(j *judgement1) {
	if c, found := check.Newest(j.Passport.Checks, check.Identity); !found || !c.Satisfied() {
		j.hard("IDENTITY_MISSING", "An identity check is not in place.", "The home employer does the check and records it.", nil)
	}
}

func references1(j *judgement1) {
	if c, found := check.Newest(j.Passport.Checks, check.References); !found || !c.Satisfied() {
		j.hard("REFERENCES_MISSING", "References for the last three years are not complete.", "The home employer completes and records them.", nil)
	}
}

func criminalRecord1(j *judgement1) {
	asked := j.Booking.Requirements
	if asked.DBSLevel == "" {
		return
	}
	c, found := check.Newest(j.Passport.Checks, check.DBS)
	if !found || !c.Satisfied() {
		j.hard("DBS_LEVEL", fmt.Sprintf("This shift needs a criminal record check (DBS) at the level %s, and none is in place.", words(asked.DBSLevel)), "The home employer applies for it and records it.", nil)
		return
	}
	if !c.CoversLevel(asked.DBSLevel) {
		j.hard("DBS_LEVEL", fmt.Sprintf("This shift needs a criminal record check (DBS) at the level %s; the one recorded is lower.", words(asked.DBSLevel)), "The home employer applies for the higher level, if the role allows it.", nil)
	}
	if !c.CoversWorkforce(asked.DBSWorkforce) {
		j.hard("DBS_WORKFORCE", fmt.Sprintf("This ward needs a criminal record check (DBS) for the %s workforce.", workforceWords(asked.DBSWorkforce)), "The home employer applies for it and records it.", nil)
	}
	if until := c.Record().ValidUntil; !j.lasts(until) {
		j.hard("DBS_RECHECK_DUE", fmt.Sprintf("The criminal record check (DBS) is to be repeated by %s, before this shift ends.", lastDay(*until)), "The home employer repeats it and records it.", nil)
	}
}

// occupationalHealth1 tells the same whether a check is missing, out of date or not satisfied: why is nobody else's matter.
func occupationalHealth1(j *judgement1) {
	c, found := check.Newest(j.Passport.Checks, check.OccupationalHealth)
	if !found || !c.Satisfied() || !j.lasts(c.Record().ValidUntil) {
		j.hard("HEALTH_NOT_FIT", "Occupational health clearance to the end of this shift is not in place.", "Speak to occupational health at the home employer.", nil)
		return
	}
	if c.Restricted() {
		j.add(reason.Soft, HealthRestricted, "Occupational health set restrictions that the ward must keep to.", "Agree with the ward, before the shift, how it keeps to them.", nil)
	}
}

func exposureProneProcedures1(j *judgement1) {
	if !j.Booking.Requirements.EPP {
		return
	}
	c, found := check.Newest(j.Passport.Checks, check.OccupationalHealth)
	if !found || !c.Satisfied() || c.Record().EPPClearedUntil == nil || !j.lasts(c.Record().EPPClearedUntil) {
		j.hard("EPP_NOT_CLEARED", "This shift needs clearance for exposure-prone procedures to its end, which is not in place.", "Speak to occupational health at the home employer.", nil)
	}
}

func competencies1(j *judgement1) {
	for _, ask := range j.Booking.Requirements.Competencies {
		title := competencyTitle(ask)
		best, found := competency.Best(j.Passport.Competencies, ask.Framework, ask.Code, ask.Level)
		switch {
		case !found:
			j.hard("COMPETENCE_MISSING", fmt.Sprintf("This shift asks for %s, which is not recorded.", title), "Complete it; the home employer records it.", nil)
		case !j.lasts(best.Record().ValidUntil):
			j.hard("COMPETENCE_EXPIRES", fmt.Sprintf("%s runs out on %s, before this shift ends.", title, lastDay(*best.Record().ValidUntil)), "Book the refresher; the home employer records it.", nil)
		}
	}
}
