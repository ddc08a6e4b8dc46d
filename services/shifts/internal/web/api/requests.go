package api

import (
	"strings"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

// What the operations on applications, offers, waiting lists and swaps share.

// onID runs what an operation does with the id of its path.
func onID[O any](raw string, do func(id.ID) (*O, error)) (*O, error) {
	v, err := byID(raw)
	if err != nil {
		return nil, err
	}
	out, err := do(v)
	if err != nil {
		return nil, err
	}
	return out, nil
}

func byIDs(raw []string) ([]id.ID, error) {
	out := make([]id.ID, len(raw))
	for i, r := range raw {
		v, err := byID(r)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func async(prefer string) bool { return strings.Contains(prefer, "respond-async") }

func problemOrNil(err error) error {
	if err == nil {
		return nil
	}
	return problem(err)
}

// RefusedOne says why one among several could not be had.
type RefusedOne struct {
	Code    string          `json:"code,omitempty"`
	Detail  string          `json:"detail,omitempty"`
	Reasons []reason.Reason `json:"reasons,omitempty"`
}

func refusalOf(f *fault.Error) RefusedOne {
	if f == nil {
		return RefusedOne{}
	}
	return RefusedOne{Code: f.Code, Detail: f.Message, Reasons: f.Reasons}
}

// RequestsFilter is the input of a list besides its statuses.
type RequestsFilter struct {
	Shift string `query:"shift" maxLength:"64" doc:"Only those of this shift."`
	Page
}

func (in RequestsFilter) filters(statuses []string) []any { return []any{statuses, in.Shift} }

func (in RequestsFilter) filter(statuses []string) (app.RequestFilter, error) {
	after, err := in.cursor(in.filters(statuses))
	if err != nil {
		return app.RequestFilter{}, err
	}
	f := app.RequestFilter{Statuses: statuses, After: after, Limit: in.Limit}
	if in.Shift != "" {
		f.ShiftID, err = byID(in.Shift)
	}
	return f, err
}
