package store_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/store"
)

// TestTheTwinHasTheNewestOfEachThingInWhateverOrderPartsOfTheStreamsCome puts versions of three offers into several parts.
func TestTheTwinHasTheNewestOfEachThingInWhateverOrderPartsOfTheStreamsCome(t *testing.T) {
	t.Parallel()
	db := open(t)
	twin, err := store.OpenTwin(t.Context(), db.Pool)
	if err != nil {
		t.Fatal(err)
	}
	var closing sync.Once
	t.Cleanup(func() { closing.Do(twin.Close) })
	at := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	of := func(id string, version, sequence int64, status string) app.Heard {
		f, err := fact.New(id, version, fact.Offer{ShiftID: "s", Employer: "RVV", Origin: "ladder", Status: status, MadeAt: at})
		if err != nil {
			t.Fatal(err)
		}
		return app.Heard{Producer: app.Shifts, Fact: f, Sequence: sequence, At: at}
	}
	for _, part := range [][]app.Heard{
		{of("o1", 2, 20, "open"), of("o2", 1, 21, "open")},
		{of("o1", 3, 30, "accepted"), of("o3", 1, 31, "open")},
		{of("o1", 1, 40, "open"), of("o2", 1, 41, "open")}, // Told late, and told again.
		{},
	} {
		if err := twin.Keep(t.Context(), part); err != nil {
			t.Fatal(err)
		}
	}
	if err := twin.Finish(t.Context(), []app.Span{{Producer: app.Shifts, First: 1, Last: 41, Floor: 41}}, map[string]time.Time{app.Shifts: at}); err != nil {
		t.Fatal(err)
	}
	got := ""
	err = twin.Pairs(t.Context(), func(live, rebuilt *app.Row) {
		if live != nil {
			t.Errorf("a live row %+v", live)
		}
		got += fmt.Sprintf("%s v%d at %d; ", rebuilt.ID, rebuilt.Version, rebuilt.Sequence)
	}, func(done, last uint64) {
		if last != 3 {
			t.Errorf("%d of %d things", done, last)
		}
	})
	if want := "o1 v3 at 30; o2 v1 at 21; o3 v1 at 31; "; err != nil || got != want {
		t.Errorf("the twin has %q, want %q: %v", got, want, err)
	}
	closing.Do(twin.Close)
	if err := store.Swap(t.Context(), db.Pool); err != nil {
		t.Fatal(err)
	}
	var rows, newest int
	if err := db.Pool.QueryRow(t.Context(), "select count(*), max(version) from fact_now").Scan(&rows, &newest); err != nil || rows != 3 || newest != 3 {
		t.Errorf("%d rows up to version %d are in place: %v", rows, newest, err)
	}
}
