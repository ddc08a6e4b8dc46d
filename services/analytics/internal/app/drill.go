package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

// MaxShifts is the most shifts of one page.
const MaxShifts = 200

// ShiftKey is a shift's place in the order of all: by start, then by id.
type ShiftKey struct {
	StartsAt time.Time
	ID       string
}

// ShiftPages gives shifts one after another.
type ShiftPages interface {
	// ShiftsAfter gives shifts of a site and a ward, of all when empty, that start in the interval and follow a key, in order
	// and at most size.
	ShiftsAfter(ctx context.Context, s Scope, site, ward string, in Interval, after ShiftKey, size int) ([]fact.Fact, error)
}

// ShiftQuery asks for the shifts that a figure rests on.
type ShiftQuery struct {
	Scope     Scope
	Interval  Interval
	Selection measure.Selection
	// Footprint restates the shifts on the employers of that moment; zero leaves them with the employers of the record.
	Footprint time.Time
	After     ShiftKey
	Size      int
}

// ShiftList is one page of shifts. Next is the last one's key, when more follow.
type ShiftList struct {
	Stories []measure.Story
	Next    *ShiftKey
}

// Drill leads from a figure to its shifts.
type Drill struct {
	measures *Measures
	pages    ShiftPages
}

// NewDrill makes the use case. Who may see what is judged as for measures.
func NewDrill(m *Measures, p ShiftPages) *Drill { return &Drill{measures: m, pages: p} }

// chunk is how many shifts are read at once to find those that are asked for.
const chunk = 500

// Shifts gives the shifts of a selection in the order of their starts.
func (d *Drill) Shifts(ctx context.Context, q ShiftQuery) (list ShiftList, err error) {
	s, who, err := d.measures.may(ctx, ViewShifts, q.Scope, q.Interval)
	if err != nil {
		return list, err
	}
	restated := !q.Footprint.IsZero()
	if restated && len(who) > 0 {
		return list, leadOnly()
	}
	size, reading := min(q.Size, MaxShifts), s
	if restated {
		reading.Employer = "" // Whose a shift is on the footprint is known only once it is restated.
	}
	register, after, inexact := d.measures.rates.live.footprints(), q.After, int64(0)
	for {
		read, err := d.pages.ShiftsAfter(ctx, reading, q.Selection.Cell.Site, q.Selection.Cell.Ward, q.Interval, after, chunk)
		if err != nil {
			return list, err
		}
		full := len(read) == chunk
		if len(read) > 0 {
			after = keyOf(read[len(read)-1])
		}
		if restated {
			read = restate(read, register, q.Footprint, s.Employer, &inexact)
		}
		for _, f := range read {
			x, ok := f.State.(fact.Shift)
			if !ok || !q.Selection.Includes(x) {
				continue
			}
			if len(list.Stories) == size {
				last := list.Stories[size-1]
				list.Next = &ShiftKey{StartsAt: last.Shift.StartsAt, ID: last.ID}
				return list, nil
			}
			if story, ok := measure.StoryFor(who, f.ID, x); ok {
				list.Stories = append(list.Stories, story)
			}
		}
		if !full {
			return list, nil
		}
	}
}

func keyOf(f fact.Fact) ShiftKey { return ShiftKey{StartsAt: f.State.Place().StartsAt, ID: f.ID} }

// Total is the figures over all shifts of a selection, whatever page is looked at.
func (d *Drill) Total(ctx context.Context, q ShiftQuery) (measure.Measures, error) {
	s, _, err := d.measures.may(ctx, ViewShifts, q.Scope, q.Interval)
	if err != nil {
		return measure.Measures{}, err
	}
	facts, err := d.measures.facts.Between(ctx, []fact.Kind{fact.KindShift}, s, q.Interval)
	if err != nil {
		return measure.Measures{}, err
	}
	var chosen []fact.Fact
	for _, f := range facts {
		if x, ok := f.State.(fact.Shift); ok && q.Selection.Includes(x) {
			chosen = append(chosen, f)
		}
	}
	return measure.Tabulate(chosen, nil).Total, nil
}

// Names gives the names of employers and sites by their codes; a code that is not known stands for itself.
func (d *Drill) Names() func(k fact.Kind, ods string) string { return d.measures.Names() }
