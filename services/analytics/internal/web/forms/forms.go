// Package forms has what the service's forms share: how a refusal becomes the page that it came from, and how a version
// that was seen goes to and fro.
package forms

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

// Refusal is a fault that the form itself shows, with its status. It is nil for every other error.
func Refusal(err error) (*fault.Error, int) {
	var f *fault.Error
	if !errors.As(err, &f) {
		return nil, 0
	}
	switch f.Kind {
	case fault.Invalid:
		return f, http.StatusUnprocessableEntity
	case fault.Conflict:
		return f, http.StatusConflict
	}
	return nil, 0
}

// Seen judges whether a form was filled in on the version that is to be changed.
func Seen(form url.Values) func(version int64) error {
	return func(version int64) error {
		if form.Get("version") == strconv.FormatInt(version, 10) {
			return nil
		}
		return fault.New(fault.Conflict, "stale", "Somebody changed this before you. Open the page again, then make your change.")
	}
}

// PathID reads the id in a page's address; one that cannot be is answered like one that is not there.
func PathID(r *http.Request) (id.ID, error) {
	raw := r.PathValue("id")
	v, err := id.Parse(raw)
	if err != nil || v.String() != raw {
		return v, fault.New(fault.NotFound, "not_found", "There is nothing at this address for you. Check it, or start from the first page.")
	}
	return v, nil
}

// Self is who looks at the page; the zero value is nobody.
func Self(ctx context.Context) auth.Principal {
	p, _ := auth.From(ctx)
	return p
}

var policy = app.Policy()

// May tells whether who looks may do what a button does.
func May(ctx context.Context, a auth.Action) bool {
	who := Self(ctx)
	_, err := policy.Check(ctx, a, auth.Facts{ICS: who.ICS})
	return err == nil
}
