package store_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/pkg/testkit"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store"
)

// replica is another instance of the service on the same database, with a clock of its own.
func (f fixture) replica(c *clock.Manual) (*app.App, fixture) {
	out := outbox.New(f.db.Pool, "MUSTER_SHIFTS", silent{}, outbox.Options{})
	other := fixture{Store: store.New(f.db.Pool, out, c, testkit.ICS, nil), db: f.db, clock: c}
	ports := app.Ports{Shifts: other.Shifts, Bookings: other.Bookings, Models: other.Models, History: other.History, Policies: other.Policies, Ladders: other.Ladders}
	return app.New(ports, c, testkit.ICS, nil), other
}

// earlier posts a shift some time ago that starts after lead from then, by a ladder.
func (f fixture) earlier(t testing.TB, ago, lead time.Duration, l release.Ladder) shift.State {
	t.Helper()
	then := f
	then.clock = clock.At(f.clock.Now().Add(-ago).Truncate(time.Minute))
	p := posting("RVV", then.clock.Now().Add(lead), 8*time.Hour)
	p.Ladder = &l
	return then.post(t, p)
}

func hours(n int) time.Duration { return time.Duration(n) * time.Hour }

// cascade has six steps that fall due one after the other.
func cascade() release.Ladder {
	return release.Ladder{BankShare: 10, StaffGroup: "*", Steps: []release.Step{
		{Kind: release.OwnBank, Trigger: release.Trigger{On: release.AtPosting}},
		{Kind: release.CollaborativeBank, Trigger: release.Trigger{On: release.Dwell, After: hours(1)}},
		{Kind: release.FrameworkAgency, Tier: 1, Trigger: release.Trigger{On: release.LeadTime, After: hours(72)}},
		{Kind: release.FrameworkAgency, Tier: 2, Trigger: release.Trigger{On: release.Dwell, After: hours(1)}},
		{Kind: release.FrameworkAgency, Tier: 3, Trigger: release.Trigger{On: release.Dwell, After: hours(1)}},
	}}
}

func TestTwoReplicasOpenEachDueStepOnce(t *testing.T) {
	t.Parallel()
	f := open(t)
	var shifts []shift.State
	for range 60 {
		shifts = append(shifts, f.earlier(t, hours(48), hours(96), cascade()))
	}
	late := f.earlier(t, 0, hours(96), cascade()) // Only its own bank's step has fallen due.
	// One machine's clock is an hour fast, the other's an hour slow: the database's decides.
	fast, _ := f.replica(clock.At(f.clock.Now().Add(time.Hour)))
	slow, _ := f.replica(clock.At(f.clock.Now().Add(-time.Hour)))
	var made atomic.Int64
	var group sync.WaitGroup
	for _, a := range []*app.App{fast, slow, fast, slow} {
		group.Go(func() {
			for {
				n, err := a.OpenSteps(context.Background())
				if err != nil {
					t.Error(err)
					return
				}
				made.Add(int64(n))
				if f.left(t) == 0 {
					return
				}
			}
		})
	}
	group.Wait()
	if want := int64(60 * 4); made.Load() != want {
		t.Errorf("%d steps were opened, want %d", made.Load(), want)
	}
	for _, s := range shifts {
		got, err := f.Shifts.Get(t.Context(), s.ID)
		if err != nil || got.Version != 5 || len(got.Release.Opened()) != 5 || got.Release.NextAt() != nil {
			t.Fatalf("version %d with %d steps open, next %v, %v", got.Version, len(got.Release.Opened()), got.Release.NextAt(), err)
		}
	}
	if n := f.count(t, "select count(*) from outbox where type = 'muster.shifts.shift.released.v1'"); n != 240 {
		t.Errorf("%d releases were told", n)
	}
	if got, _ := f.Shifts.Get(t.Context(), late.ID); got.Version != 1 {
		t.Errorf("a step opened that had not fallen due: %+v", got.Release.Opened())
	}
}

func (f fixture) left(t *testing.T) int {
	return f.count(t, "select count(*) from shifts where status = 'open' and next_step_at <= clock_timestamp()")
}

func TestASchedulerThatIsKilledLeavesNothingHalfDone(t *testing.T) {
	t.Parallel()
	f := open(t)
	for range 30 {
		f.earlier(t, hours(48), hours(96), cascade())
	}
	a, _ := f.replica(f.clock)
	for round := 0; f.left(t) > 0; round++ {
		ctx, kill := context.WithTimeout(context.Background(), time.Duration(2+round*3)*time.Millisecond)
		_, _ = a.OpenSteps(ctx) // Cut off wherever it stands.
		kill()
		if half := f.count(t, `select count(*) from shifts s where s.version <> (select count(*) from audit a where a.entity = 'shifts.shift' and a.aggregate = s.id::text)`); half != 0 {
			t.Fatalf("%d shifts are half changed", half)
		}
	}
	if n := f.count(t, "select count(*) from outbox where type = 'muster.shifts.shift.released.v1'"); n != 30*4 {
		t.Errorf("%d releases were told", n)
	}
}

func TestNoClockOfAMachineLetsAgenciesInEarly(t *testing.T) {
	t.Parallel()
	f := open(t)
	s := f.earlier(t, hours(1), hours(96), cascade()) // The banks have 24 hours.
	_, fast := f.replica(clock.At(f.clock.Now().Add(hours(25))))
	err := fast.Shifts.Update(t.Context(), s.ID, func(st *app.Standing) error {
		return st.Shift.FillFromAgency(shift.AgencyFill{Framework: true, Agency: "Agency", RatePence: 2500}, fast.clock.Now())
	})
	if !errors.Is(err, app.ErrBankHasTime) {
		t.Errorf("a fill by a fast clock: %v", err)
	}
	_, err = f.db.Pool.Exec(t.Context(), "update shifts set agency_opened_at = bank_closes_at, version = version + 1 where id = $1", s.ID)
	if !pg.IsCheck(err, "agency_step_after_bank") {
		t.Errorf("an agency step that dates itself later: %v", err)
	}
	_, err = f.db.Pool.Exec(t.Context(), "update shifts set agency_opened_at = now(), version = version + 1 where id = $1", s.ID)
	if !pg.IsCheck(err, "agency_step_after_bank") {
		t.Errorf("an agency step before the banks had their time: %v", err)
	}
	if n, err := f.app().OpenSteps(t.Context()); err != nil || n != 1 {
		t.Errorf("%d steps are due by the database's clock, %v", n, err)
	}
}

func TestATableKeepsAgencyTermsHonest(t *testing.T) {
	t.Parallel()
	f := open(t)
	s := f.earlier(t, hours(48), hours(72), cascade())
	for name, c := range map[string]struct{ constraint, set string }{
		"off-framework without approval":           {"off_framework_approved", "filled_by = 'off_framework_agency', agency_rate_pence = 2500"},
		"above the cap without a reason":           {"over_cap_named", "filled_by = 'framework_agency', agency_rate_pence = 2500, agency_cap_pence = 2400"},
		"£100 an hour without an executive":        {"dear_agency_approved", "filled_by = 'framework_agency', agency_rate_pence = 10000"},
		"£100 an hour, approved by a ward manager": {"dear_agency_approved", "filled_by = 'framework_agency', agency_rate_pence = 10000, over_cap_role = 'post'"},
	} {
		_, err := f.db.Pool.Exec(t.Context(), "update shifts set status = 'filled', filled_at = now(), agency = 'A', version = version + 1, "+c.set+" where id = $1", s.ID)
		if !pg.IsCheck(err, c.constraint) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A claim, a release, an agency and a withdrawal at the same moment: one of those that take the shift wins, and every
// version has its event.
func TestAClaimRacesAReleaseAnAgencyAndTheWard(t *testing.T) {
	t.Parallel()
	f := open(t)
	a := f.app()
	for range 15 {
		s := f.earlier(t, hours(48), hours(96), cascade())
		var took atomic.Int32
		var group sync.WaitGroup
		group.Go(func() {
			for range 5 {
				now, err := f.Shifts.Get(t.Context(), s.ID)
				if err != nil {
					t.Error(err)
					return
				}
				if _, err = f.claim(t.Context(), now, id.New(), "RVV"); err == nil {
					took.Add(1)
					return
				}
			}
		})
		group.Go(func() {
			if _, err := a.OpenSteps(t.Context()); err != nil {
				t.Error(err)
			}
		})
		group.Go(func() {
			if f.Shifts.Update(t.Context(), s.ID, func(st *app.Standing) error {
				return st.Shift.FillFromAgency(shift.AgencyFill{Framework: true, Agency: "Agency", RatePence: 2500, Tier: 1, Lock: hours(72)}, f.clock.Now())
			}) == nil {
				took.Add(1)
			}
		})
		group.Wait()
		got, err := f.Shifts.Get(t.Context(), s.ID)
		if err != nil {
			t.Fatal(err)
		}
		if took.Load() > 1 || (took.Load() == 1) != (got.Status == shift.Held || got.Status == shift.Filled) {
			t.Fatalf("%d took the shift, which is %s", took.Load(), got.Status)
		}
		if n := f.count(t, "select count(*) from outbox where entity = 'shifts.shift' and aggregate = $1", s.ID.String()); n != int(got.Version) {
			t.Fatalf("version %d with %d events", got.Version, n)
		}
	}
}

// agencyFilled is a shift that an agency has and that a bank worker may still take.
func (f fixture) agencyFilled(t testing.TB) shift.State {
	t.Helper()
	l := cascade()
	l.Steps[2].Trigger.After = hours(24 * 20)
	s := f.earlier(t, hours(72), hours(24*12), l)
	if err := f.Shifts.Update(t.Context(), s.ID, func(st *app.Standing) error {
		return st.Shift.FillFromAgency(shift.AgencyFill{Framework: true, Agency: "Agency", RatePence: 2900, CapPence: 2996, Lock: hours(72)}, f.clock.Now())
	}); err != nil {
		t.Fatal(err)
	}
	s, err := f.Shifts.Get(t.Context(), s.ID)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestABankWorkerTakesAShiftFromAnAgency(t *testing.T) {
	t.Parallel()
	f := open(t)
	s := f.agencyFilled(t)
	b, err := f.claim(t.Context(), s, id.New(), "RVV")
	if err != nil {
		t.Fatal(err)
	}
	held, _ := f.Shifts.Get(t.Context(), s.ID)
	if told := app.ShiftState(held); held.Status != shift.Held || told.Status != "filled" || told.FilledBy != "framework_agency" || told.Agency != "Agency" || held.Version != s.Version {
		t.Errorf("while it is held others see %s by %s", told.Status, told.FilledBy)
	}
	if err := f.app().Settle(t.Context(), b, app.Answer{Clearance: &booking.Clearance{Yes: true, PassportVersion: 1, ValidUntil: s.EndsAt}}); err != nil {
		t.Fatal(err)
	}
	got, _ := f.Shifts.Get(t.Context(), s.ID)
	if got.Status != shift.Filled || got.FilledBy != shift.OwnBank || got.BookingID != b || got.Agency != "" || got.DisplacedAgency != "Agency" || got.SavingPence() != (2900-1845)*7 {
		t.Errorf("%s by %s, displaced %q, saving %d", got.Status, got.FilledBy, got.DisplacedAgency, got.SavingPence())
	}
	if n := f.count(t, "select count(*) from outbox where entity = 'shifts.shift' and aggregate = $1 and type like '%reopened%'", s.ID.String()); n != 0 {
		t.Error("it was open in between")
	}
}

func TestAnAgencyStandsWhenTheBankWorkerMayNotHaveTheShift(t *testing.T) {
	t.Parallel()
	f := open(t)
	s := f.agencyFilled(t)
	for range 2 { // A second worker may try.
		b, err := f.claim(t.Context(), s, id.New(), "RVV")
		if err != nil {
			t.Fatal(err)
		}
		if err := f.app().Settle(t.Context(), b, app.Answer{Clearance: &booking.Clearance{Reasons: why()}}); err != nil {
			t.Fatal(err)
		}
		got, _ := f.Shifts.Get(t.Context(), s.ID)
		if got.Status != shift.Filled || got.FilledBy != shift.FrameworkAgency || got.Agency != "Agency" || got.AgencyRatePence != 2900 || got.Version != s.Version || got.Reopened != 0 {
			t.Fatalf("%s by %s %q at version %d", got.Status, got.FilledBy, got.Agency, got.Version)
		}
	}
	// Once it is locked nobody takes it any more.
	locked := f
	locked.clock = clock.At(*s.AgencyLocksAt)
	if _, err := locked.claim(t.Context(), s, id.New(), "RVV"); err == nil {
		t.Error("taken after the lock")
	}
	// The ward may call it off while a bank worker is taking it: somebody had it, so it is cancelled.
	if _, err := f.claim(t.Context(), s, id.New(), "RVV"); err != nil {
		t.Fatal(err)
	}
	if err := f.Shifts.Update(t.Context(), s.ID, func(st *app.Standing) error {
		if err := st.Booking.Cancel("ward_closed", f.clock.Now()); err != nil {
			return err
		}
		return st.Shift.CallOff(f.clock.Now())
	}); err != nil {
		t.Fatal(err)
	}
	if got, _ := f.Shifts.Get(t.Context(), s.ID); got.Status != shift.Cancelled || got.Agency != "" {
		t.Errorf("called off as %s", got.Status)
	}
}

func TestAnEscalatedRateEndsByTheSchedulerAndBookingsKeepTheirs(t *testing.T) {
	t.Parallel()
	f := open(t)
	s := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(hours(96)), 8*time.Hour))
	raise := func(until time.Time, by func(*shift.Shift, shift.Escalation) error) error {
		var asked shift.Escalation
		if err := f.Shifts.Update(t.Context(), s.ID, func(st *app.Standing) error {
			err := st.Shift.AskForRate(id.New(), shift.Ask{RatePence: 2400, Why: "hard_to_fill", ExpiresAt: until, By: "ward"}, f.clock.Now())
			if err == nil {
				asked = st.Shift.Escalations()[0]
			}
			return err
		}); err != nil {
			return err
		}
		return f.Shifts.Update(t.Context(), s.ID, func(st *app.Standing) error { return by(st.Shift, asked) })
	}
	yes := func(sh *shift.Shift, e shift.Escalation) error {
		return sh.ApproveEscalation(e, shift.Decision{By: "executive"}, id.New, f.clock.Now())
	}
	if err := raise(f.clock.Now().Add(hours(10)).UTC().Truncate(time.Microsecond), yes); err != nil {
		t.Fatal(err)
	}
	got, _ := f.Shifts.Get(t.Context(), s.ID)
	if got.RatePence != 2400 || got.BaseRatePence != 1845 || got.Version != 3 {
		t.Fatalf("pays %d, base %d at version %d", got.RatePence, got.BaseRatePence, got.Version)
	}
	// A second yes to the same request changes nothing.
	asked, err := f.Shifts.EscalationsOf(t.Context(), s.ID)
	if err != nil || len(asked) != 1 || asked[0].Outcome != shift.Approved || asked[0].DecidedBy != "executive" {
		t.Fatalf("%+v, %v", asked, err)
	}
	stale := asked[0]
	stale.Outcome, stale.RatePence = shift.Asked, 2500
	if err := f.Shifts.Update(t.Context(), s.ID, func(st *app.Standing) error { return yes(st.Shift, stale) }); err == nil {
		t.Error("decided twice")
	}
	if n, err := f.app().OpenStepsAt(t.Context(), f.clock.Now().Add(hours(9))); err != nil || n != 0 {
		t.Errorf("%d changes before the end, %v", n, err)
	}
	if n, err := f.app().OpenStepsAt(t.Context(), f.clock.Now().Add(hours(11))); err != nil || n != 1 {
		t.Errorf("%d changes after the end, %v", n, err)
	}
	if got, _ = f.Shifts.Get(t.Context(), s.ID); got.RatePence != 1845 || got.BaseRatePence != 0 || got.EscalatedUntil != nil {
		t.Errorf("pays %d afterwards", got.RatePence)
	}
}

func TestAStepThatNeedsApprovalIsAskedForOnceAndNeverOpensByItself(t *testing.T) {
	t.Parallel()
	f := open(t)
	l := cascade()
	l.Steps = append(l.Steps[:2:2], release.Step{Kind: release.BankBreakGlass, Trigger: release.Trigger{On: release.LeadTime, After: hours(72)}, CeilingPence: 2600, Approver: release.Executive},
		release.Step{Kind: release.OffFrameworkAgency, Trigger: release.Trigger{On: release.LeadTime, After: hours(60)}, Approver: release.Executive})
	s := f.earlier(t, hours(48), hours(96), l)
	a := f.app()
	for range 3 {
		if _, err := a.OpenSteps(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	asked, err := f.Shifts.EscalationsOf(t.Context(), s.ID)
	if err != nil || len(asked) != 2 || asked[0].Kind != shift.ForRate || asked[0].RatePence != 2600 || asked[1].Step != release.OffFrameworkAgency {
		t.Fatalf("%+v, %v", asked, err)
	}
	got, _ := f.Shifts.Get(t.Context(), s.ID)
	if got.RatePence != 1845 || got.Release.AgencyOpenedAt() != nil || got.Release.Last().Kind != release.CollaborativeBank {
		t.Errorf("it opened by itself: %+v", got.Release)
	}
	say := func(e shift.Escalation, d shift.Decision) error {
		return f.Shifts.Update(t.Context(), s.ID, func(st *app.Standing) error { return st.Shift.ApproveEscalation(e, d, id.New, f.clock.Now()) })
	}
	var invalid *shift.Invalid
	if err := say(asked[1], shift.Decision{By: "executive"}); !errors.As(err, &invalid) {
		t.Errorf("off-framework without a statement: %v", err)
	}
	if err := say(asked[1], shift.Decision{By: "executive", Why: "patient_safety", Statement: "One nurse for 28 patients overnight."}); err != nil {
		t.Fatal(err)
	}
	if err := say(asked[0], shift.Decision{By: "executive"}); err != nil {
		t.Fatal(err)
	}
	got, _ = f.Shifts.Get(t.Context(), s.ID)
	if got.RatePence != 2600 || got.Release.Last().Kind != release.OffFrameworkAgency || got.OffFrameworkWhy != "patient_safety" {
		t.Errorf("pays %d, last step %s", got.RatePence, got.Release.Last().Kind)
	}
	if o, err := f.Shifts.OffFramework(t.Context(), got.OffFrameworkID); err != nil || o.Statement == "" || o.By != "executive" {
		t.Errorf("%+v, %v", o, err)
	}
	if n := f.count(t, "select count(*) from outbox where convert_from(body, 'UTF8') like '%28 patients%'"); n != 0 {
		t.Error("the statement was told")
	}
	if err := f.Shifts.Update(t.Context(), s.ID, func(st *app.Standing) error {
		return st.Shift.FillFromAgency(shift.AgencyFill{Agency: "Off Ltd", RatePence: 2900}, f.clock.Now())
	}); err != nil {
		t.Errorf("after the approval: %v", err)
	}
}

// Nothing can change of a shift whose agency's step is due while the banks still have their time. However many there are,
// the shifts after them are opened.
func TestShiftsThatCannotOpenYetHoldNobodyUp(t *testing.T) {
	t.Parallel()
	f := open(t)
	agencyNext := release.Ladder{BankShare: 10, StaffGroup: "*", Steps: []release.Step{
		{Kind: release.OwnBank, Trigger: release.Trigger{On: release.AtPosting}},
		{Kind: release.FrameworkAgency, Tier: 1, Trigger: release.Trigger{On: release.LeadTime, After: hours(72)}},
	}}
	for range 120 {
		f.earlier(t, hours(48), hours(96), agencyNext)
	}
	tables := owner(t, f)
	for _, sql := range []string{"alter table shifts disable trigger user", "update shifts set bank_closes_at = clock_timestamp() + interval '3 hours'", "alter table shifts enable trigger user"} {
		if _, err := tables.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	behind := f.earlier(t, hours(2), hours(96), cascade())
	a, _ := f.replica(f.clock)
	if n, err := a.OpenSteps(t.Context()); err != nil || n != 1 {
		t.Errorf("%d steps were opened, %v", n, err)
	}
	if got, _ := f.Shifts.Get(t.Context(), behind.ID); len(got.Release.Opened()) != 2 {
		t.Errorf("the shift behind them has %d steps open", len(got.Release.Opened()))
	}
}
