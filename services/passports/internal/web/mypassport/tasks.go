package mypassport

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Task is one thing to do: what, how it stands, who does what about it, and which bookings hang on it.
type Task struct {
	Title, Help, AtRisk string
	Kind                layout.TagKind
	Status              string
	TestID              string
}

func tasksOf(all []app.OwnTask, home string, now time.Time) []Task {
	var out []Task
	for _, t := range all {
		kind, status := view.Due(t.State, t.DueAt, now)
		out = append(out, Task{
			Title: titleOf(t), Help: help(t, home), AtRisk: atRisk(t), Kind: kind, Status: status, TestID: "task-" + t.Code,
		})
	}
	return out
}

func titleOf(t app.OwnTask) string {
	switch t.Kind {
	case "registration":
		return "Registration with the " + t.Code
	case "engagement":
		return "Your post or bank membership"
	case "competency":
		if t.Level > 1 {
			return fmt.Sprintf("%s level %d", t.Title, t.Level)
		}
		return t.Title
	}
	if t.Code == "epp" {
		return "Clearance for exposure-prone procedures"
	}
	return view.CheckName(t.Code)
}

// help says who does what.
func help(t app.OwnTask, home string) string {
	switch t.Kind {
	case "registration":
		if t.State == "blocked" || t.State == "by_approval" {
			return "Speak to " + home + " about what the register says."
		}
		if t.State == "missing" {
			return "Give " + home + " your registration number; it reads the register."
		}
		return "Renew with the " + t.Code + ". " + home + " then reads the register."
	case "engagement":
		return "Ask " + home + " whether it goes on."
	case "competency":
		return "Book the training. " + home + " records it when you have done it."
	}
	switch t.Code {
	case "identity":
		return "Show your identity documents to " + home + " in person."
	case "right_to_work":
		return "Show your documents or give a share code to " + home + ", which does the check."
	case "references":
		return "Name your employers of the last three years to " + home + ", which asks them."
	case "dbs":
		return home + " applies for it. You fill in your part."
	}
	return "Speak to occupational health at " + home + "."
}

func atRisk(t app.OwnTask) string {
	switch n := len(t.Bookings); n {
	case 0:
		return ""
	case 1:
		return "Your booking on " + layout.When(t.Bookings[0].StartsAt, t.Bookings[0].EndsAt) + " needs it."
	default:
		return fmt.Sprintf("%d of your bookings need it, the first on %s.", n, layout.Day(t.Bookings[0].StartsAt))
	}
}
