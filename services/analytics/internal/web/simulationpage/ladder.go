package simulationpage

import (
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/web/question"
)

// never is the answer for a step that the ladder does not have.
const never = "never"

// step is one step of the form. Steps that change nobody's pace in a simulation are not asked for.
type step struct {
	name, label string
	kind        release.Kind
}

var steps = []step{
	{"collaborative", "Other employers' workers are let in", release.CollaborativeBank},
	{"agency", "Framework agencies are let in", release.FrameworkAgency},
	{"off_framework", "Off-framework agencies are let in, with an executive's yes", release.OffFrameworkAgency},
}

var triggers = []layout.Option{
	{Value: string(release.AtPosting), Text: "At posting"},
	{Value: string(release.LeadTime), Text: "Hours before the start"},
	{Value: string(release.Dwell), Text: "Hours after the step before"},
	{Value: never, Text: "Never"},
}

// answers are the form's, by the names of its inputs.
type answers map[string]string

// answersOf fills the form with a ladder.
func answersOf(l release.Ladder) answers {
	a := answers{"bank_share": strconv.Itoa(l.BankShare)}
	for _, s := range steps {
		a[s.name] = never
	}
	for _, had := range l.Steps {
		if had.Kind == release.Preferred {
			a["preferred_hours"] = hours(had.Window)
		}
		for _, s := range steps {
			if s.kind == had.Kind && a[s.name] == never { // Of several tiers the first lets agencies in.
				a[s.name], a[s.name+"_hours"] = string(had.Trigger.On), hours(had.Trigger.After)
			}
		}
	}
	return a
}

// sent are the form's answers as they were sent.
func sent(q *question.Question) answers {
	a := answers{"bank_share": q.Get("bank_share"), "preferred_hours": q.Get("preferred_hours")}
	for _, s := range steps {
		a[s.name], a[s.name+"_hours"] = q.Get(s.name), q.Get(s.name+"_hours")
	}
	return a
}

// ladder reads the answers; what cannot be read is noted on the question.
func (a answers) ladder(q *question.Question) release.Ladder {
	var l release.Ladder
	share, err := strconv.Atoi(strings.TrimSpace(a["bank_share"]))
	if lo, hi := release.National.MinBankShare, release.National.MaxBankShare; err != nil || share < lo || share > hi {
		q.Wrong("bank_share", "Give the banks from "+strconv.Itoa(lo)+" to "+strconv.Itoa(hi)+" per cent of the time before agencies are asked.")
	}
	l.BankShare = share
	if window := a.hours(q, "preferred_hours", false); window > 0 {
		l.Steps = append(l.Steps, release.Step{Kind: release.Preferred, Trigger: release.Trigger{On: release.AtPosting}, Window: window})
	}
	l.Steps = append(l.Steps, release.Step{Kind: release.OwnBank, Trigger: release.Trigger{On: release.AtPosting}})
	for _, s := range steps {
		on := release.On(a[s.name])
		switch on {
		case never:
			continue
		case release.AtPosting, release.LeadTime, release.Dwell:
		default:
			q.Wrong(s.name, "Choose one of the list.")
			continue
		}
		x := release.Step{Kind: s.kind, Trigger: release.Trigger{On: on}}
		if on != release.AtPosting {
			x.Trigger.After = a.hours(q, s.name+"_hours", true)
		}
		if s.kind == release.FrameworkAgency {
			x.Tier = 1
		}
		if s.kind.NeedsApproval() {
			x.Approver = release.Executive
		}
		l.Steps = append(l.Steps, x)
	}
	return l
}

// hours reads a length, in whole minutes.
func (a answers) hours(q *question.Question, name string, needed bool) time.Duration {
	text := strings.TrimSpace(a[name])
	if text == "" && !needed {
		return 0
	}
	n, err := strconv.ParseFloat(text, 64)
	d := time.Duration(n*60) * time.Minute
	if err != nil || !(n > 0 && n <= release.MaxTrigger.Hours()) || d <= 0 { // So that NaN is refused too.
		q.Wrong(name, "Give a number of hours, e.g. 72.")
		return 0
	}
	return d
}

func hours(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return strconv.FormatFloat(d.Hours(), 'f', -1, 64)
}

// choices are the form's questions beside those of every page of figures.
func (a answers) choices(q *question.Question) []question.Choice {
	out := []question.Choice{
		a.number(q, "bank_share", "Banks' share of the time before agencies, per cent"),
		a.number(q, "preferred_hours", "Hours that a preferred person has alone, empty for none"),
	}
	for _, s := range steps {
		out = append(out, q.Choice(s.name, s.label, a[s.name], triggers...), a.number(q, s.name+"_hours", "Hours"))
	}
	return out
}

func (a answers) number(q *question.Question, name, label string) question.Choice {
	c := q.Text(name, label, "text", a[name])
	c.Field.Width, c.Field.Numeric = "5", true
	return c
}
