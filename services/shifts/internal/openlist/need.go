package openlist

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// alwaysNeeded are the checks that eligibility asks for at every shift.
var alwaysNeeded = []string{"right_to_work", "identity", "references", "occupational_health"}

// needs says each thing that a shift needs and for which a worker without it is ineligible, whatever the date.
func needs(s shift.State, say func(word)) {
	for _, c := range alwaysNeeded {
		say(word{kind: check, code: c})
	}
	say(word{kind: band, code: leastBand(s)})
	say(word{kind: shown, code: s.Employer})
	// Of a shift that is refilled after its start the rest may lie by day.
	if s.RefillUntil == nil && eligibility.TouchesNight(s.StartsAt, s.EndsAt) {
		say(word{kind: nights})
	}
	r := s.Requirements
	if r.EPP {
		say(word{kind: epp})
	}
	if r.DBSLevel != "" {
		say(word{kind: dbs, code: r.DBSLevel, more: r.DBSWorkforce})
	}
	if r.RegistrationBody != "" {
		say(word{kind: registration, code: r.RegistrationBody})
	}
	for _, c := range r.Competencies {
		say(word{kind: competence, code: c.Framework, more: c.Code, level: c.Level})
	}
}

// leastBand is the lowest band that may work the shift, once it is released to its fallback grade.
func leastBand(s shift.State) string {
	if s.FallbackBand != "" && slices.Index(shift.Bands, s.FallbackBand) < slices.Index(shift.Bands, s.Band) {
		return s.FallbackBand
	}
	return s.Band
}

// engaged is one kind of work that a worker's home employer engages them for, with all that they hold for it.
type engaged struct {
	work work
	have mask
}

// havesOf gives what a worker holds, for each kind of work. What ended before now no longer counts; the zero time counts
// everything. Somebody without a home employer, or whose passport is suspended or left behind, holds nothing.
func (d *dictionary) havesOf(w eligibility.Worker, now time.Time) []engaged {
	if w.HomeEmployer == "" || w.Status == "suspended" || w.Status == "left" {
		return nil
	}
	var common mask
	holds(w, now, func(h word) { d.know(&common, h) })
	if w.Disclosures == nil {
		common = common.or(d.all(shown))
	}
	unknown := d.unknown()
	var out []engaged
	for _, g := range w.Engagements {
		if g.Employer != w.HomeEmployer || over(g.Until, now) {
			continue
		}
		k := work{g.StaffGroup, g.Role}
		i := slices.IndexFunc(out, func(e engaged) bool { return e.work == k })
		if i < 0 {
			i = len(out)
			out = append(out, engaged{work: k, have: common.or(unknown)})
		}
		for _, b := range bandsWithin(g.Band) {
			d.know(&out[i].have, word{kind: band, code: b})
		}
	}
	return out
}

func (m mask) or(o mask) mask {
	return mask{m[0] | o[0], m[1] | o[1], m[2] | o[2], m[3] | o[3]}
}

// over tells that something ended before now.
func over(until *time.Time, now time.Time) bool { return until != nil && until.Before(now) }

// bandsWithin are the bands whose shifts one of the given band may work: itself and those below. Medical grades are apart.
func bandsWithin(has string) []string {
	if has == "medical" {
		return []string{has}
	}
	return shift.Bands[:slices.Index(shift.Bands, has)+1]
}

// holds says each thing that a worker has, besides bands.
func holds(w eligibility.Worker, now time.Time, say func(word)) {
	say(word{kind: shown, code: w.HomeEmployer})
	for _, x := range w.Disclosures {
		if !over(x.Until, now) {
			say(word{kind: shown, code: x.Host})
		}
	}
	if !w.NoNights {
		say(word{kind: nights})
	}
	for _, c := range w.Checks {
		// Identity and references have no end.
		if c.Outcome != "satisfied" || over(c.ValidUntil, now) && c.Type != "identity" && c.Type != "references" {
			continue
		}
		say(word{kind: check, code: c.Type})
		switch c.Type {
		case "dbs":
			dbsWords(c, say)
		}
	}
	for _, c := range w.Checks {
		if c.EPPClearedUntil != nil && !over(c.EPPClearedUntil, now) {
			say(word{kind: epp})
		}
	}
	for _, r := range w.Registrations {
		if r.Effect != "block" && !over(r.ValidUntil, now) {
			say(word{kind: registration, code: r.Body})
		}
	}
	for _, c := range w.Competencies {
		if over(c.ValidUntil, now.AddDate(0, 0, -eligibility.MostGrace)) {
			continue // a host may give some days of grace
		}
		for level := min(c.Level, maxLevel); level >= 1; level-- {
			say(word{kind: competence, code: c.Framework, more: c.Code, level: level})
		}
	}
}

// maxLevel is the highest level that a posting can ask for.
const maxLevel = 9

// dbsWords says every demand that a DBS check meets: its own level and those below, for its workforce.
func dbsWords(c eligibility.Check, say func(word)) {
	for _, level := range shift.DBSLevels[:slices.Index(shift.DBSLevels, c.Level)+1] {
		say(word{kind: dbs, code: level})
		for _, force := range shift.DBSWorkforces {
			if c.Workforce == "both" || c.Workforce == force {
				say(word{kind: dbs, code: level, more: force})
			}
		}
	}
}
