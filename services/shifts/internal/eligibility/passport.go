package eligibility

import (
	"slices"
	"strings"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func passportReasons(w Worker, s shift.State) []reason.Reason {
	switch w.Status {
	case "suspended":
		return []reason.Reason{hard("HOLD_SUSPENDED", "Your passport is suspended, so you cannot work bank shifts at present.", "Speak to your home employer; they can lift the suspension.")}
	case "left":
		return []reason.Reason{hard("ENGAGEMENT_NONE", "You no longer work for the employer that keeps your passport.", "Ask the bank that you work for now to take your passport on.")}
	}
	for _, h := range w.Holds {
		if h.From.Before(s.EndsAt) && (h.Until == nil || h.Until.After(s.StartsAt)) {
			r := hard("HOLD", "There is a hold on your passport during this shift.", "Speak to your home employer about when it ends.")
			r.From = h.Until
			return []reason.Reason{r}
		}
	}
	return nil
}

func engagementReasons(w Worker, s shift.State) []reason.Reason {
	var there, sameWork bool
	for _, g := range w.Engagements {
		if g.Employer != w.HomeEmployer || g.From.After(s.StartsAt) || !validAt(g.Until, s.EndsAt) {
			continue
		}
		there = true
		if g.StaffGroup != s.StaffGroup || g.Role != s.Role {
			continue
		}
		sameWork = true
		if bandSuffices(g.Band, s.Band) || (s.FallbackBand != "" && bandSuffices(g.Band, s.FallbackBand)) {
			return nil // Whether the shift is open to the fallback band yet, the ladder says.
		}
	}
	switch {
	case !there:
		return []reason.Reason{hard("ENGAGEMENT_NONE", "You have no post or bank membership with your home employer for the time of this shift.", "Ask your home employer's bank to record or extend it.")}
	case !sameWork:
		return []reason.Reason{hard("GROUP_MISMATCH", "This shift is for another role than the one you are engaged in.", "If you also work as "+plain(s.Role)+", ask your home employer's bank to add that engagement.")}
	}
	return []reason.Reason{hard("GRADE_MISMATCH", "This shift is for "+bandName(s.Band)+", which is above the band you are engaged in.", "Look for shifts at your own band, or ask your home employer's bank whether your engagement should change.")}
}

// bandSuffices: a higher band may work a lower one's shift at the shift's rate; medical grades are apart.
func bandSuffices(has, asked string) bool {
	if has == "medical" || asked == "medical" {
		return has == asked
	}
	return slices.Index(shift.Bands, has) >= slices.Index(shift.Bands, asked)
}

func bandName(band string) string {
	if band == "medical" {
		return "a medical grade"
	}
	return "band " + band
}

func plain(code string) string { return strings.ReplaceAll(code, "_", " ") }
