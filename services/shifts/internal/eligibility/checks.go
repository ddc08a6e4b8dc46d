package eligibility

import (
	"fmt"
	"slices"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// checkReasons judge the employment checks: right to work, identity, references, the criminal record, health.
func checkReasons(w Worker, s shift.State, e Evidence) []reason.Reason {
	const ask = "Ask your home employer to record the check."
	var rs []reason.Reason
	switch c, ok := newest(w, "right_to_work"); {
	case !ok || c.Outcome != "satisfied":
		rs = append(rs, hard("RTW_MISSING", "Your passport does not show a right to work check.", "Show your evidence to your home employer."))
	case !validAt(c.ValidUntil, s.EndsAt):
		rs = append(rs, hard("RTW_EXPIRES", fmt.Sprintf("Your right to work check holds until %s, before the end of this shift.", lastDay(*c.ValidUntil)), "Show your new evidence to your home employer."))
	}
	// Neither has an end: documents must be in date when they are checked, and the outcome stands.
	for _, always := range []struct{ kind, code, message string }{
		{"identity", "IDENTITY_MISSING", "Your identity has not been checked."},
		{"references", "REFERENCES_MISSING", "Your references have not been checked."},
	} {
		if c, ok := newest(w, always.kind); !ok || c.Outcome != "satisfied" {
			rs = append(rs, hard(always.code, always.message, ask))
		}
	}
	rs = append(rs, dbsReasons(w, s, e)...)
	return append(rs, healthReasons(w, s)...)
}

func newest(w Worker, kind string) (Check, bool) {
	for _, c := range w.Checks {
		if c.Type == kind {
			return c, true
		}
	}
	return Check{}, false
}

func dbsReasons(w Worker, s shift.State, e Evidence) []reason.Reason {
	level, workforce := s.Requirements.DBSLevel, s.Requirements.DBSWorkforce
	if level == "" {
		return nil
	}
	const fix = "Ask your home employer to request the DBS check."
	c, ok := newest(w, "dbs")
	if !ok || c.Outcome != "satisfied" {
		return []reason.Reason{hard("DBS_LEVEL", "This shift needs a DBS check at the level "+plain(level)+".", fix)}
	}
	var rs []reason.Reason
	if slices.Index(shift.DBSLevels, c.Level) < slices.Index(shift.DBSLevels, level) {
		rs = append(rs, hard("DBS_LEVEL", "This shift needs a DBS check at the level "+plain(level)+"; yours is lower.", fix))
	}
	if workforce != "" && c.Workforce != "both" && c.Workforce != workforce {
		rs = append(rs, hard("DBS_WORKFORCE", "This shift needs a DBS check for the "+workforce+" workforce.", fix))
	}
	if until := e.recheck(c); !validAt(until, s.EndsAt) {
		rs = append(rs, hard("DBS_RECHECK_DUE", fmt.Sprintf("Your DBS check is to be repeated by %s, before the end of this shift.", lastDay(*until)), fix))
	}
	return rs
}
