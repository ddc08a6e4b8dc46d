package policy

import (
	"errors"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
)

// KindPay is how an employer pays its bank.
const KindPay Kind = "pay"

// Pay is whose rate a shift pays, where the break is taken, how lines are rounded, and which days are holidays beside the
// bank holidays.
type Pay struct{ pay.Policy }

// DefaultPay is what holds for an employer that has decided nothing.
func DefaultPay() Pay { return Pay{pay.DefaultPolicy()} }

// Kind implements Settings.
func (Pay) Kind() Kind { return KindPay }

// Title implements Settings.
func (Pay) Title() string { return "Pay" }

// Validate implements Settings.
func (p Pay) Validate() error {
	var invalid *pay.Invalid
	if !errors.As(p.Policy.Validate(), &invalid) {
		return nil
	}
	var ps Problems
	for _, problem := range invalid.Problems {
		ps = append(ps, Problem(problem))
	}
	return ps.Err()
}
