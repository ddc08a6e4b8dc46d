package site

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Move gives the site to another employer from a moment on. Its last owner has it then: what was planned is not planned
// otherwise. now is the moment by which the owner is told.
func (s *Site) Move(to string, at, now time.Time) error {
	var c rule.Check
	c.ODS("employer", to)
	c.Moment("on", at)
	if err := c.Err("move_invalid", "The site cannot be moved so."); err != nil {
		return err
	}
	at = moment(at)
	owners, err := s.lastAt(at)
	if err != nil {
		return err
	}
	last := &owners[len(owners)-1]
	if last.Employer == to {
		return rule.Conflict("owner_already", "%s belongs to this employer already. Choose another.", s.record.Details.Name)
	}
	next := Owner{Employer: to, From: &at, Until: last.Until}
	last.Until = &at
	s.record.Owners = append(owners, next)
	s.settle(now)
	s.record.Version++
	return nil
}

// Close ends the site at a moment: no employer has it from then on.
func (s *Site) Close(at time.Time) error {
	var c rule.Check
	c.Moment("on", at)
	if err := c.Err("closing_invalid", "The site cannot be closed so."); err != nil {
		return err
	}
	at = moment(at)
	if closed := s.ClosesAt(); closed != nil {
		return rule.Conflict("site_closed", "%s is closed from %s already.", s.record.Details.Name, rule.Day(*closed))
	}
	owners, err := s.lastAt(at)
	if err != nil {
		return err
	}
	owners[len(owners)-1].Until = &at
	s.record.Owners = owners
	s.record.Version++
	return nil
}

// lastAt is the owners, as a copy, when the last of them has the site around a moment.
func (s *Site) lastAt(at time.Time) ([]Owner, error) {
	owners := slices.Clone(s.record.Owners)
	last := owners[len(owners)-1]
	if last.From != nil && !last.From.Before(at) {
		return nil, rule.Conflict("moves_later", "%s has an owner from %s, which is not before this day. Choose a later day.",
			s.record.Details.Name, rule.Day(*last.From))
	}
	if last.Until != nil && !last.Until.After(at) {
		return nil, rule.Conflict("site_closed", "%s is closed from %s already.", s.record.Details.Name, rule.Day(*last.Until))
	}
	return owners, nil
}

// Tell brings what is told of the owner up to a moment: on the day of a move the site is told anew. changed is false when
// nothing is new. A closed site keeps its last owner.
func (s *Site) Tell(now time.Time) (changed bool) {
	if changed = s.settle(now); changed {
		s.record.Version++
	}
	return changed
}

func (s *Site) settle(now time.Time) (changed bool) {
	owner := s.OwnerAt(now)
	if owner == "" || owner == s.record.Details.Employer {
		return false
	}
	s.record.Details.Employer = owner
	return true
}
