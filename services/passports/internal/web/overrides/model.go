package overrides

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/names"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// List is what the list shows.
type List struct {
	Lines  []Line
	Counts []layout.Row
	Next   string
}

// Line is one override or one refusal in a list.
type Line struct {
	What, When, Who, Href, State string
	Kind                         layout.TagKind
	Reasons                      []reason.Reason
	MayAsk                       bool
}

// missing says in a line what was missing: the first thing that bars, and how many there are beside it.
func (l Line) missing() string {
	var bars []string
	for _, r := range l.Reasons {
		if r.Weight == reason.Hard {
			bars = append(bars, r.Message)
		}
	}
	switch len(bars) {
	case 0:
		return "Somebody has to agree first."
	case 1:
		return bars[0]
	case 2:
		return bars[0] + " One thing more is missing."
	}
	return fmt.Sprintf("%s %d things more are missing.", bars[0], len(bars)-1)
}

// One is what the page about one override shows.
type One struct {
	Line
	Facts     []layout.Row
	MayDecide bool
	Done      string
	Fault     *fault.Error
}

// Refusals is what the list of bookings that were not cleared shows.
type Refusals struct {
	Lines []Line
	Next  string
}

// Ask is the form that asks.
type Ask struct {
	When, Action  string
	Reasons       []reason.Reason
	Requirement   layout.Field
	Options, Whys []layout.Option
	Why, Words    layout.Field
	// Until is the last day on which what is missing may still come.
	Until layout.Field
	Fault *fault.Error
}

var kinds = map[string]layout.TagKind{"requested": layout.Yellow, "granted": layout.Green, "refused": layout.Red, "expired": layout.Grey}

var eyes = map[string]string{
	"home_and_host": "A named person of the home employer and one of the host, two different people",
	"four_eyes":     "Somebody asks, and an executive of the host decides who is somebody else",
	"one_of_host":   "One person of the host with the duty to approve",
}

// codes are the reasons in words, as a heading.
var codes = map[string]string{
	"REG_CONDITIONS": "Conditions of practice", "REG_STALE": "Register not read lately", "RTW_MISSING": "Right to work check missing", "RTW_EXPIRES": "Right to work check runs out",
	"RTW_HOST_CHECK": "Host's own right to work check missing", "DBS_LEVEL": "Criminal record check missing or too low", "DBS_WORKFORCE": "Criminal record check for another workforce",
	"DBS_RECHECK_DUE": "Criminal record check to be repeated", "DBS_HOST_CHECK": "Host's own criminal record check missing", "REFERENCES_MISSING": "References missing",
	"REFERENCES_HOST_CHECK": "Host's own check of references missing", "COMPETENCE_MISSING": "Training missing", "COMPETENCE_EXPIRES": "Training runs out", "COMPETENCE_PROVISIONAL": "Training not signed off",
}

func titleOf(code, requirement string) string {
	title := codes[code]
	if title == "" {
		title = view.Words(strings.ToLower(code))
	}
	if _, name, ok := strings.Cut(requirement, ":"); ok {
		title += " (" + named(name) + ")"
	}
	return title
}

// named is what a requirement is about: a subject by its title, anything else by its code.
func named(name string) string {
	if parts := strings.Split(name, ":"); len(parts) == 3 {
		return view.Kind("competency." + strings.Join(parts, "."))
	}
	return strings.ReplaceAll(name, ":", " ")
}

func lineOf(ctx context.Context, o app.OverrideView) Line {
	return Line{
		What: titleOf(o.Code, o.Requirement), When: layout.When(o.StartsAt, o.EndsAt), Href: Address + "/" + o.OverrideID, State: view.Words(o.State), Kind: kinds[o.State],
		Who: fmt.Sprintf("A worker of %s at %s, asked for by %s", names.Employer(ctx, o.HomeEmployer), names.Employer(ctx, o.HostEmployer), names.Employer(ctx, o.RequestedOrg)),
	}
}

func listOf(ctx context.Context, p app.OverridePage, next string) List {
	v := List{Next: next}
	for _, o := range p.Overrides {
		v.Lines = append(v.Lines, lineOf(ctx, o))
	}
	for _, c := range p.Counts {
		v.Counts = append(v.Counts, layout.Row{Key: titleOf(c.Code, "") + " at " + names.Employer(ctx, c.Host), Value: fmt.Sprintf("%d %s", c.N, c.State), TestID: "count"})
	}
	return v
}

func oneOf(ctx context.Context, o app.OverrideView, done string, f *fault.Error) One {
	one := One{Line: lineOf(ctx, o), MayDecide: o.MayDecide, Done: done, Fault: f}
	one.Facts = []layout.Row{
		{Key: "Shift", Value: one.When}, {Key: "Home employer", Value: names.Employer(ctx, o.HomeEmployer)}, {Key: "Host", Value: names.Employer(ctx, o.HostEmployer)},
		{Key: "Why", Value: view.Words(o.Why)}, {Key: "What was written", Value: o.Words, TestID: "words"},
		{Key: "Asked for", Value: names.Employer(ctx, o.RequestedOrg) + " on " + layout.Moment(o.RequestedAt)}, {Key: "Who decides", Value: eyes[o.Eyes]},
	}
	stands := "To the shift's end"
	if o.ExpiresAt.Before(o.EndsAt) {
		stands = "Up to " + layout.Moment(o.ExpiresAt) + ", when what is missing has to be there"
	}
	one.Facts = append(one.Facts, layout.Row{Key: "It stands", Value: stands, TestID: "expiry"})
	if o.DecidedAt != nil {
		one.Facts = append(one.Facts, layout.Row{Key: "Decided", Value: names.Employer(ctx, o.DecidedOrg) + " on " + layout.Moment(*o.DecidedAt), TestID: "decided"})
	}
	return one
}

func refusalOf(ctx context.Context, d app.DecisionView) Line {
	l := Line{
		When: layout.When(d.StartsAt, d.EndsAt), Who: fmt.Sprintf("A worker of %s at %s", names.Employer(ctx, d.HomeEmployer), names.Employer(ctx, d.HostEmployer)),
		Href: "/passports/refusals/" + d.DecisionID, Reasons: view.ForStaff(d.Reasons, d.HostEmployer),
	}
	for _, r := range d.Requirements {
		if _, may := app.MayBeOverridden(r); may {
			l.MayAsk = true
		}
	}
	return l
}

func askOf(ctx context.Context, d app.DecisionView, sent url.Values, f *fault.Error) Ask {
	l := refusalOf(ctx, d)
	a := Ask{When: l.When, Reasons: l.Reasons, Action: l.Href, Fault: f}
	var wrong []fault.Field
	if f != nil {
		wrong = f.Fields
	}
	a.Requirement = layout.Field{Name: "requirement", Label: "What is to be decided?", Error: layout.ErrorFor(wrong, "requirement")}
	for _, r := range d.Requirements {
		if e, may := app.MayBeOverridden(r); may {
			a.Options = append(a.Options, layout.Option{Value: r.Key(), Text: titleOf(r.Code, r.Key()), Hint: eyes[e] + ".", Chosen: sent.Get("requirement") == r.Key()})
		}
	}
	a.Why = layout.Field{Name: "why", Label: "Why?", Error: layout.ErrorFor(wrong, "why")}
	a.Whys = []layout.Option{{Value: "", Text: "Choose"}}
	for _, w := range app.OverrideWhys() {
		a.Whys = append(a.Whys, layout.Option{Value: w, Text: view.Words(w), Chosen: sent.Get("why") == w})
	}
	missing := layout.ErrorFor(wrong, "expires_on")
	if missing == "" {
		missing = layout.ErrorFor(wrong, "expires_at")
	}
	a.Until = layout.Field{
		Name: "expires_on", Label: "By the end of which day must what is missing be there? (optional)", Type: "date", Width: "10", Value: sent.Get("expires_on"), Error: missing,
		Hint: "A day before the shift. If it is not there by then, the booking ends. Leave this empty, and the override stands to the shift's end.",
	}
	a.Words = layout.Field{Name: "words", Label: "In a sentence, for those who decide and for the worker", Value: sent.Get("words"), Error: layout.ErrorFor(wrong, "words")}
	return a
}
