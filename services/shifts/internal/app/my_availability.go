package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// The limits of what a worker can say of their time.
const (
	maxSpans    = 200
	maxSpanDays = 400
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
	workerID, err := a.myself(ctx, MyTime)
	if err != nil {
		return nil, 0, err
	}
	var wrong []fault.Field
	if len(spans) > maxSpans {
		wrong = append(wrong, fault.Field{Location: "body.unavailable", Message: fmt.Sprintf("Give at most %d times; put days that follow each other together.", maxSpans)})
	}
	for i, s := range spans {
		if s.Until == nil || !s.Until.After(s.From) || s.Until.Sub(s.From) > maxSpanDays*24*time.Hour {
			wrong = append(wrong, fault.Field{Location: fmt.Sprintf("body.unavailable[%d].until", i), Message: "Give an end after the start, at most 400 days later."})
		}
	}
	if wrong != nil {
		return nil, 0, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(wrong...)
	}
	slices.SortFunc(spans, func(x, y workingtime.Span) int { return x.From.Compare(y.From) })
	_, version, err := a.hours.Unavailable(ctx, workerID)
	if err != nil {
		return nil, 0, err
	}
	err = a.hours.PutUnavailable(ctx, workerID, version+1, spans)
	if errors.Is(err, ErrRaced) {
		return nil, 0, fault.New(fault.Conflict, "changed_meanwhile", "Your availability was changed at the same time elsewhere. Look at it again.")
	}
	return spans, version + 1, err
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
