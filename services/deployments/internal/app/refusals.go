package app

import (
	"errors"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// asFault turns the domain's no into a fault; other errors stay as they are.
func asFault(err error) error {
	var r *rule.Refusal
	if !errors.As(err, &r) {
		return err
	}
	kind := fault.Invalid
	if r.Kind == rule.State {
		kind = fault.Conflict
	}
	f := fault.New(kind, r.Code, "%s", r.Message)
	for _, field := range r.Fields {
		f = f.WithFields(fault.Field{Location: "body." + field.Name, Message: field.Message})
	}
	return f
}
