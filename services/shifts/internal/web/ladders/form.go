package ladders

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/web/releasepart"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// row is one step that a ladder may have, as the form offers it.
type row struct {
	Key  string
	Kind release.Kind
	Tier int
}

// rows are all steps of the form, in the order of the ladder. Three agency tiers are offered; the API takes more.
var rows = []row{
	{"preferred", release.Preferred, 0}, {"own_bank", release.OwnBank, 0}, {"own_fallback_grade", release.OwnFallbackGrade, 0},
	{"collaborative_bank", release.CollaborativeBank, 0}, {"bank_break_glass", release.BankBreakGlass, 0},
	{"tier_1", release.FrameworkAgency, 1}, {"tier_2", release.FrameworkAgency, 2}, {"tier_3", release.FrameworkAgency, 3},
	{"off_framework_agency", release.OffFrameworkAgency, 0},
}

// Name is the step in words.
func (r row) Name() string { return releasepart.Name(r.Kind, r.Tier) }

func (r row) hasCeiling() bool { return r.Kind == release.BankBreakGlass || r.Kind.Agency() }

// triggers are when a step may fall due, as the form words it.
var triggers = []layout.Option{
	{Value: string(release.AtPosting), Text: "At posting"},
	{Value: string(release.LeadTime), Text: "Hours before the start"},
	{Value: string(release.Dwell), Text: "Hours after the step before"},
}

// formOf fills the form with a ladder.
func formOf(l release.Ladder) url.Values {
	f := url.Values{"bank_share": {strconv.Itoa(l.BankShare)}}
	for _, r := range rows {
		f.Set("on_"+r.Key, string(release.AtPosting))
	}
	for _, s := range l.Steps {
		for _, r := range rows {
			if r.Kind != s.Kind || r.Tier != s.Tier {
				continue
			}
			f.Set("use_"+r.Key, "yes")
			f.Set("on_"+r.Key, string(s.Trigger.On))
			f.Set("hours_"+r.Key, hours(max(s.Trigger.After, s.Window)))
			if s.CeilingPence > 0 {
				f.Set("ceiling_"+r.Key, strings.TrimPrefix(layout.Pounds(s.CeilingPence), "£"))
			}
		}
	}
	return f
}

func hours(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return strconv.FormatFloat(d.Hours(), 'f', -1, 64)
}

// ladderOf reads the form. What cannot be read becomes a value that the ladder's own rules refuse.
func ladderOf(f url.Values, staffGroup string) release.Ladder {
	l := release.Ladder{StaffGroup: staffGroup}
	l.BankShare, _ = strconv.Atoi(f.Get("bank_share"))
	for _, r := range rows {
		if f.Get("use_"+r.Key) != "yes" {
			continue
		}
		s := release.Step{Kind: r.Kind, Tier: r.Tier, Trigger: release.Trigger{On: release.On(f.Get("on_" + r.Key))}}
		typed, _ := strconv.ParseFloat(strings.TrimSpace(f.Get("hours_"+r.Key)), 64)
		after := time.Duration(min(max(typed, 0), 10_000)*60) * time.Minute
		switch {
		case r.Kind == release.Preferred:
			s.Trigger.On, s.Window = release.AtPosting, after
		case s.Trigger.On != release.AtPosting:
			s.Trigger.After = after
		}
		if r.hasCeiling() && strings.TrimSpace(f.Get("ceiling_"+r.Key)) != "" {
			if s.CeilingPence = view.Pence(f.Get("ceiling_" + r.Key)); s.CeilingPence == 0 {
				s.CeilingPence = -1
			}
		}
		if r.Kind.NeedsApproval() {
			s.Approver = release.Executive
		}
		l.Steps = append(l.Steps, s)
	}
	return l
}
