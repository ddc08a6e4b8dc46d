package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
)

// The two answers come over two streams, so two handlers may have them at the same moment: neither may miss the other's.
func TestTwoAnswersAtTheSameMomentSettle(t *testing.T) {
	t.Parallel()
	f := open(t)
	a := app.New(app.Ports{Shifts: f.Shifts, Bookings: f.Bookings, Models: f.Models, History: f.History, Policies: f.Policies, Attendance: f.Attendance, Hours: f.Hours, Evidence: f.Evidence}, f.clock, testkit.ICS, nil)
	ctx := context.Background()
	for range 40 {
		s := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour))
		b, err := f.claim(ctx, s, id.New(), "RPA")
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		for range 2 { // Each comes twice.
			group.Go(func() {
				c := &booking.Clearance{Yes: true, PassportVersion: 1, ValidUntil: s.EndsAt}
				if err := a.Settle(ctx, b, app.Answer{Clearance: c}); err != nil {
					t.Error(err)
				}
			})
			group.Go(func() {
				d := &booking.Authorisation{Yes: true, AgreementID: id.New(), AgreementVersion: 1}
				if err := a.Settle(ctx, b, app.Answer{Authorisation: d}); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if st, _, err := f.Bookings.Get(ctx, b); err != nil || st.Status != booking.Confirmed || st.Version != 2 {
			t.Fatalf("the booking is %s at version %d, %v", st.Status, st.Version, err)
		}
	}
}

// A suspension at the moment of the yes: whichever comes first, the booking does not stand on the old passport.
func TestASuspensionAtTheMomentOfTheYesWins(t *testing.T) {
	t.Parallel()
	f := open(t)
	a := app.New(app.Ports{Shifts: f.Shifts, Bookings: f.Bookings, Models: f.Models, History: f.History, Policies: f.Policies, Attendance: f.Attendance, Hours: f.Hours, Evidence: f.Evidence}, f.clock, testkit.ICS, nil)
	ctx := context.Background()
	for range 40 {
		s := f.post(t, posting("RVV", f.clock.Now().Truncate(time.Minute).Add(48*time.Hour), 8*time.Hour))
		worker := id.New()
		if err := f.Models.PutWorker(ctx, app.WorkerTold{ID: worker, Version: 1, Rank: app.RankPassport, HomeEmployer: "RVV", Status: "active", Passport: []byte("{}")}); err != nil {
			t.Fatal(err)
		}
		b, err := f.claim(ctx, s, worker, "RVV")
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		group.Go(func() {
			c := &booking.Clearance{Yes: true, PassportVersion: 1, ValidUntil: s.EndsAt}
			if err := a.Settle(ctx, b, app.Answer{Clearance: c}); err != nil {
				t.Error(err)
			}
		})
		group.Go(func() {
			if err := a.Suspend(ctx, app.Suspension{WorkerID: worker, Floor: 2, Reasons: why()}); err != nil {
				t.Error(err)
			}
		})
		group.Wait()
		if st, _, err := f.Bookings.Get(ctx, b); err != nil || st.Status == booking.Confirmed || st.Status == booking.Held {
			t.Fatalf("the booking is %s, %v", st.Status, err)
		}
	}
}
