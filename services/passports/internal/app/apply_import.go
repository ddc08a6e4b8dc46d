package app

import (
	"context"
	"errors"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/retention"
)

// appliedAtOnce is how many rows whoever applies a file waits for; more are left to WorkOnImports.
const appliedAtOnce = 100

// ApplyImport has the accepted rows of a file recorded. A small file is recorded when it returns; a large one is being
// recorded, and ShowImport tells how far it is. Each worker's rows are one change of that passport: what is recorded of
// one does not wait for another.
func (p *Passports) ApplyImport(ctx context.Context, importID id.ID, c recordimport.Choice, requestID string) (Imported, error) {
	return p.stepAndWork(ctx, importID, requestID, func(i *recordimport.Import) error { return i.Apply(c) })
}

// WithdrawImport has the competencies that came of a file taken back: they stay recorded and count no more. Bookings ahead
// that relied on them end.
func (p *Passports) WithdrawImport(ctx context.Context, importID id.ID, requestID string) (Imported, error) {
	return p.stepAndWork(ctx, importID, requestID, func(i *recordimport.Import) error { return i.Withdraw() })
}

func (p *Passports) stepAndWork(ctx context.Context, importID id.ID, requestID string, step func(*recordimport.Import) error) (Imported, error) {
	had, principal, err := p.theirImport(ctx, importID)
	if err != nil {
		return Imported{}, err
	}
	if err := p.Imports.Step(ctx, importID, by(principal, requestID), step); err != nil {
		return Imported{}, importFault(err)
	}
	if had.State.Counts[recordimport.Accepted]+had.State.Counts[recordimport.Recorded] <= appliedAtOnce && had.State.Absent <= appliedAtOnce {
		// What was begun is done even if the caller goes away, and by the next sweep if this process does.
		if err := p.workOnImport(context.WithoutCancel(ctx), importID); err != nil && !errors.Is(err, ErrNotOurs) {
			return Imported{}, err
		}
	}
	return p.Imports.Import(ctx, importID)
}

// theirImport gives an import to the employer's people with the duty to verify.
func (p *Passports) theirImport(ctx context.Context, importID id.ID) (Imported, auth.Principal, error) {
	had, err := p.Imports.Import(ctx, importID)
	if err != nil && !errors.Is(err, ErrNoImport) {
		return Imported{}, auth.Principal{}, err
	}
	principal, refusal := Policy.Check(ctx, MayImport, auth.Facts{Home: had.State.Employer, ICS: p.ICS})
	if refusal != nil {
		return Imported{}, auth.Principal{}, refusal
	}
	return had, principal, err
}

// WorkOnImports applies or takes back files at which nobody works, and gives how many it has ended.
func (p *Passports) WorkOnImports(ctx context.Context) (int, error) {
	waiting, err := p.Imports.Waiting(ctx, 10)
	if err != nil {
		return 0, err
	}
	n := 0
	var failed error
	for _, importID := range waiting {
		switch err := p.workOnImport(ctx, importID); {
		case err == nil:
			n++
		case !errors.Is(err, ErrNotOurs):
			failed = errors.Join(failed, err)
		}
	}
	return n, failed
}

// ForgetImports ends what is kept of previews that nobody applied, and of rows that nobody has explained.
func (p *Passports) ForgetImports(ctx context.Context) (int, error) {
	kept, err := p.schedule(ctx)
	if err != nil {
		return 0, err
	}
	return p.Imports.Forget(ctx, kept.Of(retention.PreviewedFiles), kept.Of(retention.AppliedFiles))
}

// workOnImport does all the work on one import, on the account of whoever began it.
func (p *Passports) workOnImport(ctx context.Context, importID id.ID) error {
	lease := id.New()
	if err := p.Imports.Take(ctx, importID, lease); err != nil {
		return err
	}
	had, err := p.Imports.Import(ctx, importID)
	if err != nil {
		return err
	}
	ctx = auth.With(ctx, auth.Principal{Subject: had.By.Actor, Role: auth.Employer, Employer: had.By.OnBehalfOf, ICS: p.ICS, Duties: []string{auth.Verify}})
	rules, err := p.recordRules(ctx)
	if err != nil {
		return err
	}
	work := &importWork{p: p, had: had, lease: lease, rules: rules}
	if had.State.Status == recordimport.Withdrawing {
		return work.takeBack(ctx)
	}
	return work.apply(ctx)
}
