package app

import (
	"context"
	"slices"
	"sync"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
)

// agreementBook has the agreements that were read before, so that of one that has not changed only its version is asked.
type agreementBook struct {
	mu   sync.Mutex
	read map[id.ID]readAgreement
}

type readAgreement struct {
	version int64
	eligibility.Agreement
}

func (b *agreementBook) versions() map[id.ID]int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := make(map[id.ID]int64, len(b.read))
	for k, a := range b.read {
		out[k] = a.version
	}
	return out
}

// take gives what was told; of one without a state what was read before.
func (b *agreementBook) take(told AgreementTold) (eligibility.Agreement, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if told.State == nil {
		return b.read[told.ID].Agreement, nil
	}
	a, err := agreementOf(told.State)
	if err != nil {
		return a, err
	}
	if b.read == nil {
		b.read = make(map[id.ID]readAgreement)
	}
	// Another question may have read a newer one meanwhile.
	if b.read[told.ID].version <= told.Version {
		b.read[told.ID] = readAgreement{told.Version, a}
	}
	return a, nil
}

// agreementsOf are those that name an employer, in the order in which they are asked.
func (a *App) agreementsOf(ctx context.Context, employer string) ([]eligibility.Agreement, error) {
	told, err := a.models.AgreementsOf(ctx, employer, a.clock.Now().AddDate(-1, 0, 0), a.agreements.versions())
	if err != nil {
		return nil, err
	}
	out := make([]eligibility.Agreement, len(told))
	for i, t := range told {
		if out[i], err = a.agreements.take(t); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, eligibility.NewestFirst)
	return out, nil
}

// given are the shifts of workers under agreements, as far as one of the agreements counts days; none otherwise.
func (a *App) given(ctx context.Context, workers []id.ID, agreements ...[]eligibility.Agreement) (map[id.ID][]eligibility.Given, error) {
	limits := func(of []eligibility.Agreement) bool {
		return slices.ContainsFunc(of, func(x eligibility.Agreement) bool { return x.MaxDays > 0 || x.MaxSingleDays > 0 })
	}
	if !slices.ContainsFunc(agreements, limits) {
		return nil, nil
	}
	// 12 months back from the first shift that can be asked about, and a month to spare.
	return a.evidence.Given(ctx, workers, a.clock.Now().AddDate(0, -13, 0))
}

// learnEmployer completes what a claim knows with what decides who employs the worker on a shift of another employer.
func (a *App) learnEmployer(ctx context.Context, w *eligibility.Worker, f *eligibility.Facts) error {
	passport, floor, err := a.models.Worker(ctx, w.ID)
	if err != nil {
		return err
	}
	told, err := workerOf(passport, floor)
	if err != nil {
		return err
	}
	facts, err := a.standing(ctx, told, a.clock.Now())
	if err != nil {
		return err
	}
	w.Checks, w.Competencies, w.Disclosures, w.Inductions = told.Checks, told.Competencies, told.Disclosures, told.Inductions
	f.Agreements, f.Given, f.HostChecks, f.Names, f.Aids, f.Now = facts.Agreements, facts.Given, facts.HostChecks, facts.Names, facts.Aids, facts.Now
	return nil
}
