package passports_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/passports"
)

// expires has a nurse whose Fire Safety runs out at the end of a day in London.
func (w *world) expires(day string) string {
	return w.enrol(with(func(e enrolment) {
		part(e, "competencies")["valid_until"] = day
		part(e, "competencies")["achieved_on"] = "2025-06-01"
	}))
}

func (w *world) tellExpiring(at time.Time) int {
	w.t.Helper()
	n, err := w.Service.(*passports.Service).TellExpiringAt(w.t.Context(), at)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// toldDays gives the days at which something of a worker was told to run out, in the order of telling.
func (w *world) toldDays(workerID string) []int {
	w.t.Helper()
	rows, err := w.DB.Pool.Query(w.t.Context(), "select days from expiry_notices where worker_id = $1 order by told_at, days desc", workerID)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	out := []int{}
	for rows.Next() {
		var d int
		if err := rows.Scan(&d); err != nil {
			w.t.Fatal(err)
		}
		out = append(out, d)
	}
	return out
}

func TestWhatRunsOutIsToldAtNinetySixtyTwentyEightAndSevenDaysOnceEach(t *testing.T) {
	t.Parallel()
	w := start(t)
	// Both changes of the clock lie between the first notice and the end.
	end := time.Date(w.Clock.Now().Year()+2, 4, 2, 0, 0, 0, 0, clock.London)
	workerID := w.expires(end.AddDate(0, 0, -1).Format(time.DateOnly))
	for _, c := range []struct {
		daysBefore int
		early      bool
		want       []int
	}{
		{100, false, []int{}},
		{90, true, []int{}},
		{90, false, []int{90}},
		{80, false, []int{90}},
		{60, true, []int{90}},
		{60, false, []int{90, 60}},
		{28, false, []int{90, 60, 28}},
		{7, true, []int{90, 60, 28}},
		{7, false, []int{90, 60, 28, 7}},
		{1, false, []int{90, 60, 28, 7}},
		{-1, false, []int{90, 60, 28, 7}},
	} {
		at := end.AddDate(0, 0, -c.daysBefore)
		if c.early {
			at = at.Add(-time.Second)
		}
		w.tellExpiring(at.UTC())
		w.tellExpiring(at.UTC())
		if got := w.toldDays(workerID); !slices.Equal(got, c.want) {
			t.Errorf("%d days before (a second early: %v): told at %v, want %v", c.daysBefore, c.early, got, c.want)
		}
	}
	ev := w.await(func(e events.Envelope) bool { return e.Type == contract.CheckExpiringV1{}.EventName() }).(contract.CheckExpiringV1)
	if ev.WorkerID != workerID || ev.HomeEmployer != "RVV" || ev.Kind != "competency" || ev.Framework != "cstf" || ev.Code != "FIRE" || !ev.ValidUntil.Equal(end) {
		t.Errorf("got %+v", ev)
	}
}

func TestWhatIsRenewedIsNotToldAndWhatIsRecordedLateIsToldOnce(t *testing.T) {
	t.Parallel()
	w := start(t)
	end := time.Date(w.Clock.Now().Year()+2, 11, 2, 0, 0, 0, 0, clock.London)
	workerID := w.expires(end.AddDate(0, 0, -1).Format(time.DateOnly))
	w.tellExpiring(end.AddDate(0, 0, -5).UTC())
	if got := w.toldDays(workerID); !slices.Equal(got, []int{7}) {
		t.Fatalf("late, so only the nearest: %v", got)
	}
	w.change(workerID, "/competencies", `{"framework":"cstf","code":"FIRE","level":1,"achieved_on":"2025-06-02","valid_until":"2098-06-01"}`)
	if n := w.tellExpiring(end.AddDate(0, 0, -4).UTC()); n != 0 {
		t.Errorf("told %d of what is renewed", n)
	}
}

func TestReplicasThatTellAtOnceTellEachThingOnce(t *testing.T) {
	t.Parallel()
	w := start(t)
	end := time.Date(w.Clock.Now().Year()+2, 6, 2, 0, 0, 0, 0, clock.London)
	for range 6 {
		w.expires(end.AddDate(0, 0, -1).Format(time.DateOnly))
	}
	d := w.Deps
	d.Bus = nil
	second, err := passports.New(d)
	if err != nil {
		t.Fatal(err)
	}
	var both sync.WaitGroup
	errs := make(chan error, 2)
	for _, s := range []*passports.Service{second, w.Service.(*passports.Service)} {
		both.Go(func() {
			_, err := s.TellExpiringAt(t.Context(), end.AddDate(0, 0, -20).UTC())
			errs <- err
		})
	}
	both.Wait()
	for range 2 {
		if err := <-errs; err != nil {
			t.Fatal(err)
		}
	}
	var notices, sent int
	if err := w.DB.Pool.QueryRow(t.Context(), "select (select count(*) from expiry_notices), (select count(*) from outbox where type = $1)", contract.CheckExpiringV1{}.EventName()).Scan(&notices, &sent); err != nil {
		t.Fatal(err)
	}
	if notices != 6 || sent != 6 {
		t.Errorf("%d notices, %d events", notices, sent)
	}
}
