package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/template"
)

// MaxTemplates is how many templates an employer may have in use.
const MaxTemplates = 1000

// TemplatesOf gives the caller's employer's templates in use, by ward and name. An empty ward is every ward.
func (a *App) TemplatesOf(ctx context.Context, ward string) ([]template.State, error) {
	who, err := a.check(ctx, ReadTemplate, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return nil, err
	}
	return a.templates.List(ctx, who.Employer, ward, MaxTemplates)
}

// Template gives one template of the caller's employer.
func (a *App) Template(ctx context.Context, templateID id.ID) (template.State, error) {
	return a.ownTemplate(ctx, ReadTemplate, templateID)
}

// MakeTemplate keeps a new template.
func (a *App) MakeTemplate(ctx context.Context, c template.Content) (template.State, error) {
	who, err := a.check(ctx, KeepTemplate, auth.Facts{Employer: employerOf(ctx)})
	if err != nil {
		return template.State{}, err
	}
	s, err := template.New(id.New(), who.Employer, c)
	if err != nil {
		return template.State{}, asFault(err)
	}
	there, err := a.templates.List(ctx, who.Employer, "", MaxTemplates)
	if err != nil {
		return template.State{}, err
	}
	if len(there) >= MaxTemplates {
		return template.State{}, fault.New(fault.Conflict, "too_many_templates", "Your employer has %d templates, which is the most. Remove some that nobody uses.", MaxTemplates)
	}
	return a.putTemplate(ctx, s)
}

// ChangeTemplate replaces a template's content. matches judges the version that is to be replaced.
func (a *App) ChangeTemplate(ctx context.Context, templateID id.ID, c template.Content, matches func(version int64) error) (template.State, error) {
	return a.changeTemplate(ctx, templateID, matches, func(s template.State) (template.State, error) { return s.Change(c) })
}

// RemoveTemplate takes a template out of use.
func (a *App) RemoveTemplate(ctx context.Context, templateID id.ID, matches func(version int64) error) (template.State, error) {
	return a.changeTemplate(ctx, templateID, matches, func(s template.State) (template.State, error) { return s.Remove(a.clock.Now()) })
}

func (a *App) changeTemplate(ctx context.Context, templateID id.ID, matches func(int64) error, change func(template.State) (template.State, error)) (template.State, error) {
	s, err := a.ownTemplate(ctx, KeepTemplate, templateID)
	if err != nil {
		return template.State{}, err
	}
	if err := matches(s.Version); err != nil {
		return template.State{}, err
	}
	if s, err = change(s); err != nil {
		return template.State{}, asFault(err)
	}
	if s.RemovedAt != nil {
		return s, a.kept(ctx, s)
	}
	return a.putTemplate(ctx, s)
}

// putTemplate keeps a template whose site is one of the employer's.
func (a *App) putTemplate(ctx context.Context, s template.State) (template.State, error) {
	if err := a.checkSite(ctx, s.Employer, s.Site); err != nil {
		return template.State{}, err
	}
	return s, a.kept(ctx, s)
}

func (a *App) kept(ctx context.Context, s template.State) error {
	err := a.templates.Put(ctx, s)
	if errors.Is(err, ErrRaced) {
		return stale()
	}
	return asFault(err)
}

func stale() error {
	return fault.New(fault.Stale, "stale", "Somebody changed this before you. Read it again, then make your change.")
}

// ownTemplate asks the policy with the template's employer; a removed template, one that is not there and one of another
// employer are alike.
func (a *App) ownTemplate(ctx context.Context, action auth.Action, templateID id.ID) (template.State, error) {
	s, err := a.templates.Get(ctx, templateID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return template.State{}, err
	}
	if _, perr := a.check(ctx, action, auth.Facts{Employer: s.Employer}); perr != nil {
		return template.State{}, perr
	}
	if err != nil || s.RemovedAt != nil {
		return template.State{}, unknown()
	}
	return s, nil
}
