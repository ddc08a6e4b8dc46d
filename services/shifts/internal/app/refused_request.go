package app

import (
	"errors"

	"github.com/muster-ics/muster/pkg/fault"

	"github.com/muster-ics/muster/services/shifts/internal/application"
	"github.com/muster-ics/muster/services/shifts/internal/offer"
	"github.com/muster-ics/muster/services/shifts/internal/swap"
	"github.com/muster-ics/muster/services/shifts/internal/waiting"
)

// refusedRequest is what an application, an offer, a place or a swap refused with.
func refusedRequest(err error) (code, message string, ok bool) {
	var a *application.Refusal
	var o *offer.Refusal
	var p *waiting.Refusal
	var s *swap.Refusal
	switch {
	case errors.As(err, &a):
		return a.Code, a.Message, true
	case errors.As(err, &o):
		return o.Code, o.Message, true
	case errors.As(err, &p):
		return p.Code, p.Message, true
	case errors.As(err, &s):
		return s.Code, s.Message, true
	}
	return "", "", false
}

func isRequestRefusal(err error) bool {
	_, _, ok := refusedRequest(err)
	return ok
}

func requestFault(err error) error {
	code, message, _ := refusedRequest(err)
	return fault.New(fault.Conflict, code, "%s", message)
}

// already is the fault of a request that stands already.
func already(err error, code, message string) error {
	if errors.Is(err, ErrExists) {
		return fault.New(fault.Conflict, code, "%s", message)
	}
	return asFault(err)
}
