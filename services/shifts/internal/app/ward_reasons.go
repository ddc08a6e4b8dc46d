package app

import (
	"slices"
	"strings"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// wardSays says to the ward what the worker is told in the second person. It leaves out what is between the worker and
// other employers: when they work there, and for how long.
var wardSays = map[string]reason.Reason{
	"REG_FLAG":               {Message: "There is a note on the worker's registration.", Fix: "Read it on the passport card."},
	"REG_CONDITIONS":         {Message: "The worker's registration has conditions, so their home employer and you must agree to each shift.", Fix: "Read the conditions on the passport card, and agree the shift with the home employer."},
	"REG_STALE":              {Message: "Nobody has read the worker's register for a while.", Fix: "Ask the home employer to read it before the shift."},
	"COMPETENCE_PROVISIONAL": {Message: "They are supervised in a competency of this shift until somebody signs it off.", Fix: "Name who supervises them."},
	"INDUCTION_MISSING":      {Message: "No induction here is recorded for them.", Fix: "Plan the local induction before the shift, and record it."},
	"TOP_UP_MISSING":         {Message: "What you add to a worker's training for their first shift is not on their passport yet.", Fix: "Show them round as the shift begins, and record the induction."},
	"OWN_UNAVAILABLE":        {Message: "They have said that they are not available at this time.", Fix: "Ask before you offer it."},
	"WTR_48":                 {Message: "With this shift they would work more hours a week on average than the Working Time Regulations allow without an opt-out.", Fix: "Choose somebody who has worked less, or agree it."},
	"WTR_NIGHT":              {Message: "With this shift they would work more hours a week on average than a night worker may.", Fix: "Choose somebody who has worked fewer nights, or agree it."},
	"WTR_BREAK":              {Fix: "Agree with the worker when the break will be."},
	"REST_WEEKLY":            {Message: "With this shift they would have no day without work in that week, nor two in the fortnight.", Fix: "Choose somebody else, or agree it."},
	"LOCAL_DAY_AFTER_NIGHT":  {Message: "Between this shift and a night or day of theirs is less time than you ask for.", Fix: "Choose somebody else, or agree it."},
	"LOCAL_WEEK_HOURS":       {Message: "With this shift they would work more hours in 7 days than you allow.", Fix: "Choose somebody else, or agree it."},
	"LOCAL_SHIFT_LENGTH":     {Message: "This shift is longer than you allow.", Fix: "Agree it, or post it shorter."},
	"LOCAL_NIGHTS":           {Message: "With this shift they would work more nights in a row than you allow.", Fix: "Choose somebody else, or agree it."},
}

// betweenOthers are codes of what a ward does not learn: restrictions of health it is told by passports, of those whom it
// has booked and of nobody else; a visa is between the worker and who employs them.
var betweenOthers = []string{"HEALTH_RESTRICTED", workingtime.SecondJobCap}

// toWard words reasons for who chooses a worker.
func toWard(rs []reason.Reason) []reason.Reason {
	out := slices.DeleteFunc(slices.Clone(rs), func(r reason.Reason) bool { return slices.Contains(betweenOthers, r.Code) })
	for i := range out {
		r := &out[i]
		says, known := wardSays[r.Code]
		switch {
		case says.Message != "":
			r.Message = says.Message
		case !known && secondPerson(r.Message):
			r.Message = "There is something to agree with the worker and their home employer (" + strings.ToLower(strings.ReplaceAll(r.Code, "_", " ")) + ")."
		}
		switch {
		case says.Fix != "":
			r.Fix = says.Fix
		case secondPerson(r.Fix):
			r.Fix = ""
		}
	}
	return out
}

// secondPerson tells whether a sentence speaks to the worker.
func secondPerson(s string) bool {
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return r < 'a' || r > 'z' }) {
		if w == "you" || w == "your" {
			return true
		}
	}
	return false
}
