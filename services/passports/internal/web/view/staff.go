package view

import (
	"slices"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/fault"
)

// ForStaff words reasons for people of an employer: what is said to the worker as "you" is said of the worker.
func ForStaff(rs []reason.Reason, host string) []reason.Reason {
	out := slices.Clone(rs)
	for i, r := range out {
		if r.Code == "CONSENT_MISSING" {
			out[i].Message = "The worker has not said that " + host + " may see the passport for this shift."
			out[i].Fix = "Ask the worker to open Share my passport and say yes to " + host + "."
		}
	}
	return out
}

// Reword gives one field of a refused form a sentence that fits what the page shows, where the rule speaks of codes.
func Reword(f *fault.Error, field, message string) {
	for i := range f.Fields {
		if f.Fields[i].Location == "form."+field {
			f.Fields[i].Message = message
		}
	}
}
