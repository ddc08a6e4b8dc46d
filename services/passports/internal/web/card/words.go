package card

import (
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

func light(l string) (layout.TagKind, string) {
	switch l {
	case "green":
		return layout.Green, "Fit for this shift"
	case "amber":
		return layout.Orange, "Fit, please read below"
	}
	return layout.Red, "Must not work this shift"
}

func firstTime(c app.Card) string {
	if c.Inducted {
		return "First time here, shown round"
	}
	return "First time here: give an induction"
}

// register says what the register's answer means for the ward, and how fresh it is.
func register(r app.CardRegister) string {
	what := map[string]string{
		"allow": "on the register", "flag": "on the register, with a note that the approver reads", "approval": "works only as named people of home and host approve",
	}[r.Effect]
	if what == "" {
		what = "the register does not allow work"
	}
	return r.Body + ": " + what + ". Read on " + layout.Date(r.ReadAt) + "."
}

func inductionWords(i app.InductionView) string {
	s := "Shown round " + i.Site + " on " + layout.Date(i.DoneOn)
	if i.ValidUntil != nil {
		s += ", holds until " + view.Until(i.ValidUntil)
	}
	return s + "."
}
