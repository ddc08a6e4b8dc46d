// Package measure counts from facts what fill rates alone do not tell: how early shifts are posted and how long they wait,
// who lets whom down, what agencies had and whether the bank came first, who lends to whom, what is paid where. It is pure:
// the same facts give the same figures, in whatever order. Figures about people are cut where they are few.
package measure

import (
	"cmp"
	"slices"
	"strings"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// Dimension is one way to tell cells apart.
type Dimension string

// The dimensions, in the order in which rows are sorted.
const (
	ByEmployer   Dimension = "employer"
	BySite       Dimension = "site"
	ByWard       Dimension = "ward"
	ByStaffGroup Dimension = "staff_group"
	ByBand       Dimension = "band"
	ByPeriod     Dimension = "period"
	ByLead       Dimension = "lead"
	ByReason     Dimension = "reason"
)

// Dimensions has all of them.
var Dimensions = []Dimension{ByEmployer, BySite, ByWard, ByStaffGroup, ByBand, ByPeriod, ByLead, ByReason}

// Cell is a place for figures: one value of each dimension, empty where the dimension was not asked for.
type Cell struct {
	// Employer is the host.
	Employer, Site, Ward, StaffGroup, Band string
	// Period is day, night or weekend; Lead a band of LeadBands; Reason why the ward asked.
	Period, Lead, Reason string
}

// CellOf is the finest cell of a shift.
func CellOf(s fact.Shift) Cell {
	return Cell{
		Employer: s.Employer, Site: s.Site, Ward: s.Ward, StaffGroup: s.StaffGroup, Band: s.Band,
		Period: PeriodOf(s.StartsAt, s.EndsAt), Lead: LeadBand(Lead(s)), Reason: s.Reason,
	}
}

// cellOfBooking is the cell of a booking whose shift is not known: that of the rest of a shift whose worker left early.
func cellOfBooking(b fact.Booking) Cell {
	return Cell{
		Employer: b.HostEmployer, Site: b.Site, Ward: b.Ward, StaffGroup: b.StaffGroup, Band: b.Band,
		Period: PeriodOf(b.StartsAt, b.EndsAt),
	}
}

// whole completes a choice of dimensions, in their order. A ward's code means something only at its site, and a site is
// shown with its employer.
func whole(by []Dimension) []Dimension {
	chosen := slices.Clone(by)
	if slices.Contains(chosen, ByWard) {
		chosen = append(chosen, BySite)
	}
	if slices.Contains(chosen, BySite) {
		chosen = append(chosen, ByEmployer)
	}
	var out []Dimension
	for _, d := range Dimensions {
		if slices.Contains(chosen, d) {
			out = append(out, d)
		}
	}
	return out
}

// of is the value in one dimension.
func (c *Cell) of(d Dimension) *string {
	switch d {
	case ByEmployer:
		return &c.Employer
	case BySite:
		return &c.Site
	case ByWard:
		return &c.Ward
	case ByStaffGroup:
		return &c.StaffGroup
	case ByBand:
		return &c.Band
	case ByPeriod:
		return &c.Period
	case ByLead:
		return &c.Lead
	default:
		return &c.Reason
	}
}

// Of is the value in one dimension.
func (c Cell) Of(d Dimension) string { return *c.of(d) }

// Only keeps the values of these dimensions.
func (c Cell) Only(by []Dimension) Cell {
	var out Cell
	for _, d := range by {
		*out.of(d) = *c.of(d)
	}
	return out
}

// Compare orders cells by their values; lead bands from the shortest.
func (c Cell) Compare(o Cell) int {
	for _, d := range Dimensions {
		a, b := *c.of(d), *o.of(d)
		if d == ByLead {
			if n := cmp.Compare(slices.Index(LeadBands, a), slices.Index(LeadBands, b)); n != 0 {
				return n
			}
			continue
		}
		if n := strings.Compare(a, b); n != 0 {
			return n
		}
	}
	return 0
}
