// Package view puts passports into words that the service's pages share.
package view

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/names"
)

// Item is one line of a task list: what it is, more about it, and how it stands.
type Item struct {
	Title, Hint string
	Kind        layout.TagKind
	Status      string
	TestID      string
}

// SoonWithin is how far ahead something is said to run out soon.
const SoonWithin = 90 * 24 * time.Hour

// standing says in a word how something that lasts until a moment stands now.
func standing(until *time.Time, now time.Time) (layout.TagKind, string) {
	switch {
	case until == nil || until.After(now.Add(SoonWithin)):
		return layout.Green, "In place"
	case until.After(now):
		return layout.Yellow, "Expires soon"
	}
	return layout.Red, "Expired"
}

// Until is the last day on which something holds. An end at midnight belongs to the day before.
func Until(t *time.Time) string {
	if t == nil {
		return ""
	}
	return layout.Date(t.Add(-time.Nanosecond))
}

func untilHint(t *time.Time) string {
	if t == nil {
		return "Does not expire"
	}
	return "Until " + Until(t)
}

var checkNames = []struct{ Type, Name string }{
	{"identity", "Identity"}, {"right_to_work", "Right to work"}, {"references", "Employment history and references"},
	{"dbs", "Criminal record (DBS)"}, {"occupational_health", "Work health assessment"},
}

// Checks are the employment checks, each by its newest record, also those that were never done.
func Checks(v app.WorkerView, now time.Time) []Item {
	var out []Item
	for _, name := range checkNames {
		it := Item{Title: name.Name, Hint: "No record", Kind: layout.Red, Status: "Not done", TestID: "check-" + name.Type}
		for _, c := range v.Checks {
			if c.Type == name.Type && c.Current {
				it = checkItem(it, c, now)
			}
		}
		out = append(out, it)
	}
	return out
}

func checkItem(it Item, c app.CheckView, now time.Time) Item {
	it.Hint = untilHint(c.ValidUntil)
	if c.Level != "" {
		it.Hint = Words(c.Level) + ". " + it.Hint
	}
	if c.EPPClearedUntil != nil {
		it.Hint += ". Cleared for exposure-prone procedures until " + Until(c.EPPClearedUntil)
	}
	switch c.Outcome {
	case "satisfied":
		it.Kind, it.Status = standing(c.ValidUntil, now)
	case "withdrawn":
		it.Kind, it.Status = layout.Red, "Withdrawn"
	default:
		it.Kind, it.Status = layout.Red, "Not in place"
	}
	return it
}

// Registrations are the entries on registers, each by its newest record.
func Registrations(v app.WorkerView, now time.Time) []Item {
	var out []Item
	for _, r := range v.Registrations {
		if !r.Current {
			continue
		}
		it := Item{Title: r.Body, Hint: "Number " + r.Number + ". " + untilHint(r.ValidUntil), TestID: "registration-" + r.Body}
		it.Kind, it.Status = standing(r.ValidUntil, now)
		switch r.Effect {
		case "block":
			it.Kind, it.Status = layout.Red, "Cannot work"
		case "approval":
			it.Kind, it.Status = layout.Orange, "Needs approval"
		case "flag":
			it.Kind, it.Status = layout.Yellow, "With a note"
		}
		it.Hint += ". Register says: " + strings.ToLower(Words(r.Status))
		out = append(out, it)
	}
	return out
}

// Competencies are what the worker can do, what runs out first above.
func Competencies(v app.WorkerView, now time.Time) []Item {
	all := slices.Clone(v.Competencies)
	slices.SortStableFunc(all, func(a, b app.CompetencyView) int {
		switch {
		case a.ValidUntil == nil && b.ValidUntil == nil:
			return cmp.Compare(a.Title, b.Title)
		case a.ValidUntil == nil:
			return 1
		case b.ValidUntil == nil:
			return -1
		}
		return a.ValidUntil.Compare(*b.ValidUntil)
	})
	var out []Item
	for _, c := range all {
		it := Item{Title: c.Title, Hint: untilHint(c.ValidUntil), TestID: "competency-" + c.Code}
		if c.Level > 1 {
			it.Title += " level " + string(rune('0'+c.Level))
		}
		it.Kind, it.Status = standing(c.ValidUntil, now)
		out = append(out, it)
	}
	return out
}

// Engagements are the posts and bank memberships.
func Engagements(ctx context.Context, v app.WorkerView, now time.Time) []Item {
	var out []Item
	for _, e := range v.Engagements {
		it := Item{Title: Words(e.Role) + ", " + Band(e.Band) + " at " + names.Employer(ctx, e.Employer), Hint: Words(e.Kind) + ", from " + layout.Date(e.From), TestID: "engagement"}
		if e.Until != nil {
			it.Hint += " to " + Until(e.Until)
		}
		it.Kind, it.Status = standing(e.Until, now)
		switch {
		case e.From.After(now):
			it.Kind, it.Status = layout.Grey, "Not started"
		case e.Until == nil:
			it.Status = "Current"
		}
		out = append(out, it)
	}
	return out
}

// Holds are the bars on deployment that stand. Why is shown when it is known.
func Holds(v app.WorkerView, now time.Time) []Item {
	var out []Item
	for _, h := range v.Holds {
		if h.LiftedAt != nil || (h.Until != nil && !h.Until.After(now)) {
			continue
		}
		it := Item{Title: "Hold on deployment", Hint: "From " + layout.Moment(h.From), Kind: layout.Red, Status: "On hold", TestID: "hold"}
		if h.Until != nil {
			it.Hint += " to " + layout.Moment(*h.Until)
		}
		if h.Why != "" {
			it.Title += ": " + strings.ToLower(Words(h.Why))
		}
		if h.From.After(now) {
			it.Kind, it.Status = layout.Orange, "Coming"
		}
		out = append(out, it)
	}
	return out
}

// Attention counts what has run out or runs out soon among the records that count.
func Attention(ctx context.Context, v app.WorkerView, now time.Time) []Item {
	var out []Item
	for _, group := range [][]Item{Checks(v, now), Registrations(v, now), Competencies(v, now), Engagements(ctx, v, now)} {
		for _, it := range group {
			if it.Kind != layout.Green && it.Kind != layout.Grey {
				out = append(out, it)
			}
		}
	}
	return out
}

// Words reads a code aloud: "Registered nurse" for registered_nurse.
func Words(code string) string {
	s := strings.ReplaceAll(code, "_", " ")
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Band is a band in words.
func Band(band string) string {
	if band == "medical" {
		return "medical grade"
	}
	return "band " + band
}

// Today is the day in London, as a date input wants it.
func Today(now time.Time) string { return now.In(clock.London).Format(time.DateOnly) }

// Refusal gives a fault that the page shows beside its form, with the status to answer with, and its fields named as the
// form's inputs are: with the prefix before them. ok is false for what is no matter of the form.
func Refusal(err error, prefix string) (f *fault.Error, status int, ok bool) {
	var found *fault.Error
	if !errors.As(err, &found) {
		return nil, 0, false
	}
	switch found.Kind {
	case fault.Invalid:
		status = http.StatusUnprocessableEntity
	case fault.Conflict:
		status = http.StatusConflict
	default:
		return nil, 0, false
	}
	c := *found
	c.Fields = slices.Clone(found.Fields)
	for i := range c.Fields {
		c.Fields[i].Location = "form." + prefix + c.Fields[i].Location
	}
	return &c, status, true
}
