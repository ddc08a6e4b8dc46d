package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
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

// AskDryRun asks what a version of the agreement's text would open, and waits a moment for the answer: the version on its
// way where there is one, else the one in force or drafted, when terms is 0. Asked again while a run is under way it changes
// nothing.
func (a *App) AskDryRun(ctx context.Context, agr id.ID, terms int64) (DryRun, error) {
	x, err := a.FindAgreement(ctx, agr)
	if err != nil {
		return DryRun{}, err
	}
	if terms, err = dryRunTerms(x, terms); err != nil {
		return DryRun{}, err
	}
	who, err := a.mayReadFor(ctx, &x, DryRunAsk)
	if err != nil {
		return DryRun{}, err
	}
	err = a.DryRuns.Ask(ctx, DryRun{ID: id.New(), Agreement: agr, Terms: terms, AskedBy: who.Subject, OnBehalfOf: who.Employer, AskedAt: a.Now()})
	if err != nil {
		return DryRun{}, err
	}
	select {
	case a.dryRunAsked <- struct{}{}:
	default: // Somebody has been woken already.
	}
	return a.awaitDryRun(ctx, agr, terms)
}

// dryRunTerms is the version that is meant, of those that the reader may see and that decide or may yet.
func dryRunTerms(x Agreement, terms int64) (int64, error) {
	next := x.Next()
	switch {
	case next != nil && (terms == 0 || terms == next.Terms):
		return next.Terms, nil
	case terms == 0 || terms == x.Terms():
		return x.Terms(), nil
	}
	return 0, fault.New(fault.NotFound, "version_not_found", "Only the version in force and the one on its way can be looked at. There is no version %d of these.", terms)
}

// The rhythm of who waits for a dry run.
const (
	dryRunWait = 2 * time.Second
	dryRunLook = 50 * time.Millisecond
)

func (a *App) awaitDryRun(ctx context.Context, agr id.ID, terms int64) (DryRun, error) {
	end := time.NewTimer(dryRunWait)
	defer end.Stop()
	for {
		d, err := a.DryRuns.Newest(ctx, agr, terms)
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

// NewestDryRun is the last dry run of a version, which is meant as by AskDryRun; none when nobody has asked.
func (a *App) NewestDryRun(ctx context.Context, agr id.ID, terms int64) (x Agreement, d *DryRun, err error) {
	if x, err = a.FindAgreement(ctx, agr); err != nil {
		return x, nil, err
	}
	if _, err := a.mayReadFor(ctx, &x, DryRunRead); err != nil {
		return x, nil, err
	}
	if terms, err = dryRunTerms(x, terms); err != nil {
		return x, nil, err
	}
	found, err := a.DryRuns.Newest(ctx, agr, terms)
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
