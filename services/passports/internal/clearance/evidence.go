package clearance

import (
	"fmt"

	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/hostpolicy"
)

// asked is a check that every shift asks for, with the codes and sentences for when there is none.
type asked struct {
	of   check.Type
	rule string
	// missing and sentence are told when nobody's check is in place; hostCode when the host wants its own; what is the check
	// in words.
	missing, sentence, hostCode, what string
}

// checkThatCounts gives the newest satisfied check: anybody's, or the host's own where the host becomes the employer or
// does that check itself. Where there is none it fails the requirement, which is valid until the next is added.
func checkThatCounts(j *judgement, a asked) (check.Record, *Requirement, bool) {
	r := j.add(a.rule, "")
	itself := j.away() && (j.HostPolicy.Effective().DoesItself(string(a.of)) || (a.of == check.RightToWork && j.hostEmploys()))
	c, found := check.Newest(j.Passport.Checks, a.of)
	if itself {
		c, found = check.Newest(j.HostChecks, a.of)
	}
	switch {
	case found && c.Satisfied():
		return c.Record(), r.upheld(c.Record().ID.String(), c.Record().ValidUntil), true
	case itself:
		host := j.Booking.HostEmployer
		r.fails(Unmet, a.hostCode, fmt.Sprintf("%s needs its own %s, and none is in place.", host, a.what)).
			fix(ByHost, fmt.Sprintf("%s does the check itself and records it; the passport only helps to prepare it.", host))
	default:
		r.fails(Unmet, a.missing, a.sentence).fix(ByHome, "The home employer does the check and records it.")
	}
	return check.Record{}, r, false
}

func rightToWork(j *judgement) {
	c, r, ok := checkThatCounts(j, asked{
		of: check.RightToWork, rule: "right_to_work", missing: "RTW_MISSING", sentence: "A right to work check is not in place.",
		hostCode: "RTW_HOST_CHECK", what: "right to work check",
	})
	if ok && !j.lasts(c.ValidUntil) {
		r.fails(Unmet, "RTW_EXPIRES", fmt.Sprintf("The right to work check holds until %s, before this shift ends.", lastDay(*c.ValidUntil))).
			fix(ByHome, "The home employer repeats the check before that day.")
		if j.hostEmploys() {
			r.fix(ByHost, fmt.Sprintf("%s repeats the check before that day.", j.Booking.HostEmployer))
		}
	}
}

// identity has no end: documents must be in date when they are checked, and the outcome stands.
func identity(j *judgement) {
	r := j.add("identity", "")
	c, found := check.Newest(j.Passport.Checks, check.Identity)
	if !found || !c.Satisfied() {
		r.fails(Unmet, "IDENTITY_MISSING", "An identity check is not in place.").fix(ByHome, "The home employer does the check and records it.")
		return
	}
	r.upheld(c.Record().ID.String(), nil)
}

func references(j *judgement) {
	_, r, ok := checkThatCounts(j, asked{
		of: check.References, rule: "references", missing: "REFERENCES_MISSING", sentence: "References for the last three years are not complete.",
		hostCode: "REFERENCES_HOST_CHECK", what: "check of references",
	})
	if !ok && r.Code == "REFERENCES_MISSING" {
		r.fix(ByHome, "The home employer completes and records them.")
	}
}

func criminalRecord(j *judgement) {
	level, workforce := j.Booking.Requirements.DBSLevel, j.Booking.Requirements.DBSWorkforce
	if level == "" {
		return
	}
	c, r, ok := checkThatCounts(j, asked{
		of: check.DBS, rule: "dbs_level", missing: "DBS_LEVEL",
		sentence: fmt.Sprintf("This shift needs a criminal record check (DBS) at the level %s, and none is in place.", words(level)),
		hostCode: "DBS_HOST_CHECK", what: "criminal record check (DBS)",
	})
	if !ok {
		if r.Code == "DBS_LEVEL" {
			r.fix(ByHome, "The home employer applies for it and records it.")
		}
		return
	}
	k, evidence := check.Rehydrate(c), c.ID.String()
	if !k.CoversLevel(level) {
		r.fails(Unmet, "DBS_LEVEL", fmt.Sprintf("This shift needs a criminal record check (DBS) at the level %s; the one recorded is lower.", words(level))).
			fix(ByHome, "The home employer applies for the higher level, if the role allows it.")
	}
	r = j.add("dbs_workforce", workforce).upheld(evidence, c.ValidUntil)
	if !k.CoversWorkforce(workforce) {
		r.fails(Unmet, "DBS_WORKFORCE", fmt.Sprintf("This ward needs a criminal record check (DBS) for the %s workforce.", workforceWords(workforce))).
			fix(ByHome, "The home employer applies for it and records it.")
	}
	recheck(j, c, evidence)
}

// recheck is when the criminal record check is to be repeated: by its own end, or sooner by the host's interval.
func recheck(j *judgement, c check.Record, evidence string) {
	until, asks := c.ValidUntil, "is to be repeated by"
	if months := j.HostPolicy.Effective().DBSMonths; months > 0 {
		if t := hostpolicy.After(c.CheckedOn, months); until == nil || t.Before(*until) {
			until, asks = &t, fmt.Sprintf("is repeated every %d months for %s: by", months, j.Booking.HostEmployer)
		}
	}
	r := j.add("dbs_recheck", "").upheld(evidence, until)
	if !j.lasts(until) {
		r.fails(Unmet, "DBS_RECHECK_DUE", fmt.Sprintf("The criminal record check (DBS) %s %s, before this shift ends.", asks, lastDay(*until))).
			fix(ByHome, "The home employer repeats it and records it.")
	}
}
