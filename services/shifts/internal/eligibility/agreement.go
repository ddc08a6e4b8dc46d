package eligibility

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Agreement is what deployments has told of one workforce-sharing agreement. Empty lists mean all.
type Agreement struct {
	ID id.ID
	// Status is draft, offered, in_force or ended. Model says who employs the worker during a shift: host_pays makes it
	// the host, every other the home employer.
	Status, Model             string
	Parties                   []Party
	Sites, StaffGroups, Bands []string
	From                      time.Time
	Until                     *time.Time
}

// Party is one employer in an agreement. It takes part from SignedAt.
type Party struct {
	Employer          string
	SignedAt, ExitsAt *time.Time
}

func agreementReasons(home string, s shift.State, f Facts) []reason.Reason {
	if home == s.Employer {
		return nil
	}
	var between, inScope bool
	for _, a := range f.Agreements {
		if a.Status != "in_force" || !a.joins(home, s.StartsAt) || !a.joins(s.Employer, s.StartsAt) {
			continue
		}
		between = true
		if !f.covered(home, a, s) {
			continue
		}
		inScope = true
		if a.lasts(home, s) && a.lasts(s.Employer, s) {
			return nil
		}
	}
	fix := "Tell your home employer's bank that you would like to work there; the two employers decide."
	switch {
	case !between:
		return []reason.Reason{hard("AGREEMENT_NONE", "Your home employer has no workforce-sharing agreement with this employer.", fix)}
	case !inScope:
		return []reason.Reason{hard("AGREEMENT_SCOPE", "The agreement between your home employer and this one does not cover this site, staff group or band.", fix)}
	}
	return []reason.Reason{hard("AGREEMENT_ENDS", "No agreement between your home employer and this one is in force for the whole of this shift.", fix)}
}

// employerFor is who employs a worker of home on the shift: the host on its own shifts and under an agreement by which it
// pays, else home. Without an agreement nobody does, and the host's own limits are the safe ones.
func employerFor(home string, s shift.State, f Facts) string {
	for _, a := range f.Agreements {
		if a.Status == "in_force" && a.Model != "host_pays" && f.covered(home, a, s) && a.joins(home, s.StartsAt) && a.joins(s.Employer, s.StartsAt) && a.lasts(home, s) && a.lasts(s.Employer, s) {
			return home
		}
	}
	return s.Employer
}

// covered tells whether the shift is in the agreement's scope, or opened under it by mutual aid.
func (f Facts) covered(home string, a Agreement, s shift.State) bool {
	if a.covers(s) {
		return true
	}
	aid, open := f.Aided(home, s.ID, f.Now)
	return open && aid.Agreement == a.ID
}

func (a Agreement) joins(employer string, by time.Time) bool {
	return slices.ContainsFunc(a.Parties, func(p Party) bool {
		return p.Employer == employer && p.SignedAt != nil && !p.SignedAt.After(by)
	})
}

func (a Agreement) covers(s shift.State) bool {
	return within(a.Sites, s.Site) && within(a.StaffGroups, s.StaffGroup) && within(a.Bands, s.Band)
}

func within(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }

func (a Agreement) lasts(employer string, s shift.State) bool {
	if a.From.After(s.StartsAt) || !validAt(a.Until, s.EndsAt) {
		return false
	}
	return slices.ContainsFunc(a.Parties, func(p Party) bool { return p.Employer == employer && validAt(p.ExitsAt, s.EndsAt) })
}
