package history

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/pkg/clock"
)

const agreements = "/api/deployments/v1/agreements"

// drafted is an agreement as its API answers.
type drafted struct {
	AgreementID string `json:"agreement_id"`
	TermsHash   string `json:"terms_hash"`
	Amendment   struct {
		TermsHash string `json:"terms_hash"`
	} `json:"amendment"`
}

// agree drafts, offers and signs an agreement, and begins the new version that the seed says is on its way.
func (f founder) agree(ctx context.Context, n int, a seed.Agreement) error {
	var made drafted
	drafter, key := f.as(Staff(f.world.ICS, a.Parties[0])), fmt.Sprintf("agreement-%d", n)
	if err := call(ctx, drafter, key, agreements, f.clausesOf(a), &made); err != nil {
		return err
	}
	if err := call(ctx, drafter, key+"-offer", agreements+"/"+made.AgreementID+"/offer", map[string]any{}, &made); err != nil {
		return err
	}
	for _, party := range a.Parties {
		if !a.Signed && party != a.Parties[0] {
			continue
		}
		if err := f.sign(ctx, key, party, made.AgreementID, made.TermsHash); err != nil {
			return err
		}
	}
	if a.Amendment == nil {
		return nil
	}
	return f.amend(ctx, key+"-amend", a, made.AgreementID, drafter)
}

// startOfDay is the midnight in London with which a day begins, as the dates of agreements do.
func startOfDay(t time.Time) time.Time {
	y, m, d := t.In(clock.London).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, clock.London).UTC()
}

// clausesOf are the template's with what the seed says otherwise.
func (f founder) clausesOf(a seed.Agreement) map[string]any {
	parties := make([]map[string]any, len(a.Parties))
	for i, p := range a.Parties {
		parties[i] = map[string]any{"employer": p}
	}
	out := map[string]any{
		"title": a.Title, "template": a.Model, "parties": parties, "scope": map[string]any{"staff_groups": a.StaffGroups}, "from": startOfDay(f.at),
		"limits": map[string]any{"max_days_in_12_months": a.MaxDays}, "notice": map[string]any{"days": 28, "booked": a.AtEnd},
	}
	if len(a.Lenders) > 0 {
		out["direction"] = map[string]any{"kind": "one_way", "lenders": a.Lenders, "borrowers": a.Borrowers}
	}
	for group, clause := range a.Clauses {
		out[group] = clause
	}
	return out
}

func (f founder) sign(ctx context.Context, key, party, agreement, hash string) error {
	err := call(ctx, f.as(Staff(f.world.ICS, party)), key+"-sign-"+party, agreements+"/"+agreement+"/sign",
		map[string]any{"capacity": "chief_people_officer", "terms_hash": hash}, nil)
	if err != nil {
		return fmt.Errorf("signed by %s: %w", party, err)
	}
	return nil
}

func (f founder) amend(ctx context.Context, key string, a seed.Agreement, agreement string, drafter apiclient.Client) error {
	var made drafted
	if err := call(ctx, drafter, key, agreements+"/"+agreement+"/amend", a.Amendment.Clauses, &made); err != nil {
		return fmt.Errorf("amend: %w", err)
	}
	if !a.Amendment.Offered {
		return nil
	}
	if err := call(ctx, drafter, key+"-offer", agreements+"/"+agreement+"/offer", map[string]any{}, &made); err != nil {
		return fmt.Errorf("offer the new version: %w", err)
	}
	return f.sign(ctx, key, a.Parties[0], agreement, made.Amendment.TermsHash)
}
