package lineage_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/pkg/lineage"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
)

func migrate(ctx context.Context, url string) error { return pg.Migrate(ctx, url, lineage.Migrations) }

type told struct {
	version int64
	state   deployments.EmployerState
}

func employer(ods string, since time.Time, closed *time.Time, by string) deployments.EmployerState {
	return deployments.EmployerState{ODS: ods, Name: ods, Kind: "acute", ICS: testkit.ICS, Since: since, ClosedAt: closed, SucceededBy: by,
		Memberships: []deployments.Membership{{ICS: testkit.ICS, Since: since, Until: closed}}}
}

// Two replicas share one table: what is told to either, twice and in any order, is the same for both a second later.
func TestTwoReplicasKnowTheSame(t *testing.T) {
	t.Parallel()
	founded := time.Date(2022, 6, 30, 23, 0, 0, 0, time.UTC)
	day := time.Date(2026, 3, 31, 23, 0, 0, 0, time.UTC)
	words := []told{
		{1, employer("RPA", founded, nil, "")}, {1, employer("RWF", founded, nil, "")}, {1, employer("R1K", day, nil, "")},
		{2, employer("RPA", founded, &day, "R1K")}, {2, employer("RWF", founded, &day, "R1K")},
	}
	for n := range 3 {
		rng := rand.New(rand.NewPCG(uint64(n), 1))
		db := testkit.Database(t, "lineage", migrate)
		replicas := []*lineage.Keeper{lineage.New(db.Pool), lineage.New(db.Pool)}
		if !replicas[0].Heirs().None() {
			t.Error("a keeper that nobody has told anything knows of a merger")
		}
		all := slices.Concat(words, words)
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, w := range all {
			if err := replicas[rng.IntN(2)].Put(t.Context(), w.version, w.state); err != nil {
				t.Fatal(err)
			}
		}
		for i, k := range replicas {
			testkit.Await(t, 5*time.Second, "both replicas know", func() bool {
				h, err := k.Fresh(t.Context())
				return err == nil && slices.Equal(h.Codes("R1K", day), []string{"R1K", "RPA", "RWF"})
			})
			if h := k.Heirs(); h.Of("RPA", day.Add(-time.Microsecond)) != "RPA" || h.Of("RPA", day) != "R1K" {
				t.Errorf("replica %d: the day", i)
			}
			was := k.Heirs()
			if err := k.Put(t.Context(), 1, words[0].state); err != nil {
				t.Fatal(err)
			}
			if k.Heirs() != was {
				t.Errorf("replica %d: an older word made a new answer", i)
			}
		}
	}
}

func TestARunningKeeperHearsOfOthers(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "lineage", migrate)
	mine, other := lineage.New(db.Pool), lineage.New(db.Pool)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- mine.Run(ctx) }()
	day := time.Date(2026, 3, 31, 23, 0, 0, 0, time.UTC)
	if err := other.Put(t.Context(), 2, employer("RPA", day.AddDate(-4, 0, 0), &day, "R1K")); err != nil {
		t.Fatal(err)
	}
	testkit.Await(t, 5*time.Second, "it hears by itself", func() bool { return mine.Heirs().Of("RPA", day) == "R1K" })
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	// Nobody's keeper is a world without mergers.
	var none *lineage.Keeper
	if h, err := none.Fresh(t.Context()); err != nil || !h.None() || !none.Heirs().None() {
		t.Error("a keeper that is not there")
	}
}
