package workerpage

import (
	"cmp"
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/recordpage"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// View is what the page shows.
type View struct {
	Worker  app.WorkerView
	Fault   *fault.Error
	Done    string
	Checks  []view.Item
	Entries []view.Item
	Skills  []view.Item
	Posts   []view.Item
	OnHolds []view.Item
	// Inductions and Good are what was recorded of them.
	Inductions, Good []view.Item
	// Running are the engagements that have no end yet.
	Running []Running
	// Standing are the ids of the holds that can be lifted.
	Standing []string
	values   url.Values
	// manages and health are the duties of the one who looks: to verify, and occupational health's.
	manages, health bool
}

// done says what a change has come to.
var done = map[string]string{
	"hold":      "The hold is placed. Bookings that it covers are un-booked.",
	"lift":      "The hold is lifted.",
	"suspend":   "The passport is suspended. Bookings ahead are un-booked.",
	"reinstate": "The passport is reinstated. What was un-booked stays un-booked.",
}

func viewOf(ctx context.Context, who auth.Principal, w app.WorkerView, now time.Time, what string, values url.Values, f *fault.Error) View {
	v := View{
		Worker: w, Fault: f, Done: cmp.Or(done[what], recordpage.Done(what)), values: values, manages: who.Has(auth.Verify), health: who.Has(auth.Health),
		Checks: view.Checks(w, now), Entries: view.Registrations(w, now), Skills: view.Competencies(w, now), Posts: view.Engagements(ctx, w, now), OnHolds: view.Holds(w, now),
	}
	v.Inductions, v.Good, v.Running = inductions(ctx, w), good(w), running(ctx, w, now)
	for _, h := range w.Holds {
		if v.manages && h.LiftedAt == nil && (h.Until == nil || h.Until.After(now)) {
			v.Standing = append(v.Standing, h.HoldID)
		}
	}
	return v
}

func (v View) suspended() bool { return v.Worker.Status == "suspended" }

func (v View) address(below string) string { return "/passports/workers/" + v.Worker.WorkerID + below }

func (v View) errors() []fault.Field {
	if v.Fault == nil {
		return nil
	}
	return v.Fault.Fields
}

func (v View) field(name, label, hint string) layout.Field {
	return layout.Field{Name: name, Label: label, Hint: hint, Value: v.values.Get(name), Error: layout.ErrorFor(v.errors(), name)}
}

func (v View) date(name, label, hint string) layout.Field {
	f := v.field(name, label, hint)
	f.Type, f.Width = "date", "10"
	return f
}

// options offers codes, with the one chosen before.
func (v View) options(name string, codes ...string) []layout.Option {
	out := make([]layout.Option, len(codes))
	for i, c := range codes {
		text := view.Words(c)
		if c == "" {
			text = "Choose"
		}
		out[i] = layout.Option{Value: c, Text: text, Chosen: v.values.Get(name) == c}
	}
	return out
}

// open tells whether a form must stand open because something in it is to be put right.
func (v View) open(prefix string) bool {
	for _, f := range v.errors() {
		if strings.HasPrefix(layout.InputID(f.Location), prefix) {
			return true
		}
	}
	return false
}
