package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// Notice is given, the last party signs a version without the band, a worker takes their word back and bookings are asked
// for, all at once: nothing stands afterwards that the agreement does not cover.
func TestNoReviewReadsAnAgreementFromBeforeItsWait(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*kit, app.Agreement) error{
		"notice for all": func(k *kit, a app.Agreement) error {
			at := k.clock.Now().Add(30 * time.Hour) // in the middle of the shifts
			_, err := k.app.EndAgreement(k.as("RVV"), a.ID(), &at)
			return err
		},
		"a version without the band": func(k *kit, a app.Agreement) error {
			_, err := k.app.SignAgreement(k.as("RPA"), a.ID(), "chief_nurse", a.Next().Hash)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := open(t)
			for range 4 {
				k.raceReviews(change)
			}
		})
	}
}

func (k *kit) raceReviews(change func(*kit, app.Agreement) error) {
	k.t.Helper()
	a := k.withoutBand(k.inForce(k.clauses("revoke")))
	var before []deployment.Placement
	for range 6 {
		p := k.placement()
		before = append(before, p)
		k.must(k.app.LearnPassport(k.t.Context(), k.passport(p.Worker, 3, "RPA"), ""))
		k.must(k.app.AuthoriseDeployment(k.t.Context(), p, ""))
	}
	all := []func(context.Context) error{func(context.Context) error { return change(k, a) }}
	sweep := func(ctx context.Context) error { _, err := k.app.RevokeUncovered(ctx); return err }
	for n, p := range before {
		next := k.placement()
		all = append(all, sweep, func(ctx context.Context) error { return k.app.AuthoriseDeployment(ctx, next, "") })
		if n%2 == 0 {
			all = append(all, func(ctx context.Context) error { return k.app.LearnPassport(ctx, k.passport(p.Worker, 4), "") })
		}
	}
	together(k.t, all...)
	_, err := k.app.RevokeUncovered(k.t.Context())
	k.must(err)
	if n := k.count(`select count(*) from deployments where status = 'authorised' and agreement_id = $1`, a.ID()); n != 0 {
		k.t.Errorf("%d deployments stand that the agreement does not cover", n)
	}
	if n := k.count(`select count(*) from deployments where status = 'authorised' or status = 'revoked' and reasons = '[]'`); n != 0 {
		k.t.Errorf("%d deployments stand, or were revoked without a reason", n)
	}
	if got, err := k.app.FindAgreement(k.as("RVV"), a.ID()); err == nil && got.Status() == agreement.InForce && got.EndsAt() == nil {
		now := k.clock.Now()
		_, err = k.app.EndAgreement(k.as("RVV"), a.ID(), &now)
		k.must(err)
	}
	k.clock.Advance(40 * time.Hour)
	_, err = k.app.ExpireAgreements(k.t.Context())
	k.must(err)
}

// withoutBand offers a second version that leaves band 5 out, which RVV has signed.
func (k *kit) withoutBand(a app.Agreement) app.Agreement {
	k.t.Helper()
	_, err := k.app.AmendAgreement(k.as("RVV"), a.ID(), func(c *app.Clauses) error { c.Scope.Bands = []string{"6"}; return nil })
	k.must(err)
	x, err := k.app.OfferAgreement(k.as("RVV"), a.ID())
	k.must(err)
	x, err = k.app.SignAgreement(k.as("RVV"), a.ID(), "chief_nurse", x.Next().Hash)
	k.must(err)
	return x
}
