package workerpage

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/names"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// recorded are the pages of what can be recorded, in the order in which people look for them.
var recorded = []struct{ slug, text string }{
	{"identity", "Identity"}, {"right_to_work", "Right to work"}, {"references", "Employment history and references"}, {"dbs", "Criminal record (DBS)"},
	{"occupational_health", "Work health assessment"}, {"registration", "Professional registration"}, {"training", "Training"},
	{"skill", "Clinical or local competency"}, {"engagement", "Post or bank membership"}, {"working-time", "What limits the hours"}, {"staff-number", "Staff number"}, {"good-standing", "Good standing"},
}

// may are the pages that the one who looks can use: occupational health's is its own, and the others are the verifiers'.
func (v View) may() []struct{ slug, text string } {
	var out []struct{ slug, text string }
	for _, f := range recorded {
		if f.slug == "occupational_health" && v.health || f.slug != "occupational_health" && v.manages {
			out = append(out, f)
		}
	}
	return out
}

// Running is an engagement that can be ended.
type Running struct{ ID, Text string }

func running(ctx context.Context, w app.WorkerView, now time.Time) []Running {
	var out []Running
	for _, e := range w.Engagements {
		if e.Until == nil || e.Until.After(now) {
			out = append(out, Running{ID: e.EngagementID, Text: view.Words(e.Role) + ", " + view.Band(e.Band) + " at " + names.Employer(ctx, e.Employer)})
		}
	}
	return out
}

func inductions(ctx context.Context, w app.WorkerView) []view.Item {
	var out []view.Item
	for _, i := range w.Inductions {
		it := view.Item{Title: names.Site(ctx, i.Site) + ", " + names.Employer(ctx, i.Employer), Hint: "Shown round on " + layout.Date(i.DoneOn), Kind: layout.Green, Status: "Done", TestID: "induction"}
		if i.ValidUntil != nil {
			it.Hint += ", until " + view.Until(i.ValidUntil)
		}
		out = append(out, it)
	}
	return out
}

func good(w app.WorkerView) []view.Item {
	g := w.GoodStanding
	if g == nil {
		return nil
	}
	it := view.Item{Title: "Stated by the home employer", Hint: "As of " + layout.Date(g.StatedOn), Kind: layout.Green, Status: "Yes", TestID: "good-standing"}
	if !g.Good {
		it.Kind, it.Status = layout.Red, "No"
	}
	return []view.Item{it}
}

func (v View) erased() bool { return v.Worker.ErasedAt != nil }

// name is the worker's, or what is left when it is erased.
func (v View) name() string {
	if n := v.Worker.Name(); n != "" {
		return n
	}
	return "Name erased"
}
