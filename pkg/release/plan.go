package release

import (
	"slices"
	"time"
)

// For is the shift that a ladder is laid out for.
type For struct {
	PostedAt, StartsAt time.Time
	StaffGroup, Band   string
	// Preferred and Fallback tell whether the shift names a preferred worker and a fallback band.
	Preferred, Fallback bool
}

// lead is the time from posting to start; nothing for a shift that is recorded after its start.
func (f For) lead() time.Duration { return max(0, f.StartsAt.Sub(f.PostedAt)) }

// Plan lays the ladder out for one shift: each step that concerns it, with the moment at which it falls due.
//
// Nothing opens while the preferred person has the shift alone. No agency step falls due before the banks have had their
// time (see BankClosesAt). A shift posted late compresses: what has passed already falls due at posting, and no window or
// dwell takes more of the time that is left than the banks' share of it.
func Plan(l Ladder, f For, r Rules) State {
	st := State{LadderID: l.ID, LadderVersion: l.Version, Steps: []Rung{}}
	floor := f.PostedAt
	before := f.PostedAt
	for _, s := range l.Steps {
		if !concerns(s, f, r) {
			continue
		}
		due := s.Trigger.due(f, before, share(l.BankShare, f.lead()))
		if due.Before(floor) {
			due = floor
		}
		if s.Kind.Agency() {
			if closes := banksHadTheirTime(st.Steps, l.BankShare, f); due.Before(closes) {
				due = closes
			}
			if n := len(st.Steps); n > 0 && st.Steps[n-1].Kind.Agency() {
				due = maxTime(due, st.Steps[n-1].OpensAt) // A later tier never comes before an earlier one.
			}
		}
		st.Steps = append(st.Steps, Rung{Kind: s.Kind, Tier: s.Tier, OpensAt: due, CeilingPence: s.CeilingPence, Approver: s.Approver})
		before = due
		if s.Kind == Preferred {
			floor = due.Add(min(s.Window, share(l.BankShare, f.lead())))
			before = floor
		}
	}
	return st
}

func concerns(s Step, f For, r Rules) bool {
	switch {
	case s.Kind == Preferred:
		return f.Preferred
	case s.Kind == OwnFallbackGrade:
		return f.Fallback
	case s.Kind.Agency():
		return !slices.Contains(r.NoAgencyBands, f.Band) && !slices.Contains(r.NoAgencyGroups, f.StaffGroup)
	}
	return true
}

func (t Trigger) due(f For, before time.Time, most time.Duration) time.Time {
	switch t.On {
	case LeadTime:
		return maxTime(f.PostedAt, f.StartsAt.Add(-t.After))
	case Dwell:
		return before.Add(min(t.After, most))
	}
	return f.PostedAt
}

// banksHadTheirTime is when each bank audience that has opened so far has had its share of what was left until the start.
func banksHadTheirTime(steps []Rung, percent int, f For) time.Time {
	closes := f.PostedAt
	for _, s := range steps {
		if s.Kind != OwnBank && s.Kind != CollaborativeBank {
			continue
		}
		if had := s.OpensAt.Add(share(percent, max(0, f.StartsAt.Sub(s.OpensAt)))); had.After(closes) {
			closes = had
		}
	}
	return closes
}

// BankClosesAt is the moment before which no agency may fill the shift: when its first agency step falls due. Where the
// ladder stops before agency the banks have the shift until it starts.
func (s State) BankClosesAt(f For) time.Time {
	for _, r := range s.Steps {
		if r.Kind.Agency() {
			return r.OpensAt
		}
	}
	return maxTime(f.PostedAt, f.StartsAt)
}

// share is a percentage of a length, cut to the microsecond that Postgres keeps.
func share(percent int, d time.Duration) time.Duration {
	return (d / 100 * time.Duration(percent)).Truncate(time.Microsecond)
}

func maxTime(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
