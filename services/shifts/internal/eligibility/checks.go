package eligibility

import (
	"fmt"
	"slices"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func checkReasons(w Worker, s shift.State) []reason.Reason {
	var rs []reason.Reason
	for _, always := range []struct{ kind, code, message, fix string }{
		{"right_to_work", "RTW_EXPIRES", "Your passport does not show a right to work in the UK to the end of this shift.", "Show your new evidence to your home employer."},
		{"identity", "IDENTITY_MISSING", "Your identity has not been checked.", "Ask your home employer to record the check."},
		{"references", "REFERENCES_MISSING", "Your references have not been checked.", "Ask your home employer to record the check."},
		{"occupational_health", "HEALTH_NOT_FIT", "Your passport does not show an occupational health clearance.", "Contact your home employer's occupational health team."},
	} {
		if c, ok := newest(w, always.kind); !ok || c.Outcome != "satisfied" || !validAt(c.ValidUntil, s.EndsAt) {
			rs = append(rs, hard(always.code, always.message, always.fix))
		}
	}
	rs = append(rs, dbsReasons(w, s)...)
	if s.Requirements.EPP {
		if c, ok := newest(w, "occupational_health"); !ok || c.EPPClearedUntil == nil || c.EPPClearedUntil.Before(s.EndsAt) {
			rs = append(rs, hard("EPP_NOT_CLEARED", "This shift has exposure-prone procedures, and you are not cleared for them to its end.", "Ask your home employer's occupational health team for the clearance."))
		}
	}
	return rs
}

func newest(w Worker, kind string) (Check, bool) {
	for _, c := range w.Checks {
		if c.Type == kind {
			return c, true
		}
	}
	return Check{}, false
}

func dbsReasons(w Worker, s shift.State) []reason.Reason {
	level, workforce := s.Requirements.DBSLevel, s.Requirements.DBSWorkforce
	if level == "" {
		return nil
	}
	fix := "Ask your home employer to request the DBS check."
	c, ok := newest(w, "dbs")
	if !ok || c.Outcome != "satisfied" || slices.Index(shift.DBSLevels, c.Level) < slices.Index(shift.DBSLevels, level) {
		return []reason.Reason{hard("DBS_LEVEL", "This shift needs a DBS check at the level "+plain(level)+".", fix)}
	}
	var rs []reason.Reason
	if workforce != "" && c.Workforce != "both" && c.Workforce != workforce {
		rs = append(rs, hard("DBS_WORKFORCE", "This shift needs a DBS check for the "+workforce+" workforce.", fix))
	}
	if !validAt(c.ValidUntil, s.EndsAt) {
		rs = append(rs, hard("DBS_RECHECK_DUE", "Your DBS check falls due before the end of this shift.", fix))
	}
	return rs
}

func competenceReasons(w Worker, s shift.State) []reason.Reason {
	var rs []reason.Reason
	for _, need := range s.Requirements.Competencies {
		if r, missing := lacks(w, need, s); missing {
			rs = append(rs, r)
		}
	}
	return rs
}

func lacks(w Worker, need shift.Competency, s shift.State) (reason.Reason, bool) {
	name := fmt.Sprintf("%s %s level %d", need.Framework, need.Code, need.Level)
	var expired *Competency
	for _, c := range w.Competencies {
		if c.Framework != need.Framework || c.Code != need.Code || c.Level < need.Level {
			continue
		}
		if validAt(c.ValidUntil, s.EndsAt) {
			return reason.Reason{}, false
		}
		expired = &c
	}
	if expired != nil {
		return hard("COMPETENCE_EXPIRES", fmt.Sprintf("Your %s ends on %s, before the end of this shift.", name, londonDay(*expired.ValidUntil)), "Book the training, then ask your home employer to record it."), true
	}
	return hard("COMPETENCE_MISSING", "This shift needs "+name+", and your passport does not show it.", "Book the training, or ask your home employer to record it if you have it."), true
}
