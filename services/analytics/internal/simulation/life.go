package simulation

import (
	"time"

	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// audience is whom steps of a ladder let in. All tiers of framework agencies are one audience, which the first of them lets in.
type audience int

const (
	preferred audience = iota
	ownBank
	collaborative
	framework
	offFramework
	audiences
)

var lets = map[release.Kind]audience{
	release.Preferred: preferred, release.OwnBank: ownBank, release.CollaborativeBank: collaborative,
	release.FrameworkAgency: framework, release.OffFrameworkAgency: offFramework,
}

// part is how a shift counts that the audience takes. The preferred person is of the own bank.
func (a audience) part() fillrate.Part {
	return [...]fillrate.Part{fillrate.OwnBank, fillrate.OwnBank, fillrate.CollaborativeBank, fillrate.FrameworkAgency, fillrate.OffFrameworkAgency}[a]
}

// openings is when each audience was let in; the zero time is never.
type openings [audiences]time.Time

func (o openings) has(a audience, at time.Time) bool { return !o[a].IsZero() && !o[a].After(at) }

// life is what of a shift a simulation looks at.
type life struct {
	shift   fact.Shift
	part    fillrate.Part
	day     int
	asked   time.Time
	opened  openings
	takenAt time.Time // zero when nobody took it
	taker   audience
	// fixed tells that no ladder explains what became of the shift: it was recorded after its start, refilled after it, or
	// taken by somebody whom its ladder had not let in. It stays as it was, whatever the ladder.
	fixed bool
}

// livesOf leaves out what was called off: it is not in the denominator of any figure.
func livesOf(shifts []fact.Shift) (out []life) {
	for _, s := range shifts {
		if p, ok := fillrate.PartOf(s.Status, s.FilledBy); ok && p != fillrate.Withdrawn {
			out = append(out, lifeOf(s, p))
		}
	}
	return out
}

func lifeOf(s fact.Shift, p fillrate.Part) life {
	l := life{shift: s, part: p, day: londonDay(s.StartsAt), asked: s.PostedAt}
	if s.ApprovedAt != nil && s.ApprovedAt.After(l.asked) {
		l.asked = *s.ApprovedAt
	}
	for _, o := range s.Opened {
		if a, ok := lets[release.Kind(o.Step)]; ok && (l.opened[a].IsZero() || o.At.Before(l.opened[a])) {
			l.opened[a] = o.At
		}
	}
	if len(s.Opened) == 0 { // Without a ladder every bank worker may take it.
		l.opened[ownBank], l.opened[collaborative] = l.asked, l.asked
	}
	l.fixed = l.asked.IsZero() || !l.asked.Before(s.StartsAt)
	if p == fillrate.Unfilled {
		return l
	}
	if s.FilledAt == nil || s.FilledAt.After(s.StartsAt) {
		l.fixed = true
		return l
	}
	l.takenAt = *s.FilledAt
	l.taker = takerOf(p, l.opened, l.takenAt)
	l.fixed = l.fixed || !l.opened.has(l.taker, l.takenAt)
	return l
}

func takerOf(p fillrate.Part, o openings, at time.Time) audience {
	switch p {
	case fillrate.CollaborativeBank:
		return collaborative
	case fillrate.FrameworkAgency:
		return framework
	case fillrate.OffFrameworkAgency:
		return offFramework
	}
	if o.has(preferred, at) && !o.has(ownBank, at) {
		return preferred
	}
	return ownBank
}

// until is when the shift stopped being open.
func (l life) until() time.Time {
	if l.takenAt.IsZero() {
		return l.shift.StartsAt
	}
	return l.takenAt
}

// asItWas is when the audiences were let in, and would have been had nobody taken the shift: the latter by the ladder that its
// employer has now. A step that was due already and had not opened waited for something that no ladder tells: it stays shut.
func (l life) asItWas(now release.Ladder, r release.Rules) openings {
	out := l.opened
	if l.takenAt.IsZero() || len(l.shift.Opened) == 0 {
		return out
	}
	planned := l.under(now, r)
	planned[framework] = l.shift.BankClosesAt // What the shift's own ladder had said; its start where agencies are barred.
	for a, at := range planned {
		if out[a].IsZero() && at.After(l.takenAt) && at.Before(l.shift.StartsAt) {
			out[a] = at
		}
	}
	return out
}

// under is when the audiences would have been let in by another ladder. Who waits for somebody's yes got it when it was
// given in truth, and not where it was not; a preferred person is one whom the ward had named in truth.
func (l life) under(other release.Ladder, r release.Rules) openings {
	f := release.For{
		PostedAt: l.asked, StartsAt: l.shift.StartsAt, StaffGroup: l.shift.StaffGroup, Band: l.shift.Band,
		Preferred: !l.opened[preferred].IsZero(),
	}
	var out openings
	for _, s := range release.Plan(other, f, r).Steps {
		a, ok := lets[s.Kind]
		if !ok || !out[a].IsZero() {
			continue
		}
		at := s.OpensAt
		if s.Approver != "" {
			if l.opened[a].IsZero() {
				continue
			}
			at = later(at, l.opened[a])
		}
		out[a] = at
	}
	return out
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
