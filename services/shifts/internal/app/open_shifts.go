package app

import (
	"context"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/openlist"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/preferences"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// Judged is an open shift with what this service thinks of the worker's chances.
type Judged struct {
	Shift    shift.State
	Decision eligibility.Decision
}

// Listed is a judged shift with what a worker compares shifts by.
type Listed struct {
	Judged
	// Pay is what the shift pays this worker, as it would be locked at booking.
	Pay pay.Quote
	// KM is the distance in a straight line from the middle of the worker's postcode area; nil when one end is not known.
	KM      *float64
	Night   bool
	Urgency policy.Level
	Mark    preferences.Mark
	// Cross tells that the shift is at another employer than the worker's own.
	Cross bool
	// AidedUntil is until when a lead has opened the shift by mutual aid to the workers of all parties, the worker's employer
	// among them; nil when none has.
	AidedUntil *time.Time
}

// OpenShifts are the shifts that a worker could take and, when asked for, some that not, judged on what has been told up
// to AsOf.
type OpenShifts struct {
	Shifts, Closed []Listed
	// Count is how many shifts the worker could take of all that the query admits; AtLeast that there may be more.
	Count   int
	AtLeast bool
	// Next is where the list goes on after Shifts; nil at the end.
	Next *openlist.Place
	// Area and WithinKM are what distances were measured from and limited to; empty and 0 when they were not.
	Area     string
	WithinKM int
	// Hidden is how many wards the worker's preferences keep out.
	Hidden int
	AsOf   time.Time
}

// countedUpTo is how many shifts are judged at most to count them; a page that is not full by then is filled further.
const countedUpTo = 500

// OpenShifts lists the open shifts for the worker who asks: those that they could take in the order asked for and, if the
// query says so, also some of the others, their own kind of work first, each with every reason why not.
//
// The list in memory finds what is worth judging; each shift that is shown is judged exactly, on the worker's passport,
// agreements and diary as they are in the database now.
func (a *App) OpenShifts(ctx context.Context, q OpenQuery) (OpenShifts, error) {
	who, err := a.check(ctx, ReadOpenShifts, auth.Facts{})
	if err != nil {
		return OpenShifts{}, err
	}
	q.Limit = max(1, q.Limit)
	now := a.clock.Now()
	w, err := a.worker(ctx, who)
	if err != nil {
		return OpenShifts{}, err
	}
	facts, err := a.standing(ctx, w, now)
	if err != nil {
		return OpenShifts{}, err
	}
	s := search{app: a, now: now, worker: w, facts: facts, query: q}
	if err := s.prepare(ctx); err != nil {
		return OpenShifts{}, err
	}
	if err := a.feed.catchUp(ctx); err != nil {
		return OpenShifts{}, err
	}
	return s.run(ctx)
}

// search is one answer in the making.
type search struct {
	app    *App
	now    time.Time
	worker eligibility.Worker
	facts  eligibility.Facts
	query  OpenQuery

	prefers preferences.Preferences
	filter  openlist.Filter
	area    string
	wages   wages
	urgency map[string]policy.Urgency
}

// granted adds the shifts that named people have decided the worker may take all the same, and those that a lead has
// opened to their employer by mutual aid: masks and agreements keep them out.
func (s *search) granted(found []*openlist.Entry) []*openlist.Entry {
	var shifts []id.ID
	add := func(shiftID id.ID) {
		if !slices.ContainsFunc(found, func(e *openlist.Entry) bool { return e.Shift.ID == shiftID }) && !slices.Contains(shifts, shiftID) {
			shifts = append(shifts, shiftID)
		}
	}
	for _, o := range s.facts.Overrides {
		add(o.Shift)
	}
	for _, aid := range s.facts.Aids {
		if slices.ContainsFunc(s.app.lineage.Heirs().Kin(s.worker.HomeEmployer), func(code string) bool { return slices.Contains(aid.Parties, code) }) {
			for _, shiftID := range aid.Shifts {
				add(shiftID)
			}
		}
	}
	return append(found, s.app.feed.list.Some(shifts, s.now)...)
}

func (s *search) run(ctx context.Context) (OpenShifts, error) {
	out := OpenShifts{AsOf: s.now, Shifts: []Listed{}, Area: s.area, WithinKM: int(s.filter.MaxKM), Hidden: len(s.filter.Hidden)}
	candidates := s.granted(s.app.feed.list.Open(s.worker, s.facts.Agreements, s.now))
	if err := s.learn(ctx, candidates); err != nil {
		return out, err
	}
	yes := make(map[id.ID]bool)
	var last openlist.Place
	for n, r := range openlist.Rank(candidates, &s.filter, s.key) {
		full := len(out.Shifts) == s.query.Limit
		if full && n >= countedUpTo {
			out.AtLeast = true
			break
		}
		left := r.Shift.Remaining(s.now)
		if !s.paysEnough(left) {
			continue
		}
		d := s.app.judgeOpen(s.worker, left, s.facts)
		if d.Outcome != eligibility.Eligible && d.Outcome != eligibility.EligibleWithWarnings {
			continue
		}
		yes[r.Shift.ID] = true
		out.Count++
		switch {
		case s.query.After != nil && r.Place.Compare(*s.query.After) <= 0: // on a page before
		case full:
			out.Next = &last
		default:
			l, err := s.listed(ctx, r.Entry, left, d)
			if err != nil {
				return out, err
			}
			out.Shifts, last = append(out.Shifts, l), r.Place
		}
	}
	if out.AtLeast {
		out.Next = &last
	}
	if !s.query.Ineligible {
		return out, nil
	}
	var err error
	out.Closed, err = s.closed(ctx, yes)
	return out, err
}

// learn reads what the employers of the shifts have decided.
func (s *search) learn(ctx context.Context, shifts []*openlist.Entry) error {
	for _, e := range shifts {
		if err := s.app.learnHost(ctx, &s.facts, e.Shift.Employer); err != nil {
			return err
		}
		if err := s.wages.learn(ctx, e.Shift.Employer); err != nil {
			return err
		}
	}
	return nil
}

// closed are open shifts that the worker could not take, those of their own kind of work first.
func (s *search) closed(ctx context.Context, yes map[id.ID]bool) ([]Listed, error) {
	var own, others []*openlist.Entry
	roles := s.worker.Roles()
	for _, e := range s.app.feed.list.All(s.now) {
		switch {
		case yes[e.Shift.ID]:
		case slices.Contains(roles, e.Shift.Role):
			own = append(own, e)
		default:
			others = append(others, e)
		}
	}
	var out []Listed
	for _, some := range [][]*openlist.Entry{own, others} {
		if err := s.learn(ctx, some); err != nil {
			return nil, err
		}
		for _, r := range openlist.First(some, &s.filter, s.nearKey, s.query.Limit+countedUpTo) {
			if len(out) >= s.query.Limit {
				return out, nil
			}
			left := r.Shift.Remaining(s.now)
			d := s.app.judgeOpen(s.worker, left, s.facts)
			if d.Outcome == eligibility.Eligible || d.Outcome == eligibility.EligibleWithWarnings || !s.paysEnough(left) {
				continue
			}
			l, err := s.listed(ctx, r.Entry, left, d)
			if err != nil {
				return nil, err
			}
			out = append(out, l)
		}
	}
	return out, nil
}

// listed says what a shift is compared by; left is what is left of it to be worked.
func (s *search) listed(ctx context.Context, e *openlist.Entry, left shift.State, d eligibility.Decision) (Listed, error) {
	l := Listed{
		Judged: Judged{Shift: left, Decision: d}, Pay: s.wages.quote(left), Night: e.Night,
		Mark: s.prefers.MarkOf(preferences.Ward{Site: e.Shift.Site, Ward: e.Shift.Ward}), Cross: s.app.cross(s.worker, e.Shift),
	}
	if km, ok := s.filter.KM[e.Shift.Site]; ok {
		l.KM = &km
	}
	if aid, open := s.facts.Aided(s.worker.HomeEmployer, e.Shift.ID, s.now); open {
		l.AidedUntil = &aid.Until
	}
	u, ok := s.urgency[e.Shift.Employer]
	if !ok {
		var err error
		if u, _, err = policyOf[policy.Urgency](ctx, s.app.policies, e.Shift.Employer); err != nil {
			return l, err
		}
		s.urgency[e.Shift.Employer] = u
	}
	l.Urgency = u.Level(e.Shift.StartsAt.Sub(s.now), e.Shift.Reason)
	return l, nil
}
