package openlist

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// String is the word as a database would hold it.
func (w word) String() string { return fmt.Sprintf("%d:%s:%s:%d", w.kind, w.code, w.more, w.level) }

// Needed are the words that a shift needs, its kind of work among them: the same question as List.Workers asks, for
// comparing with a database.
func Needed(s shift.State) []string {
	out := []string{"work:" + s.StaffGroup + ":" + s.Role}
	needs(s, func(w word) { out = append(out, w.String()) })
	return out
}

// Held are the words that a worker holds, whatever has ended.
func Held(w eligibility.Worker) []string {
	var out []string
	for _, g := range w.Engagements {
		if g.Employer != w.HomeEmployer {
			continue
		}
		out = append(out, "work:"+g.StaffGroup+":"+g.Role)
		for _, b := range bandsWithin(g.Band) {
			out = append(out, word{kind: band, code: b}.String())
		}
	}
	holds(w, time.Time{}, func(h word) { out = append(out, h.String()) })
	return out
}
