package view

import (
	"slices"
	"strings"

	"github.com/muster-ics/muster/events/reason"
)

// Once leaves out what another reason says as well: where an agreement asks for the host's induction, that it is not recorded
// is said with the agreement's name and the same thing to do. Programs are told both.
func Once(rs []reason.Reason) []reason.Reason {
	asked := slices.ContainsFunc(rs, func(r reason.Reason) bool {
		return r.Code == "TOP_UP_MISSING" && strings.Contains(r.Fix, "record the induction")
	})
	if !asked {
		return rs
	}
	return slices.DeleteFunc(slices.Clone(rs), func(r reason.Reason) bool { return r.Code == "INDUCTION_MISSING" })
}
