package app

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
)

// LearnHostCheck keeps a check that a host did itself; those of home employers come with the passport.
func (a *App) LearnHostCheck(ctx context.Context, c passports.CheckState) error {
	if c.HostEmployer == "" {
		return nil
	}
	told := HostCheckTold{CheckedOn: c.CheckedOn, HostCheck: eligibility.HostCheck{Host: c.HostEmployer, Type: c.Type, Outcome: c.Outcome, ValidUntil: c.ValidUntil}}
	var err error
	if told.CheckID, err = id.Parse(c.CheckID); err != nil {
		return fmt.Errorf("a host's check: %w", err)
	}
	if told.WorkerID, err = id.Parse(c.WorkerID); err != nil {
		return fmt.Errorf("the worker of a host's check: %w", err)
	}
	if c.Supersedes != "" {
		if told.Supersedes, err = id.Parse(c.Supersedes); err != nil {
			return fmt.Errorf("what a host's check supersedes: %w", err)
		}
	}
	return a.evidence.PutHostCheck(ctx, told)
}
