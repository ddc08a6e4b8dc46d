package app

import (
	"errors"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// refused turns what the rules refuse into faults. within names the part of the input that was refused, e.g. checks[2],
// and is empty for the whole. Any other error goes through.
func refused(err error, within string) error {
	if err == nil {
		return nil
	}
	var state refusal.State
	if errors.As(err, &state) {
		kind := fault.Conflict
		if state.Code == "no_such_hold" || state.Code == "no_such_engagement" || state.Code == "no_such_disclosure" || state.Code == "no_such_check" {
			kind = fault.NotFound
		}
		return fault.New(kind, state.Code, "%s", state.Message)
	}
	inputs := refusal.Inputs(err)
	if len(inputs) == 0 {
		return err
	}
	f := fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.")
	for _, in := range inputs {
		at := in.Field
		if within != "" {
			at = within + "." + at
		}
		f = f.WithFields(fault.Field{Location: at, Message: in.Message})
	}
	return f
}

// together joins the refusals of several parts into one fault, so that all of it can be put right at once. An error that
// is no refusal of input wins.
func together(errs ...error) error {
	var all *fault.Error
	for _, err := range errs {
		if err == nil {
			continue
		}
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Invalid {
			return err
		}
		if all == nil {
			all = f
			continue
		}
		all = all.WithFields(f.Fields...)
	}
	if all == nil {
		return nil
	}
	return all
}
