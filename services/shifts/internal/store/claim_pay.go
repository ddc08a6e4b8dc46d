package store

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/store/sqlcgen"
)

// claimPay reads what pay depends on in a claim, and completes the worker with their engagements.
func claimPay(row sqlcgen.LoadForClaimRow, w *eligibility.Worker) (pay.Rules, error) {
	var engagements []struct {
		Employer   string     `json:"employer"`
		Kind       string     `json:"kind"`
		StaffGroup string     `json:"staff_group"`
		Role       string     `json:"role"`
		Band       string     `json:"band"`
		From       time.Time  `json:"from"`
		Until      *time.Time `json:"until"`
	}
	if err := json.Unmarshal(row.Engagements, &engagements); err != nil {
		return pay.Rules{}, fmt.Errorf("read a worker's engagements: %w", err)
	}
	for _, g := range engagements {
		w.Engagements = append(w.Engagements, eligibility.Engagement(g))
	}
	p, err := policy.Read[policy.Pay](row.PayPolicy)
	if err != nil {
		return pay.Rules{}, err
	}
	cards, err := decodeCards(row.RateCards)
	return pay.Rules{Cards: cards, Policy: p.Policy, PolicyVersion: row.PayPolicyVersion}, err
}
