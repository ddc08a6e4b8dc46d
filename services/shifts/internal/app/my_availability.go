package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/availability"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// MyAvailability gives when the worker who asks has said not to be available, and the version of it.
func (a *App) MyAvailability(ctx context.Context) ([]workingtime.Span, int64, error) {
	workerID, err := a.myself(ctx, MyTime)
	if err != nil {
		return nil, 0, err
	}
	return a.hours.Unavailable(ctx, workerID)
}

// PutMyAvailability replaces when the worker who asks is not available. It stops nobody: shifts at these times are shown
// with a warning and no alert is sent for them.
func (a *App) PutMyAvailability(ctx context.Context, spans []workingtime.Span) ([]workingtime.Span, int64, error) {
	return a.changeAvailability(ctx, func([]workingtime.Span) []workingtime.Span { return spans })
}

// AddUnavailable keeps that the worker who asks is not available at the times of a pattern either. What is over is
// forgotten.
func (a *App) AddUnavailable(ctx context.Context, p availability.Pattern) error {
	if err := unclearPattern(p, walltime.DayOf(a.Now())); err != nil {
		return err
	}
	_, _, err := a.changeAvailability(ctx, func(said []workingtime.Span) []workingtime.Span {
		return availability.With(said, p.Spans(), a.Now())
	})
	return err
}

// RemoveUnavailable takes back that the worker who asks is not available at some times.
func (a *App) RemoveUnavailable(ctx context.Context, spans []workingtime.Span) error {
	_, _, err := a.changeAvailability(ctx, func(said []workingtime.Span) []workingtime.Span {
		return availability.Without(said, spans, a.Now())
	})
	return err
}

func (a *App) changeAvailability(ctx context.Context, change func([]workingtime.Span) []workingtime.Span) ([]workingtime.Span, int64, error) {
	workerID, err := a.myself(ctx, MyTime)
	if err != nil {
		return nil, 0, err
	}
	said, version, err := a.hours.Unavailable(ctx, workerID)
	if err != nil {
		return nil, 0, err
	}
	spans := change(said)
	if err := unclearSpans(spans); err != nil {
		return nil, 0, err
	}
	slices.SortFunc(spans, func(x, y workingtime.Span) int { return x.From.Compare(y.From) })
	err = a.hours.PutUnavailable(ctx, workerID, version+1, spans)
	if errors.Is(err, ErrRaced) {
		return nil, 0, fault.New(fault.Conflict, "changed_meanwhile", "Your availability was changed at the same time elsewhere. Look at it again.")
	}
	return spans, version + 1, err
}

func unclearSpans(spans []workingtime.Span) error {
	var wrong []fault.Field
	if len(spans) > availability.MaxSpans {
		wrong = append(wrong, fault.Field{Location: "body.unavailable", Message: fmt.Sprintf("Give at most %d times; put days that follow each other together.", availability.MaxSpans)})
	}
	for i, s := range spans {
		if s.Until == nil || !s.Until.After(s.From) || s.Until.Sub(s.From) > availability.MaxLength {
			wrong = append(wrong, fault.Field{Location: fmt.Sprintf("body.unavailable[%d].until", i), Message: "Give an end after the start, at most 400 days later."})
		}
	}
	return invalidInput(wrong)
}

// unclearPattern says what is wrong with a pattern, by the names of its inputs.
func unclearPattern(p availability.Pattern, today walltime.Day) error {
	var wrong []fault.Field
	unless := func(ok bool, field, message string) {
		if !ok {
			wrong = append(wrong, fault.Field{Location: "form." + field, Message: message})
		}
	}
	unless(p.First.DaysSince(today) <= 400, "first", "Give a day within the next 400 days.")
	unless(!p.Last.Before(p.First), "last", "The last day must not come before the first.")
	unless(!p.Last.Before(today) || p.Last.Before(p.First), "first", "This day is over. Give today or a day to come.")
	unless(p.Last.DaysSince(p.First) < 400, "last", "Give a last day less than 400 days after the first.")
	unless(p.Weeks >= 1 && p.Weeks <= availability.MaxWeeks, "weeks", fmt.Sprintf("Give a number of weeks from 1, for once, to %d.", availability.MaxWeeks))
	unless(p.Weeks == 1 || p.Last.DaysSince(p.First) < 7, "last", "Repeat at most seven days, or give the whole time once.")
	return invalidInput(wrong)
}

func invalidInput(wrong []fault.Field) error {
	if wrong == nil {
		return nil
	}
	return fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(wrong...)
}

// myself is the worker who asks.
func (a *App) myself(ctx context.Context, action auth.Action) (id.ID, error) {
	who, err := a.check(ctx, action, auth.Facts{})
	if err != nil {
		return id.Nil, err
	}
	workerID, err := id.Parse(who.WorkerID)
	if err != nil {
		return id.Nil, unknown()
	}
	return workerID, nil
}
