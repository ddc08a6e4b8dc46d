package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
)

// readOwn reads a request and asks the policy whether the caller may do this with it. One that is not there and one that
// the caller may not know of are alike.
func readOwn[T any](ctx context.Context, a *App, action auth.Action, get func() (T, error), facts func(T) auth.Facts) (T, error) {
	var none T
	st, err := get()
	if err != nil && !errors.Is(err, ErrNotFound) {
		return none, err
	}
	if _, perr := a.check(ctx, action, facts(st)); perr != nil {
		return none, perr
	}
	if err != nil {
		return none, unknown()
	}
	return st, nil
}
