package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/template"
)

// PostFrom asks for what a template says on a day.
func (a *App) PostFrom(ctx context.Context, templateID id.ID, ask template.Ask) ([]shift.State, error) {
	s, err := a.templateToPost(ctx, templateID)
	if err != nil {
		return nil, err
	}
	p, err := s.Posting(ask)
	if err != nil {
		return nil, asFault(err)
	}
	return a.Post(ctx, p)
}

// templateToPost gives a template of the caller's employer; one that is not there is wrong input.
func (a *App) templateToPost(ctx context.Context, templateID id.ID) (template.State, error) {
	if _, err := a.check(ctx, PostShift, auth.Facts{Employer: employerOf(ctx)}); err != nil {
		return template.State{}, err
	}
	s, err := a.ownTemplate(ctx, ReadTemplate, templateID)
	var f *fault.Error
	if errors.As(err, &f) && f.Kind == fault.NotFound {
		return template.State{}, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").
			WithFields(fault.Field{Location: "body.template", Message: "Choose one of your employer's templates."})
	}
	return s, err
}
