package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/repeat"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/template"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
)

// Repetition is a template on the days of a pattern.
type Repetition struct {
	Template id.ID
	Pattern  repeat.Pattern
	Places   int
	Reason   string
	// Zone is which clock is meant on a day on which the time comes twice.
	Zone walltime.Zone
}

// Occurrence is one day of a repetition as it would be posted.
type Occurrence struct {
	Day              walltime.Day
	StartsAt, EndsAt time.Time
	// NetMinutes is the elapsed length less the break.
	NetMinutes int
	// Notes are what to look at: a change of the clock, a bank holiday. Problem keeps the day from being posted.
	Notes   []string
	Problem string
}

// PreviewRepetition gives every day of a repetition with its hours, and changes nothing.
func (a *App) PreviewRepetition(ctx context.Context, r Repetition) ([]Occurrence, error) {
	s, days, err := a.repetition(ctx, r)
	if err != nil {
		return nil, err
	}
	out := make([]Occurrence, len(days))
	for i, d := range days {
		out[i] = a.occurrence(s, d, r)
	}
	return out, nil
}

// PostRepetition posts every day of a repetition, all or none. At most MaxAtOnce shifts.
func (a *App) PostRepetition(ctx context.Context, r Repetition) ([]shift.State, error) {
	s, days, err := a.repetition(ctx, r)
	if err != nil {
		return nil, err
	}
	var problems []shift.Problem
	postings := make([]shift.Posting, len(days))
	for i, d := range days {
		if o := a.occurrence(s, d, r); o.Problem != "" {
			problems = append(problems, shift.Problem{Field: "except", Message: fmt.Sprintf("%s: %s Leave the day out, or put it right.", d, o.Problem)})
			continue
		}
		postings[i], _ = s.Posting(r.ask(d))
	}
	if len(problems) > 0 {
		return nil, asFault(&shift.Invalid{Problems: problems[:min(len(problems), 10)]})
	}
	posted, err := a.PostAll(ctx, postings)
	return posted, onTheOnlyPosting(err)
}

func (r Repetition) ask(d walltime.Day) template.Ask {
	return template.Ask{Day: d, Zone: r.Zone, Places: r.Places, Reason: r.Reason}
}

func (a *App) repetition(ctx context.Context, r Repetition) (template.State, []walltime.Day, error) {
	s, err := a.templateToPost(ctx, r.Template)
	if err != nil {
		return template.State{}, nil, err
	}
	days, err := r.Pattern.Days()
	if err != nil {
		return s, nil, asFault(err)
	}
	// What is wrong whatever the day is said of its own field, and not of every day.
	p, err := s.Posting(r.ask(walltime.Day{Year: 2026, Month: time.January, Day: 14}))
	if err != nil {
		return s, nil, asFault(err)
	}
	always := slices.DeleteFunc(p.Problems(p.StartsAt), func(p shift.Problem) bool { return p.Field == "starts_at" || p.Field == "ends_at" })
	if len(always) > 0 {
		return s, nil, asFault(&shift.Invalid{Problems: always})
	}
	return s, days, nil
}

func (a *App) occurrence(s template.State, d walltime.Day, r Repetition) Occurrence {
	o := Occurrence{Day: d}
	p, err := s.Posting(r.ask(d))
	if err != nil {
		o.Problem = err.(*shift.Invalid).Problems[0].Message //nolint:errorlint,forcetypeassert // Posting promises it.
		return o
	}
	o.StartsAt, o.EndsAt = p.StartsAt, p.EndsAt
	o.NetMinutes = int(p.EndsAt.Sub(p.StartsAt)/time.Minute) - p.BreakMinutes
	if wrong := p.Problems(a.clock.Now()); len(wrong) > 0 {
		o.Problem = wrong[0].Message
	}
	switch change := s.Span.Change(d, r.Zone); {
	case change < 0:
		o.Notes = append(o.Notes, "Clocks go forward: one hour shorter than usual.")
	case change > 0:
		o.Notes = append(o.Notes, "Clocks go back: one hour longer than usual.")
	}
	o.Notes = append(o.Notes, holidays(d, walltime.DayOf(p.EndsAt.Add(-time.Minute)))...)
	return o
}

// holidays names the bank holidays that a shift from one day to another touches.
func holidays(from, to walltime.Day) []string {
	var out []string
	for _, h := range pay.BankHolidays() {
		day := h.Day.String()
		if day == from.String() || day == to.String() {
			out = append(out, h.Name+" on "+day+".")
		}
	}
	return slices.Compact(out)
}
