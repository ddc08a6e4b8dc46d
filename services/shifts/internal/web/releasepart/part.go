// Package releasepart is the part of a page that shows a shift's release ladder: what has opened, what is planned, what was
// asked of an executive and who can see the shift. The page of one shift places it; others may.
package releasepart

import (
	"net/url"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// View is what the part shows.
type View struct {
	ShiftID string
	Steps   []Step
	// Sees says who can take or fill the shift at present.
	Sees []string
	// Rate says how long a raised rate holds; Agency on which terms an agency has the shift; Saving what the bank saves.
	Rate, Agency, Saving string
	Asked                []Asked
	// MayRelease, MayAsk and MayDecide are the caller's duties on an open shift.
	MayRelease, MayAsk, MayDecide bool
	Reasons, OverrideReasons      []string
	Ceiling                       string
	// Form is what was sent and refused, with the Fault; nil on a page that is only read.
	Form  url.Values
	Fault *fault.Error
}

func (v View) errorOf(field string) string {
	if v.Fault == nil {
		return ""
	}
	return layout.ErrorFor(v.Fault.Fields, field)
}

// Step is one rung.
type Step struct {
	Name, When, Needs string
	Status            view.Status
}

// Asked is one request to an executive.
type Asked struct {
	ID, What, Why, When string
	Status              view.Status
	// Open requests wait for an answer; OffFramework ones need a statement.
	Open, OffFramework bool
}

// Of is the part for one shift. asked are its requests; who looks at it.
func Of(s shift.State, asked []shift.Escalation, who auth.Principal, now time.Time) View {
	v := View{ShiftID: s.ID.String(), Sees: sees(s), Reasons: shift.EscalationReasons, OverrideReasons: shift.OverrideReasons, Ceiling: layout.Pounds(s.RateCeiling())}
	for _, r := range s.Release.Steps {
		v.Steps = append(v.Steps, stepOf(r))
	}
	if s.EscalatedUntil != nil {
		v.Rate = layout.Hourly(s.RatePence) + " until " + layout.Moment(*s.EscalatedUntil) + ", then " + layout.Hourly(s.BaseRatePence) + " again."
	}
	v.Agency, v.Saving = agencyOf(s, now), savingOf(s)
	for _, e := range asked {
		v.Asked = append(v.Asked, AskedOf(e, now))
	}
	own := who.Role == auth.Employer && who.Employer == s.Employer && s.Status == shift.Open && s.StartsAt.After(now)
	v.MayRelease = own && who.Has(auth.Approve) && s.Release.Next() >= 0 && s.Release.Steps[s.Release.Next()].Approver == ""
	v.MayAsk, v.MayDecide = own && who.Has(auth.Post), own && who.Has(auth.Executive)
	return v
}

// Name is a step in words.
func Name(k release.Kind, tier int) string {
	if tier > 0 {
		return view.Words(string(k)) + ", tier " + strconv.Itoa(tier)
	}
	return view.Words(string(k))
}

func stepOf(r release.Rung) Step {
	out := Step{Name: Name(r.Kind, r.Tier), When: layout.Moment(r.OpensAt), Status: view.Status{Kind: layout.Grey, Text: "Planned"}}
	switch r.Progress {
	case release.Opened:
		out.Status, out.When = view.Status{Kind: layout.Green, Text: "Open"}, layout.Moment(*r.At)
	case release.Asked:
		out.Status = view.Status{Kind: layout.Yellow, Text: "Waits for approval"}
	case release.Declined:
		out.Status, out.When = view.Status{Kind: layout.Red, Text: "Declined"}, layout.Moment(*r.At)
	}
	if r.Approver != "" && r.Progress == release.Planned {
		out.Needs = "Needs an executive's approval"
	}
	if r.CeilingPence > 0 {
		if out.Needs != "" {
			out.Needs += ". "
		}
		out.Needs += "Up to " + layout.Hourly(r.CeilingPence)
	}
	return out
}

func sees(s shift.State) []string {
	if s.Status != shift.Open && s.Status != shift.Held {
		return nil
	}
	if len(s.Release.Steps) == 0 {
		return []string{"Every bank worker whom an agreement covers"}
	}
	words := map[release.Kind]string{
		release.Preferred: "The worker whom the ward asked for", release.OwnBank: "The employer's own bank", release.OwnFallbackGrade: "The own bank at the fallback band",
		release.CollaborativeBank: "Workers of other employers whom an agreement covers", release.FrameworkAgency: "Framework agencies", release.OffFrameworkAgency: "Off-framework agencies",
	}
	var out []string
	for _, o := range s.Release.Opened() {
		if w := words[o.Kind]; w != "" && o.Tier <= 1 {
			out = append(out, w)
		} else if o.Tier > 1 {
			out = append(out, "Framework agencies of tier "+strconv.Itoa(o.Tier))
		}
	}
	return out
}

func agencyOf(s shift.State, now time.Time) string {
	if !s.ByAgency() {
		return ""
	}
	out := s.Agency + ", " + layout.Hourly(s.AgencyRatePence)
	if s.CapPence > 0 {
		out += ", cap " + layout.Hourly(s.CapPence)
	}
	if s.OverCap() {
		out += " (over the cap: " + view.Words(s.OverCapWhy) + ")"
	}
	if s.Displaceable(now) {
		out += ". A bank worker may still take the shift until " + layout.Moment(*s.AgencyLocksAt)
	}
	return out + "."
}

func savingOf(s shift.State) string {
	if s.DisplacedAgency == "" {
		return ""
	}
	return "Taken from " + s.DisplacedAgency + " at " + layout.Hourly(s.DisplacedRatePence) + ": " + layout.Pounds(s.SavingPence()) + " less in basic pay than in charge."
}

// AskedOf says one request in words.
func AskedOf(e shift.Escalation, now time.Time) Asked {
	out := Asked{ID: e.ID.String(), Why: view.Words(e.Why), When: layout.Moment(e.AskedAt), OffFramework: e.Step == release.OffFrameworkAgency}
	if e.Kind == shift.ForRate {
		out.What = layout.Hourly(e.RatePence) + " until " + layout.Moment(e.ExpiresAt)
	} else {
		out.What = Name(e.Step, e.Tier)
	}
	switch {
	case e.Outcome == shift.Approved:
		out.Status = view.Status{Kind: layout.Green, Text: "Approved"}
	case e.Outcome == shift.Refused:
		out.Status = view.Status{Kind: layout.Red, Text: "Declined"}
	case !e.ExpiresAt.After(now):
		out.Status = view.Status{Kind: layout.Grey, Text: "Out of time"}
	default:
		out.Status, out.Open = view.Status{Kind: layout.Yellow, Text: "Asked"}, true
	}
	return out
}
