// Package due reckons what of a passport has to be renewed or is missing, and since when or from when. It looks at what
// counts of each kind of evidence: the newest check of a type, the newest entry on a register, the competency that lasts
// longest.
package due

import (
	"cmp"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Kind is a kind of evidence.
type Kind string

// The kinds of evidence.
const (
	Check        Kind = "check"
	Registration Kind = "registration"
	Competency   Kind = "competency"
	Engagement   Kind = "engagement"
)

// Kinds are all kinds.
var Kinds = []string{string(Check), string(Registration), string(Competency), string(Engagement)}

// State is how a piece of evidence stands, whatever its date.
type State string

// The states of evidence.
const (
	Held       State = "held"         // in place until it runs out
	Missing    State = "missing"      // asked for, and never recorded
	NotInPlace State = "not_in_place" // recorded, and the answer was not yes
	Blocked    State = "blocked"      // the register does not allow work
	ByApproval State = "by_approval"  // the register allows work only as named people approve
)

// EPP is the code of the clearance for exposure-prone procedures, which runs out apart from the health check that gave it.
const EPP = "epp"

// Post is the code of the engagement with the home employer.
const Post = "post"

// Line is one piece of evidence and when it is due.
type Line struct {
	Kind Kind
	// Code is the type of a check, the register, framework:subject of a competency, or Post.
	Code string
	// Level is a competency's, else 0.
	Level int
	State State
	// Asked tells that nobody in the role works without it.
	Asked bool
	// DueAt is when it stops to hold, or since when it is not in place; nil when it lasts.
	DueAt *time.Time
	// ReadAt is when the register was read for this entry alone; nil for other kinds.
	ReadAt *time.Time
}

// Of reckons the lines of a passport at a moment, by kind and code. There is one for each of the five employment checks at
// the least.
func Of(r worker.Record, ps Profiles, at time.Time) []Line {
	p := profile(r, ps, at)
	out := checks(r, p)
	out = append(out, registrations(r, p)...)
	out = append(out, competencies(r, p)...)
	if l, any := post(r); any {
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b Line) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Code, b.Code)) })
	return out
}

// profile joins what is asked by the engagements that have not ended.
func profile(r worker.Record, ps Profiles, at time.Time) Profile {
	all := Profile{Checks: everybody}
	for _, e := range r.Engagements {
		if e.Until != nil && !e.Until.After(at) {
			continue
		}
		p := ps.Of(e.StaffGroup, e.Role)
		if len(all.Bodies) == 0 {
			all.Bodies = p.Bodies
		}
		for _, s := range p.Subjects {
			if !slices.Contains(all.Subjects, s) {
				all.Subjects = append(all.Subjects, s)
			}
		}
	}
	return all
}

func checks(r worker.Record, p Profile) []Line {
	out := make([]Line, 0, len(p.Checks)+1)
	for _, t := range p.Checks {
		l := Line{Kind: Check, Code: string(t), State: Missing, Asked: true, DueAt: &r.EnrolledAt}
		c, found := check.Newest(r.Checks, t)
		switch k := c.Record(); {
		case found && !c.Satisfied():
			l.State, l.DueAt = NotInPlace, &k.RecordedAt
		case found:
			l.State, l.DueAt = Held, k.ValidUntil
			if k.EPPClearedUntil != nil {
				out = append(out, Line{Kind: Check, Code: EPP, State: Held, DueAt: k.EPPClearedUntil})
			}
		}
		out = append(out, l)
	}
	return out
}

// registrations asks for one register of the profile: the one on which the worker stands best.
func registrations(r worker.Record, p Profile) []Line {
	var out []Line
	asked := -1
	for _, body := range bodies(r) {
		g, _ := registration.Newest(r.Registrations, body)
		out = append(out, registered(g))
		if slices.Contains(p.Bodies, body) && (asked < 0 || out[asked].State != Held) {
			asked = len(out) - 1
		}
	}
	switch {
	case asked >= 0:
		out[asked].Asked = true
	case len(p.Bodies) > 0:
		out = append(out, Line{Kind: Registration, Code: p.Bodies[0], State: Missing, Asked: true, DueAt: &r.EnrolledAt})
	}
	return out
}

func bodies(r worker.Record) []string {
	var out []string
	for _, g := range r.Registrations {
		if !slices.Contains(out, g.Body()) {
			out = append(out, g.Body())
		}
	}
	return out
}

func registered(g registration.Registration) Line {
	k := g.Record()
	l := Line{Kind: Registration, Code: g.Body(), State: Held, DueAt: k.ValidUntil, ReadAt: &k.CheckedAt}
	switch g.Effect() {
	case registration.Block:
		l.State, l.DueAt = Blocked, &k.RecordedAt
	case registration.Approval:
		l.State, l.DueAt = ByApproval, &k.RecordedAt
	default:
	}
	return l
}

func competencies(r worker.Record, p Profile) []Line {
	levels := map[string]int{}
	for _, s := range p.Subjects {
		code := "cstf:" + s.Code
		levels[code] = max(levels[code], s.Level)
	}
	asked := map[string]bool{}
	for code := range levels {
		asked[code] = true
	}
	for _, c := range r.Competencies {
		code := c.Record().Framework + ":" + c.Record().Code
		levels[code] = max(levels[code], 1)
	}
	out := make([]Line, 0, len(levels))
	for code, level := range levels {
		framework, subject, _ := cut(code)
		l := Line{Kind: Competency, Code: code, Level: level, State: Missing, Asked: asked[code], DueAt: &r.EnrolledAt}
		if best, found := competency.Best(r.Competencies, framework, subject, level); found {
			l.State, l.DueAt, l.Level = Held, best.Record().ValidUntil, best.Record().Level
		}
		out = append(out, l)
	}
	return out
}

// post is the engagement with the home employer that lasts longest.
func post(r worker.Record) (Line, bool) {
	l, any := Line{Kind: Engagement, Code: Post, State: Held, Asked: true}, false
	for _, e := range r.Engagements {
		if e.Employer != r.HomeEmployer {
			continue
		}
		if !any || l.DueAt != nil && (e.Until == nil || e.Until.After(*l.DueAt)) {
			l.DueAt = e.Until
		}
		any = true
	}
	return l, any
}
