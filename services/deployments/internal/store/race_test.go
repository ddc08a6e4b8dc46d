package store_test

import (
	"context"
	"errors"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// together runs all at once and fails on the first error.
func together(t *testing.T, all ...func(context.Context) error) {
	t.Helper()
	group, ctx := errgroup.WithContext(t.Context())
	for _, f := range all {
		group.Go(func() error { return f(ctx) })
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
}

func TestNoAuthorisationOutlivesTheEndThatItRacedWith(t *testing.T) {
	t.Parallel()
	k := open(t)
	for range 5 {
		a := k.inForce(k.clauses("revoke"))
		var all []func(context.Context) error
		for n := range 24 {
			p := k.placement()
			all = append(all, func(ctx context.Context) error { return k.app.AuthoriseDeployment(ctx, p, "") })
			if n == 12 {
				all = append(all, func(context.Context) error {
					_, err := k.app.EndAgreement(k.as("RVV"), a.ID(), nil)
					return err
				})
			}
		}
		together(t, all...)
		if n := k.count(`select count(*) from deployments where status = 'authorised'`); n != 0 {
			t.Fatalf("%d deployments stand under an agreement that has ended", n)
		}
	}
	if n := k.count(`select count(*) from deployments`); n != 120 {
		t.Errorf("%d answers to 120 bookings", n)
	}
}

func TestARequestAndItsEndNeverMissEachOther(t *testing.T) {
	t.Parallel()
	k := open(t)
	k.inForce(k.clauses("honour"))
	var all []func(context.Context) error
	for range 40 {
		p := k.placement()
		ask := func(ctx context.Context) error { return k.app.AuthoriseDeployment(ctx, p, "") }
		end := func(ctx context.Context) error { return k.app.StandDown(ctx, p.Booking, "withdrawn", "") }
		all = append(all, ask, end, ask)
	}
	together(t, all...)
	if n := k.count(`select count(*) from deployments where status = 'authorised'`); n != 0 {
		t.Errorf("%d deployments stand though their bookings have ended", n)
	}
	answered, remembered := k.count(`select count(*) from deployments`), k.count(`select count(*) from booking_ends`)
	if answered+remembered != 40 {
		t.Errorf("%d stood down and %d remembered, of 40", answered, remembered)
	}
}

func TestOneWorkersLastDayIsGivenOnce(t *testing.T) {
	t.Parallel()
	k := open(t)
	c := k.clauses("honour")
	c.Limits.MaxDaysIn12Months = 3
	k.inForce(c)
	base := k.placement()
	var all []func(context.Context) error
	for n := range 12 {
		p := k.placement()
		p.Worker, p.StartsAt, p.EndsAt = base.Worker, p.StartsAt.AddDate(0, 0, n), p.EndsAt.AddDate(0, 0, n)
		all = append(all, func(ctx context.Context) error { return k.app.AuthoriseDeployment(ctx, p, "") })
	}
	together(t, all...)
	if n := k.count(`select count(*) from deployments where status = $1`, string(deployment.Authorised)); n != 3 {
		t.Errorf("%d days given of 3", n)
	}
}

func TestTwoAgreementsOfOneScopeRaceForForce(t *testing.T) {
	t.Parallel()
	k := open(t)
	one, two := k.offered(k.clauses("honour")), k.offered(k.clauses("honour"))
	sign := func(ods string, a app.Agreement) error {
		_, err := k.app.SignAgreement(k.as(ods), a.ID(), "chief_nurse", a.Record().Hash)
		return err
	}
	k.must(sign("RVV", one))
	k.must(sign("RVV", two))
	results := make(chan error, 2)
	for _, a := range []app.Agreement{one, two} {
		go func() { results <- sign("RPA", a) }()
	}
	first, second := <-results, <-results
	lost := errors.Join(first, second)
	if (first == nil) == (second == nil) || !fault.Is(lost, fault.Conflict) {
		t.Errorf("one must win and one be told of the conflict: %v and %v", first, second)
	}
}
