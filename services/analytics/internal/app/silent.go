package app

import (
	"time"

	"github.com/muster-ics/muster/pkg/bankholiday"
	"github.com/muster-ics/muster/services/analytics/internal/silence"
)

// Quiet is what was heard of one employer last, and until when it may be quiet without being silent.
type Quiet struct {
	// Newest is the time of the newest event, SilentFrom the moment from which hearing nothing since is silence.
	Newest, SilentFrom time.Time
}

// Silent tells whether the employer is silent at the moment.
func (q Quiet) Silent(at time.Time) bool { return !at.Before(q.SilentFrom) }

// Age is how old the newest event is at the moment.
func (q Quiet) Age(at time.Time) time.Duration { return max(at.Sub(q.Newest), 0) }

// quiets is how long each employer may be quiet, from the hours in which it was heard before.
type quiets struct {
	heard map[string][]time.Time
	// patterns are those at the hour of the newest event, so that they are found once an hour and not at every event.
	patterns map[string]patternAt
	now      map[string]Quiet
}

type patternAt struct {
	hour    time.Time
	pattern silence.Pattern
}

func newQuiets(heard map[string][]time.Time, ages map[string]time.Time) quiets {
	q := quiets{heard: heard, patterns: map[string]patternAt{}, now: make(map[string]Quiet, len(ages))}
	q.move(ages)
	return q
}

// move takes in the newest events.
func (q quiets) move(ages map[string]time.Time) {
	for employer, newest := range ages {
		if q.now[employer].Newest.Equal(newest) {
			continue
		}
		p := q.patterns[employer]
		if hour := newest.Truncate(time.Hour); !p.hour.Equal(hour) {
			p = patternAt{hour: hour, pattern: silence.Of(q.heard[employer], newest, bankholiday.Is)}
			q.patterns[employer] = p
		}
		q.now[employer] = Quiet{Newest: newest, SilentFrom: p.pattern.From(newest, bankholiday.Is)}
	}
}

// quiet is that of an employer. ok is false for one that was never heard, and silence does not say anything of one that
// is no more.
func (p picture) quiet(employer string, at time.Time) (q Quiet, silent, ok bool) {
	q, ok = p.quiets.now[employer]
	if closed := p.known[employer].ClosedAt; closed != nil && !at.Before(*closed) {
		return q, false, ok
	}
	return q, ok && q.Silent(at), ok
}
