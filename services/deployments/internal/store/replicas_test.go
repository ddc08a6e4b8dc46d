package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// gone lets a lease run out: its replica was killed and says nothing any more.
func (k *kit) gone(d app.DryRun) {
	k.t.Helper()
	_, err := k.pool.Exec(k.t.Context(), `update dry_runs set lease_until = clock_timestamp() - interval '1 second' where id = $1`, d.ID)
	k.must(err)
}

func TestADryRunIsTakenUpByTheOtherReplicaWhenItsOwnIsKilled(t *testing.T) {
	t.Parallel()
	k, ctx := open(t), t.Context()
	a := k.offered(k.clauses("honour"))
	k.must(k.app.DryRuns.Ask(ctx, app.DryRun{ID: id.New(), Agreement: a.ID(), Terms: 1, AskedBy: "p", AskedAt: k.clock.Now()}))
	killed, err := k.app.DryRuns.Take(ctx)
	k.must(err)
	other := k.replica()
	if n, err := other.WorkDryRuns(ctx); n != 0 || err != nil {
		t.Fatalf("%d taken up while its replica is at it: %v", n, err)
	}
	k.gone(killed)
	if n, err := other.WorkDryRuns(ctx); n != 1 || err != nil {
		t.Fatalf("%d taken up after the kill: %v", n, err)
	}
	// A replica that was only slow finds that it has lost it, and writes nothing.
	killed.Result, killed.FinishedAt = []byte(`{"workers": 99}`), ref(k.clock.Now())
	for name, err := range map[string]error{"progress": k.app.DryRuns.Progress(ctx, killed), "finish": k.app.DryRuns.Finish(ctx, killed)} {
		if !errors.Is(err, app.ErrTakenOver) {
			t.Errorf("%s of the first: %v", name, err)
		}
	}
	k.must(k.app.DryRuns.Leave(ctx, killed))
	got, err := k.app.DryRuns.Newest(ctx, a.ID(), 1)
	k.must(err)
	if found, err := got.Found(); got.Status != "done" || got.Tries != 2 || found.Workers != 0 || err != nil {
		t.Errorf("%+v %v", got, err)
	}
}

func TestADryRunThatKillsThreeReplicasIsGivenUp(t *testing.T) {
	t.Parallel()
	k, ctx := open(t), t.Context()
	a := k.offered(k.clauses("honour"))
	k.must(k.app.DryRuns.Ask(ctx, app.DryRun{ID: id.New(), Agreement: a.ID(), Terms: 1, AskedBy: "p", AskedAt: k.clock.Now()}))
	for range 3 {
		d, err := k.app.DryRuns.Take(ctx)
		k.must(err)
		k.gone(d)
	}
	if _, err := k.app.DryRuns.Take(ctx); !errors.Is(err, app.ErrAbsent) {
		t.Errorf("taken a fourth time: %v", err)
	}
	if got, err := k.app.DryRuns.Newest(ctx, a.ID(), 1); err != nil || got.Status != "failed" {
		t.Errorf("%+v %v", got, err)
	}
}

func TestTwoReplicasWorkAtManyDryRunsAndEachIsFinishedOnce(t *testing.T) {
	t.Parallel()
	k := open(t)
	for range 12 {
		a := k.offered(k.clauses("honour"))
		k.must(k.app.DryRuns.Ask(t.Context(), app.DryRun{ID: id.New(), Agreement: a.ID(), Terms: 1, AskedBy: "p", AskedAt: k.clock.Now()}))
	}
	finished := make(chan int, 4)
	var all []func(context.Context) error
	for range 4 {
		one := k.replica()
		all = append(all, func(ctx context.Context) error { n, err := one.WorkDryRuns(ctx); finished <- n; return err })
	}
	together(t, all...)
	if n := <-finished + <-finished + <-finished + <-finished; n != 12 {
		t.Errorf("%d finished of 12", n)
	}
	if n := k.count(`select count(*) from dry_runs where status = 'done' and tries = 1`); n != 12 {
		t.Errorf("%d done at the first try", n)
	}
}

func TestTwoReplicasCloseAMutualAidOnce(t *testing.T) {
	t.Parallel()
	k := open(t)
	a := k.inForce(k.clauses("honour"))
	start := k.clock.Now().Add(48 * time.Hour)
	for range 6 {
		shift := id.New()
		k.must(k.app.LearnShifts(t.Context(), app.ShiftFact{
			Shift: shift, Version: 1, Host: "RVV", Site: "RVV01", Ward: "w1", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5",
			StartsAt: start, EndsAt: start.Add(12 * time.Hour), NetMinutes: 690, RatePence: 1800, Status: "open",
			Requirements: []byte(`{"competencies":[]}`), PostedAt: k.clock.Now(),
		}))
		_, err := k.app.ActivateMutualAid(k.lead(), app.ActivateMutualAid{
			Agreement: a.ID(), Shifts: []id.ID{shift}, Why: "surge", Note: "Forty people wait.", Until: k.clock.Now().Add(time.Hour),
		})
		k.must(err)
	}
	// By the database's clock all are long due.
	closed := make(chan int, 4)
	var all []func(context.Context) error
	for range 4 {
		one := k.replica()
		all = append(all, func(ctx context.Context) error { n, err := one.CloseMutualAids(ctx, nil); closed <- n; return err })
	}
	together(t, all...)
	if n := <-closed + <-closed + <-closed + <-closed; n != 6 {
		t.Errorf("%d closed of 6", n)
	}
	if n := k.count(`select count(*) from outbox where type like '%mutual_aid.ended%'`); n != 6 {
		t.Errorf("%d ends told of 6", n)
	}
	if n := k.count(`select count(*) from mutual_aids where status = 'active' or version <> 2`); n != 0 {
		t.Errorf("%d not closed, or closed twice", n)
	}
}

func TestWhatEndedLatelyIsTakenOffADryRunForItsTime(t *testing.T) {
	t.Parallel()
	k := open(t)
	ended := k.inForce(k.clauses("honour"))
	k.clock.Advance(10 * 24 * time.Hour)
	second := k.amending(ended)
	_, err := k.app.SignAgreement(k.as("RPA"), second.ID(), "chief_nurse", second.Next().Hash)
	k.must(err)
	k.clock.Advance(10 * 24 * time.Hour)
	_, err = k.app.EndAgreement(k.as("RVV"), ended.ID(), nil)
	k.must(err)
	k.inForce(k.clauses("honour"))
	k.clock.Advance(10 * 24 * time.Hour)
	for name, c := range map[string]struct {
		days, want int
	}{"four weeks back": {28, 3}, "since the second version": {15, 2}, "since the end": {5, 1}} {
		all, err := k.app.Agreements.DecidedSince(t.Context(), k.clock.Now().AddDate(0, 0, -c.days))
		k.must(err)
		if len(all) != c.want {
			t.Errorf("%s: %d versions, want %d", name, len(all), c.want)
		}
	}
	all, err := k.app.Agreements.DecidedSince(t.Context(), k.clock.Now().AddDate(0, 0, -28))
	k.must(err)
	for _, x := range all {
		if x.ID() != ended.ID() {
			continue
		}
		until := x.EndsAt()
		if x.SupersededAt() != nil {
			until = x.SupersededAt()
		}
		if until == nil || until.Sub(x.DecidesFrom()) != 10*24*time.Hour {
			t.Errorf("version %d decided from %s to %v", x.Terms(), x.DecidesFrom(), until)
		}
	}
}

func ref[T any](v T) *T { return &v }
