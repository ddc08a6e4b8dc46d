// Package fillrate measures how much of the requested work is filled, and by whom: the five-way split of net requested
// minutes and shifts, by employer, staff group and window. It is pure: the same shifts at the same moment always give the
// same figures, in whatever order and however often they were heard of.
package fillrate

import (
	"errors"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Facts is what the measures look at of one shift, at one version of it.
type Facts struct {
	ID      id.ID
	Version int64
	// Employer is the host's ODS code, Site an ODS site code, Ward a local code.
	Employer, Site, Ward   string
	StaffGroup, Role, Band string
	StartsAt, EndsAt       time.Time
	// NetMinutes is the elapsed length less the unpaid break.
	NetMinutes int64
	Status     string
	// FilledBy is the channel while the shift is filled, started or worked; else empty.
	FilledBy string
}

// Shift is one shift at one version, known to be countable.
type Shift struct {
	f    Facts
	part Part
}

// New checks that the facts can be counted.
func New(f Facts) (Shift, error) {
	part, ok := PartOf(f.Status, f.FilledBy)
	switch {
	case f.ID == id.Nil:
		return Shift{}, errors.New("a shift must have an id")
	case f.Version < 1:
		return Shift{}, fmt.Errorf("shift %s: versions count from 1, not %d", f.ID, f.Version)
	case f.Employer == "" || f.StaffGroup == "":
		return Shift{}, fmt.Errorf("shift %s: employer and staff group must be set", f.ID)
	case !f.EndsAt.After(f.StartsAt) || f.NetMinutes <= 0:
		return Shift{}, fmt.Errorf("shift %s: it must have a real length", f.ID)
	case !ok:
		return Shift{}, fmt.Errorf("shift %s: status %q filled by %q cannot be counted", f.ID, f.Status, f.FilledBy)
	}
	return Shift{f: f, part: part}, nil
}

// Rehydrate is for the store only: it trusts that the facts passed New before they were written.
func Rehydrate(f Facts) Shift {
	part, _ := PartOf(f.Status, f.FilledBy)
	return Shift{f: f, part: part}
}

// Facts gives what the shift was made of.
func (s Shift) Facts() Facts { return s.f }

// Part says how the shift counts.
func (s Shift) Part() Part { return s.part }

// Group is where the shift counts.
func (s Shift) Group() Group { return Group{Employer: s.f.Employer, StaffGroup: s.f.StaffGroup} }
