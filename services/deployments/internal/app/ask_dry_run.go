package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/dryrun"
)

// DryRunResult is what a dry run found, and about when.
type DryRunResult struct {
	dryrun.Result
	// From and At bound the past that was looked at; Until is how far ahead open shifts were.
	From  time.Time `json:"from"`
	At    time.Time `json:"at"`
	Until time.Time `json:"until"`
	// Workers is how many passports were looked at, Heard whether shifts have told of anything at all.
	Workers int `json:"workers"`
}

// DryRunLimits are what a dry run cannot know, in words.
var DryRunLimits = dryrun.Limits

// AskDryRun asks what the agreement's text would open, and waits a moment for the answer. Asked again while a run is under
// way it changes nothing.
func (a *App) AskDryRun(ctx context.Context, agr id.ID) (DryRun, error) {
	x, err := a.FindAgreement(ctx, agr)
	if err != nil {
		return DryRun{}, err
	}
	who, err := a.mayReadFor(ctx, &x, DryRunAsk)
	if err != nil {
		return DryRun{}, err
	}
	err = a.DryRuns.Ask(ctx, DryRun{ID: id.New(), Agreement: agr, Terms: x.Terms(), AskedBy: who.Subject, OnBehalfOf: who.Employer, AskedAt: a.Now()})
	if err != nil {
		return DryRun{}, err
	}
	select {
	case a.dryRunAsked <- struct{}{}:
	default: // Somebody has been woken already.
	}
	return a.awaitDryRun(ctx, agr)
}

// The rhythm of who waits for a dry run.
const (
	dryRunWait = 2 * time.Second
	dryRunLook = 50 * time.Millisecond
)

func (a *App) awaitDryRun(ctx context.Context, agr id.ID) (DryRun, error) {
	end := time.NewTimer(dryRunWait)
	defer end.Stop()
	for {
		d, err := a.DryRuns.Newest(ctx, agr)
		if err != nil || d.Status == "done" || d.Status == "failed" {
			return d, err
		}
		look := time.NewTimer(dryRunLook)
		select {
		case <-ctx.Done():
			look.Stop()
			return d, ctx.Err()
		case <-end.C:
			look.Stop()
			return d, nil
		case <-look.C:
		}
	}
}

// NewestDryRun is the agreement's last dry run; none when nobody has asked.
func (a *App) NewestDryRun(ctx context.Context, agr id.ID) (x Agreement, d *DryRun, err error) {
	if x, err = a.FindAgreement(ctx, agr); err != nil {
		return x, nil, err
	}
	if _, err := a.mayReadFor(ctx, &x, DryRunRead); err != nil {
		return x, nil, err
	}
	found, err := a.DryRuns.Newest(ctx, agr)
	switch {
	case errors.Is(err, ErrAbsent):
		return x, nil, nil
	case err != nil:
		return x, nil, err
	}
	return x, &found, nil
}

// Found reads the result; the zero value until it is done.
func (d DryRun) Found() (DryRunResult, error) {
	var out DryRunResult
	if d.Result == nil {
		return out, nil
	}
	if err := json.Unmarshal(d.Result, &out); err != nil {
		return out, fmt.Errorf("read the result of dry run %s: %w", d.ID, err)
	}
	return out, nil
}
