package app

import (
	"context"
	"slices"

	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// Names are what employers are called, as far as who asks may know of them.
type Names struct {
	all []EmployerFigures
	// live knows also those of the past.
	live *Live
}

// Names gives the names of employers.
func (f *FillRates) Names(ctx context.Context) (Names, error) {
	if err := f.fresh(ctx); err != nil {
		return Names{}, err
	}
	s, err := f.scope(ctx, ViewFillRates, Scope{})
	if err != nil {
		return Names{}, err
	}
	return Names{all: f.live.report("", s).Employers, live: f.live}, nil
}

// NamesOf are names that are known otherwise, e.g. a story's.
func NamesOf(all ...EmployerFigures) Names { return Names{all: all} }

// Employer is the employer's name; its code when the name is not known.
func (n Names) Employer(ods string) string {
	if i := slices.IndexFunc(n.all, func(e EmployerFigures) bool { return e.ODS == ods }); i >= 0 {
		return n.all[i].Name
	}
	if n.live != nil {
		return n.live.name(fact.KindEmployer, ods)
	}
	return ods
}

// All are the employers that can be chosen, by name.
func (n Names) All() []EmployerFigures { return n.all }
