package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/competency"
)

func title(framework, code string) string { return competency.Title(framework, code) }

// ShowWorker gives a passport to the home employer's people with the duty to verify, and to its occupational health what it
// needs to know.
func (p *Passports) ShowWorker(ctx context.Context, workerID id.ID) (WorkerView, error) {
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return WorkerView{}, err
	}
	principal, err := Policy.Check(ctx, MayReadWorker, auth.Facts{Home: w.HomeEmployer(), Worker: workerID.String(), ICS: p.ICS})
	if err != nil {
		return WorkerView{}, err
	}
	if err := p.looked(ctx, principal, LookRecord, seenInRecord, workerID); err != nil {
		return WorkerView{}, err
	}
	personal, err := p.Workers.Personal(ctx, workerID)
	return seenBy(principal, view(w, personal[workerID])), err
}

// seenBy is what one of the home employer's people sees of a passport.
func seenBy(p auth.Principal, v WorkerView) WorkerView {
	if p.Has(auth.Verify) {
		return v
	}
	return v.forHealth()
}

// ShowOwn gives workers their own passport.
func (p *Passports) ShowOwn(ctx context.Context) (WorkerView, error) {
	principal, _ := auth.From(ctx)
	if _, err := Policy.Check(ctx, MayReadOwn, auth.Facts{Worker: principal.WorkerID, ICS: p.ICS}); err != nil {
		return WorkerView{}, err
	}
	workerID, err := id.Parse(principal.WorkerID)
	if err != nil {
		return WorkerView{}, ErrNoWorker
	}
	w, err := p.Workers.Get(ctx, workerID)
	if err != nil {
		return WorkerView{}, err
	}
	personal, err := p.Workers.Personal(ctx, workerID)
	return view(w, personal[workerID]).forWorker(), err
}

// expiringWithin is how far ahead the home employer looks for what runs out.
const expiringWithin = 90 * 24 * time.Hour

// FindWorkers asks for a page of an employer's workers.
type FindWorkers struct {
	Employer string
	// Expiring leaves those of whom nothing runs out within 90 days.
	Expiring bool
	After    id.ID
	Limit    int
}

// WorkerPage is a page of workers. Next is the cursor of the page after; Nil on the last.
type WorkerPage struct {
	Workers []WorkerView
	Next    id.ID
}

// FindWorkers gives a page of workers to the home employer's people with the duty to verify.
func (p *Passports) FindWorkers(ctx context.Context, q FindWorkers) (WorkerPage, error) {
	principal, err := Policy.Check(ctx, MayList, auth.Facts{Home: q.Employer, ICS: p.ICS})
	if err != nil {
		return WorkerPage{}, err
	}
	var window *Window
	if q.Expiring {
		now := p.Clock.Now()
		window = &Window{From: now, Until: now.Add(expiringWithin)}
	}
	ws, err := p.Workers.Page(ctx, q.Employer, q.After, q.Limit+1, window)
	if err != nil {
		return WorkerPage{}, err
	}
	page := WorkerPage{Workers: []WorkerView{}}
	if len(ws) > q.Limit {
		ws = ws[:q.Limit]
		page.Next = ws[q.Limit-1].ID()
	}
	ids := make([]id.ID, len(ws))
	for i, w := range ws {
		ids[i] = w.ID()
	}
	personal, err := p.namesSeen(ctx, ids...)
	for _, w := range ws {
		page.Workers = append(page.Workers, seenBy(principal, view(w, personal[w.ID()])))
	}
	return page, err
}
