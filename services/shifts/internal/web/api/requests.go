package api

import (
	"fmt"
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

// byIDs reads the ids that a body lists under a name.
func byIDs(name string, raw []string) ([]id.ID, error) {
	out := make([]id.ID, len(raw))
	refused := fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.")
	wrong := false
	for i, r := range raw {
		v, err := byID(r)
		if err != nil {
			wrong = true
			refused = refused.WithFields(fault.Field{Location: fmt.Sprintf("body.%s[%d]", name, i), Message: "This is no id. Send ids as this API gave them."})
		}
		out[i] = v
	}
	if wrong {
		return nil, refused
	}
	return out, nil
}

// notYet is what a 202 of the operations that make a booking means.
const notYet = "The shift is held and the checks go on. Location names the booking, whose status says what came of it."

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

// filters are what a cursor holds for: it names its list, since several lists have the same filters.
func (in RequestsFilter) filters(list string, statuses []string) []any {
	return []any{list, statuses, in.Shift}
}

func (in RequestsFilter) filter(list string, statuses []string) (app.RequestFilter, error) {
	after, err := in.cursor(in.filters(list, statuses))
	if err != nil {
		return app.RequestFilter{}, err
	}
	f := app.RequestFilter{Statuses: statuses, After: after, Limit: in.Limit}
	if in.Shift != "" {
		f.ShiftID, err = byID(in.Shift)
	}
	return f, err
}
