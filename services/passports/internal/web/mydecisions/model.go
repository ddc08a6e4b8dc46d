package mydecisions

import (
	"net/url"
	"strings"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// View is what the list shows.
type View struct {
	Decisions []Line
	Next      string
}

// Line is one decision in the list.
type Line struct {
	When, Where, Why, Href string
	Kind                   layout.TagKind
	Answer                 string
	Reasons                []reason.Reason
	Review                 string
}

// One is what the page about one decision shows.
type One struct {
	Line
	Done         string
	Fault        *fault.Error
	Facts        []layout.Row
	Requirements []Requirement
	Overrides    []Override
	// Asked and Found are what the two sides of a review wrote.
	Asked, Found, Outcome string
	MayAsk                bool
	Action                string
	Words                 layout.Field
}

// Requirement is one thing that was asked for the shift.
type Requirement struct {
	Title, Said, Fix string
	Kind             layout.TagKind
	Result, TestID   string
}

// Override is what named people decided instead.
type Override struct{ What, Why, State string }

var causes = map[string]string{
	"booking_requested": "You asked for this shift.", "passport_changed": "Your passport had changed.", "passport_suspended": "Your passport was suspended.",
	"checked_in": "You had been checked in.", "time_passed": "Time had passed, so it was looked at again.", "booking_changed": "The shift had changed.",
}

func listOf(all []app.DecisionView, names map[string]string, next string) View {
	v := View{Next: next}
	for _, d := range all {
		v.Decisions = append(v.Decisions, lineOf(d, names))
	}
	return v
}

func lineOf(d app.DecisionView, names map[string]string) Line {
	l := Line{
		When: layout.When(d.StartsAt, d.EndsAt), Where: named(d.HostEmployer, names), Why: causes[d.Cause] + " Decided on " + layout.Moment(d.DecidedAt) + ".",
		Href: Address + "/" + d.DecisionID, Reasons: d.Reasons,
	}
	cleared := d.Outcome == "eligible" || d.Outcome == "eligible_with_warnings"
	switch {
	case d.TookBack:
		l.Kind, l.Answer = layout.Red, "Clearance ended"
	case cleared && len(d.Reasons) > 0:
		l.Kind, l.Answer = layout.Yellow, "Cleared, with notes"
	case cleared:
		l.Kind, l.Answer = layout.Green, "Cleared"
	default:
		l.Kind, l.Answer = layout.Red, "Not cleared"
	}
	switch {
	case d.Review == nil:
	case d.Review.State == "answered":
		l.Review = "A person has looked again: see the answer."
	default:
		l.Review = "You have asked a person to look again."
	}
	return l
}

func oneOf(d app.DecisionView, used []app.OverrideView, names map[string]string, form url.Values, refused *fault.Error, done bool) One {
	o := One{Line: lineOf(d, names), Fault: refused, MayAsk: d.Review == nil, Action: Address + "/" + d.DecisionID + "/review"}
	if done {
		o.Done = "You have asked a person of " + named(d.HomeEmployer, names) + " to look again. The answer will be here."
	}
	o.Facts = []layout.Row{
		{Key: "Shift", Value: o.When + " at " + o.Where}, {Key: "Why it was decided", Value: o.Why},
		{Key: "Decision", Value: d.DecisionID, TestID: "decision-id"},
	}
	if d.EarliestExpiry != nil {
		o.Facts = append(o.Facts, layout.Row{Key: "What it rests on holds until", Value: view.Until(d.EarliestExpiry)})
	}
	for _, r := range d.Requirements {
		o.Requirements = append(o.Requirements, requirementOf(r))
	}
	for _, u := range used {
		if u.ShiftID == d.ShiftID {
			o.Overrides = append(o.Overrides, Override{What: titleOf(u.Requirement), Why: view.Words(u.Why) + ". Asked by " + named(u.RequestedOrg, names), State: view.Words(u.State)})
		}
	}
	if d.Review != nil {
		o.Asked, o.Found, o.Outcome = d.Review.Words, d.Review.Answer, outcomes[d.Review.Outcome]
	}
	o.Words = layout.Field{Name: "words", Label: "What should be looked at again, and why?", Hint: "Up to 2000 characters. A person of your home employer reads it and answers you here.", Value: form.Get("words"), Autocomplete: "off"}
	if refused != nil {
		o.Words.Error = layout.ErrorFor(refused.Fields, "words")
	}
	return o
}

var outcomes = map[string]string{
	"upheld": "The decision was right as it was made.", "corrected": "The record has been put right. You may try for the shift again.",
}

var results = map[string]struct {
	kind layout.TagKind
	text string
}{
	"met": {layout.Green, "In place"}, "flag": {layout.Yellow, "In place, with a note"}, "approval": {layout.Orange, "Needs approval"},
	"unmet": {layout.Red, "Not in place"}, "unknown": {layout.Red, "Nobody knows"},
}

func requirementOf(r app.Requirement) Requirement {
	found := results[string(r.Result)]
	q := Requirement{Title: titleOf(r.Key()), Said: r.Reason, Kind: found.kind, Result: found.text, TestID: "requirement-" + r.Rule}
	if r.ValidUntil != nil && r.Reason == "" {
		q.Said = "Until " + view.Until(r.ValidUntil)
	}
	if r.Override != "" {
		q.Said = strings.TrimSpace(q.Said + " Named people decided instead.")
	}
	if r.Fix != nil {
		q.Fix = who[r.Fix.Who] + ": " + r.Fix.Action
	}
	return q
}

var who = map[string]string{
	"worker": "You", "home_employer": "Your home employer", "host_employer": "The host", "occupational_health": "Occupational health", "regulator": "The register",
}

// rules are the names of what decisions ask for, where the code read aloud would not do.
var rules = map[string]string{
	"passport": "A passport that is in use", "hold": "No hold on deployment", "registration": "Registration", "registration_expiry": "Registration to the end of the shift",
	"registration_reading": "A fresh reading of the register", "engagement": "A post or bank membership that covers the work", "right_to_work": "Right to work",
	"identity": "Identity", "references": "References", "dbs": "Criminal record (DBS)", "dbs_workforce": "Criminal record (DBS) for this workforce",
	"dbs_recheck": "Criminal record (DBS) to the end of the shift", "health": "Occupational health", "health_restrictions": "Restrictions that the ward keeps to",
	"exposure_prone_procedures": "Clearance for exposure-prone procedures", "site_induction": "Induction at the site", "disclosure": "Your yes to the host",
}

// titleOf reads a requirement's key aloud: competency:cstf:FIRE:1 names its subject by its title.
func titleOf(key string) string {
	rule, name, _ := strings.Cut(key, ":")
	title, known := rules[rule]
	if !known {
		title = view.Words(rule)
	}
	switch parts := strings.Split(name, ":"); {
	case name == "":
		return title
	case len(parts) == 3:
		title = app.SubjectTitle(parts[0], parts[1])
		if parts[2] != "1" {
			title += " level " + parts[2]
		}
		return title
	}
	return title + " (" + strings.ReplaceAll(name, "_", " ") + ")"
}

func named(code string, names map[string]string) string {
	if name := names[code]; name != "" {
		return name
	}
	return code
}
