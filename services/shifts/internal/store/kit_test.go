package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/inbox"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/store"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// silent is a publisher to nobody.
type silent struct{}

func (silent) Publish(_ context.Context, _ events.Envelope, _ []byte, done func(outbox.Ack, error)) {
	done(outbox.Ack{}, nil)
}
func (silent) Stream(context.Context) (outbox.StreamState, error) { return outbox.StreamState{}, nil }
func (silent) Reconnected() <-chan struct{}                       { return nil }

type fixture struct {
	store.Store
	db    *testkit.DB
	clock *clock.Manual
}

func migrate(ctx context.Context, ownerURL string) error {
	return pg.Migrate(ctx, ownerURL, outbox.Migrations, inbox.Migrations, store.Migrations)
}

func open(t testing.TB) fixture {
	t.Helper()
	db := testkit.Database(t, "shifts", migrate)
	c := clock.At(clock.System().Now())
	out := outbox.New(db.Pool, "MUSTER_SHIFTS", silent{}, outbox.Options{})
	return fixture{Store: store.New(db.Pool, out, c, testkit.ICS, nil), db: db, clock: c}
}

func owner(t testing.TB, f fixture) *pgx.Conn {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, f.db.OwnerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(ctx) })
	return c
}

func posting(employer string, starts time.Time, length time.Duration) shift.Posting {
	return shift.Posting{Employer: employer, Site: employer + "01", Ward: "ward_7", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5",
		StartsAt: starts, EndsAt: starts.Add(length), BreakMinutes: 60, Reason: "vacancy", RatePence: 1845, Places: 1,
		Requirements: shift.Requirements{RegistrationBody: "NMC", Competencies: []shift.Competency{{Framework: "cstf", Code: "FIRE", Level: 1}}}}
}

func (f fixture) post(t testing.TB, p shift.Posting) shift.State {
	t.Helper()
	made, err := shift.Post(p, id.New, f.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Shifts.Post(t.Context(), made); err != nil {
		t.Fatal(err)
	}
	return made[0].State()
}

// claim goes to the database as if nothing had been known of what is in the diary.
func (f fixture) claim(ctx context.Context, s shift.State, worker id.ID, home string) (id.ID, error) {
	for {
		diary, err := f.Bookings.Diary(ctx, worker, s.StartsAt)
		if err != nil {
			return id.Nil, err
		}
		facts := eligibility.Facts{Diary: workingtime.Diary{Version: diary.Version}}
		b, err := booking.Hold(id.New(), shift.Rehydrate(s), eligibility.Worker{ID: worker, HomeEmployer: home, Status: "active"}, facts, f.clock.Now())
		if err != nil {
			return id.Nil, err
		}
		if _, err = f.Bookings.Claim(ctx, s, b); !errors.Is(err, app.ErrDiaryMoved) {
			return b.State().ID, err
		}
	}
}
