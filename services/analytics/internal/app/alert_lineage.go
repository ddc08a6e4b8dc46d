package app

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// reading is under which employer a rule sees what bears a code at a moment. A rule on all employers, or on one that stands, sees
// whoever stands for the code. A rule on an employer that another has followed goes on for its part: the work at the places that
// were its own on its last day. Work of which the record does not tell from which predecessor it stems counts in the parts of all
// from which the heir began, so that none goes unwatched; an heir that was there before keeps it to itself.
type reading struct {
	heirs *footprint.Heirs
	now   time.Time
	// part is the employer of whose part is read, heir who stands for it; empty for all as they stand.
	part, heir string
	register   *footprint.Register
	lastDay    time.Time
	inherited  bool
	places     map[footprint.Figure]string
}

// readings has one reading for each part and what it sees, so that rules that see the same share it. Nil is a world without mergers.
type readings struct {
	live  *Live
	heirs *footprint.Heirs
	now   time.Time
	parts map[string]*reading
	known map[string]alert.Known
}

func (l *Live) readings(now time.Time) *readings {
	heirs := l.lineage()
	if heirs.Latest(now).IsZero() {
		return nil
	}
	return &readings{live: l, heirs: heirs, now: now, parts: map[string]*reading{}, known: map[string]alert.Known{}}
}

// of is how a rule on an employer reads; on all employers for an empty one.
func (x *readings) of(employer string) *reading {
	if x == nil {
		return nil
	}
	part := employer
	if employer != "" && x.heirs.Of(employer, x.now) == employer {
		part = ""
	}
	r := x.parts[part]
	if r == nil {
		r = &reading{heirs: x.heirs, now: x.now, part: part, places: map[footprint.Figure]string{}}
		if part != "" {
			r.heir = x.heirs.Of(part, x.now)
			r.inherited = slices.Contains(x.heirs.Line(r.heir, x.now), part)
			r.register, r.lastDay = x.live.footprints(), x.live.closed(part).Add(-time.Microsecond)
		}
		x.parts[part] = r
	}
	return r
}

// closed is when an employer was followed by another.
func (l *Live) closed(employer string) time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	if at := l.picture.known[employer].ClosedAt; at != nil {
		return *at
	}
	return time.Time{}
}

// see is what a rule on an employer looks at.
func (x *readings) see(employer string, k alert.Known) alert.Known {
	r := x.of(employer)
	if r == nil {
		return k
	}
	known, done := x.known[r.part]
	if done {
		return known
	}
	known = alert.Known{Shifts: make([]fact.Shift, len(k.Shifts)), Ages: map[string]time.Time{}}
	for i, s := range k.Shifts {
		known.Shifts[i] = r.shift(s)
	}
	for code, at := range k.Ages {
		if label := r.employer(code); at.After(known.Ages[label]) {
			known.Ages[label] = at
		}
	}
	x.known[r.part] = known
	return known
}

func (r *reading) shift(s fact.Shift) fact.Shift {
	if r == nil {
		return s
	}
	f := footprint.Figure{Employer: s.Employer, Site: s.Site}
	if r.part != "" {
		f.At = s.StartsAt
	}
	label, known := r.places[f]
	if !known {
		label = r.place(f)
		r.places[f] = label
	}
	s.Employer = label
	return s
}

func (r *reading) place(f footprint.Figure) string {
	heir := r.heirs.Of(f.Employer, r.now)
	if r.part == "" || heir != r.heir {
		return heir
	}
	was := r.register.Restate(f, r.lastDay)
	if was.Exact && was.Employer == r.part || !was.Exact && r.inherited {
		return r.part
	}
	return heir
}

// employer is under whom everything of a code is seen: what is of the whole heir is of each of its parts.
func (r *reading) employer(code string) string {
	if r == nil {
		return code
	}
	heir := r.heirs.Of(code, r.now)
	if r.part != "" && heir == r.heir {
		return r.part
	}
	return heir
}

func (r *reading) cell(c alert.Cell) alert.Cell {
	c.Employer = r.employer(c.Employer)
	return c
}

// replaced gives the rules on employers that were followed which rest, each with the rule that judges instead of it: the heir's own
// word counts, and nobody is called twice about one thing. Both are of the system, or both of employers.
func (x *readings) replaced(rules []alert.Rule) map[id.ID]alert.Rule {
	out := map[id.ID]alert.Rule{}
	if x == nil {
		return out
	}
	for _, r := range rules {
		if r.Scope.Employer == "" {
			continue
		}
		line := x.heirs.Line(r.Scope.Employer, x.now)
		followers := line[:slices.Index(line, r.Scope.Employer)]
		for _, o := range rules {
			if o.On && (o.Owner == "") == (r.Owner == "") && slices.Contains(followers, o.Scope.Employer) && r.Alike(o) {
				out[r.ID] = o
			}
		}
	}
	return out
}
