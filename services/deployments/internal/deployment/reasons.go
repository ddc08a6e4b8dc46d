package deployment

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

func none(p Placement) reason.Reason {
	return no(AgreementNone, nil,
		fmt.Sprintf("No workforce-sharing agreement names both %s and %s.", p.Home, p.Host),
		"An approver of either employer can draft one. It covers shifts that start after all its parties have signed.")
}

func unsigned(p Placement, a agreement.Agreement) *reason.Reason {
	if a.InForceAt() == nil {
		missing := strings.Join(a.Unsigned(), ", ")
		r := no(AgreementNone, nil, fmt.Sprintf("%s has not been signed by %s.", name(a), missing),
			fmt.Sprintf("An executive of %s can sign it.", missing))
		return &r
	}
	if a.InForceAt().After(p.StartsAt) {
		r := no(AgreementNone, a.InForceAt(), fmt.Sprintf("%s was not signed by all its parties before the shift starts.", name(a)),
			"It covers shifts that start after the last signature.")
		return &r
	}
	return nil
}

func notStarted(p Placement, a agreement.Agreement) *reason.Reason {
	from := a.Clauses().From
	if !p.StartsAt.Before(from) {
		return nil
	}
	r := no(AgreementNone, &from, fmt.Sprintf("%s covers shifts only from %s.", name(a), date(from)),
		"Choose a shift that starts on or after that date.")
	return &r
}

// outside refuses a value that a list of the scope leaves out. An empty list means all.
func outside(a agreement.Agreement, what, value string, list []string) *reason.Reason {
	if len(list) == 0 || slices.Contains(list, value) {
		return nil
	}
	r := no(AgreementScope, nil, fmt.Sprintf("%s does not cover the %s %s.", name(a), what, label(what, value)),
		fmt.Sprintf("The parties can sign an agreement that includes this %s.", what))
	return &r
}

func label(what, value string) string {
	switch what {
	case "staff group":
		return agreement.Label(agreement.StaffGroups, value)
	case "band":
		return strings.TrimPrefix(agreement.Label(agreement.Bands, value), "Band ")
	}
	return value
}

// ends refuses a shift that outlasts the agreement: the whole shift must be covered, not only its start.
func ends(p Placement, a agreement.Agreement) *reason.Reason {
	if a.EndsAt() == nil || !p.EndsAt.After(*a.EndsAt()) {
		return nil
	}
	r := no(AgreementEnds, nil, fmt.Sprintf("%s ends on %s, before the shift does.", name(a), date(*a.EndsAt())),
		"The parties can sign a new agreement that lasts until the shift ends.")
	return &r
}

func daysUsed(p Placement, a agreement.Agreement, days []Day, zone *time.Location) *reason.Reason {
	limit := a.Clauses().Limits.MaxDaysIn12Months
	day := DayOf(p.StartsAt, zone)
	if withinLimit(days, day, limit) {
		return nil
	}
	r := no(AgreementDays, firstFree(days, day, limit, zone),
		fmt.Sprintf("%s lets one worker be deployed on at most %d days in any 12 months, and this shift would pass that.", name(a), limit),
		"Choose a later shift, or ask the employers about a secondment.")
	return &r
}

func no(code string, from *time.Time, message, fix string) reason.Reason {
	return reason.Reason{Code: code, Weight: reason.Hard, Message: message, Fix: fix, From: from}
}

func name(a agreement.Agreement) string { return "The agreement “" + a.Title() + "”" }

func date(t time.Time) string { return t.UTC().Format("2 January 2006 at 15:04") + " UTC" }
