package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/deployments/internal/employer"
	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Merger says that Successor follows Predecessors from On, the start of a day in London. All their sites are its own from
// then on. Successor may have been there before, and then takes the others in.
type Merger struct {
	Successor    string
	Predecessors []string
	On           time.Time
}

// MergeEmployers records a merger. Every predecessor closes and hands over its sites in one transaction; what each has
// signed binds the successor from that moment.
func (a *App) MergeEmployers(ctx context.Context, m Merger) error {
	who, err := a.policy.Check(ctx, EmployerMerge, auth.Facts{ICS: a.ICS})
	if err != nil {
		return err
	}
	m.Predecessors = slices.Compact(slices.Sorted(slices.Values(m.Predecessors)))
	return a.Registers.Change(ctx, func(h *Held) ([]Told, error) {
		if err := a.judgeMerger(h, m); err != nil {
			return nil, err
		}
		var out []Told
		for _, ods := range m.Predecessors {
			told, err := a.succeed(h, h.Employers[ods], m, a.by(ctx, who, "employer.merge"))
			if err != nil {
				return nil, asFault(err)
			}
			out = append(out, told...)
		}
		return out, nil
	})
}

// judgeMerger refuses what no register could hold. Whether each predecessor can close is its own to say.
func (a *App) judgeMerger(h *Held, m Merger) error {
	var c rule.Check
	c.Moment("on", m.On)
	c.That(len(m.Predecessors) > 0, "predecessors", "Choose at least one employer that closes.")
	c.That(!slices.Contains(m.Predecessors, m.Successor), "successor", "Choose a successor that is not among those that close.")
	for _, ods := range m.Predecessors {
		c.That(h.Employers[ods] != nil, "predecessors", "%s is not registered. Check the code.", ods)
	}
	next := h.Employers[m.Successor]
	c.That(next != nil, "successor", "Choose the employer that follows. A new one has to be registered first, as a member from the day of the merger on.")
	if err := c.Err("merger_invalid", "The merger cannot be recorded as it stands."); err != nil {
		return asFault(err)
	}
	if !next.OpenAt(m.On) {
		return fault.New(fault.Conflict, "successor_closed", "%s is closed from %s. Choose the employer that follows it.",
			next.Record().Name, rule.Day(*next.Record().ClosedAt))
	}
	if !next.MemberAt(a.ICS, m.On) {
		return fault.New(fault.Conflict, "successor_not_member", "%s does not take part in %s on %s. Let it join from that day on, then record the merger.",
			next.Record().Name, a.ICS, rule.Day(m.On))
	}
	return nil
}

// succeed closes one employer and hands over the sites that it has at that moment.
func (a *App) succeed(h *Held, e *employer.Employer, m Merger, t Trail) ([]Told, error) {
	before := *e
	if err := e.Close(m.On, m.Successor); err != nil {
		return nil, err
	}
	now := a.Now()
	out := []Told{tellSucceeded(*e, before, now, t), tellMembership(*e, before, now, t)}
	for _, ods := range sortedKeys(h.Sites) {
		s := h.Sites[ods]
		if s.OwnerAt(m.On) != e.ODS() {
			continue
		}
		was := *s
		if s.LastOwner() != e.ODS() {
			return nil, rule.Conflict("site_moves_later", "%s is to belong to another employer after %s, the day of the merger. Move it on that day or before.",
				s.Details().Name, rule.Day(m.On))
		}
		if err := s.Move(m.Successor, m.On, now); err != nil {
			return nil, err
		}
		out = append(out, tellSiteChanged(*s, was, a.ICS, now, t))
	}
	return out, nil
}
