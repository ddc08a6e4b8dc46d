package check_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// recorded is a criminal record check that was recorded some days after noon.
func recorded(t *testing.T, days int, level, why string) check.Check {
	t.Helper()
	c, err := check.New(dbs(func(r *check.Record) {
		r.ID, r.Level, r.RecordedAt, r.Why = id.New(), level, noon.AddDate(0, 0, days), why
	}), nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAnOldRecordPutRightDoesNotPushAsideANewerOne(t *testing.T) {
	t.Parallel()
	first, second := recorded(t, 0, "basic", ""), recorded(t, 10, "enhanced", "")
	all := []check.Check{first, second}
	right, err := recorded(t, 20, "standard", "wrong_level").Supersede(first, all)
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, right)
	if n, _ := check.Newest(all, check.DBS); n.Record().ID != second.Record().ID {
		t.Errorf("the second check counts still, got the level %s", n.Record().Level)
	}
	again, err := recorded(t, 30, "enhanced_barred", "wrong_level").Supersede(second, all)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := check.Newest(append(all, again), check.DBS); n.Record().Level != "enhanced_barred" {
		t.Errorf("what takes the place of the second counts, got %s", n.Record().Level)
	}
	if by, found := check.SupersededBy(all, first.Record().ID); !found || by.Record().ID != right.Record().ID {
		t.Error("the first record must name what took its place")
	}
}

func TestARecordIsReplacedOnceByOneOfItsTypeWithAReason(t *testing.T) {
	t.Parallel()
	first := recorded(t, 0, "basic", "")
	right, err := recorded(t, 1, "standard", "wrong_level").Supersede(first, []check.Check{first})
	if err != nil {
		t.Fatal(err)
	}
	var state refusal.State
	if _, err := recorded(t, 2, "enhanced", "wrong_level").Supersede(first, []check.Check{first, right}); !errors.As(err, &state) || state.Code != "already_superseded" {
		t.Errorf("a second replacement: %v", err)
	}
	if _, err := recorded(t, 2, "enhanced", "").Supersede(right, []check.Check{first, right}); len(refusal.Inputs(err)) != 1 {
		t.Errorf("without a reason: %v", err)
	}
	other, err := check.New(check.Record{ID: id.New(), Type: check.Identity, Outcome: check.Satisfied, CheckedOn: noon, RecordedAt: noon, Why: "wrong_date"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Supersede(first, []check.Check{first}); len(refusal.Inputs(err)) != 1 {
		t.Errorf("a record of another type: %v", err)
	}
}

// The two clocks: what was known when, and for when it says yes.
func TestTheTwoClocksAnswerApart(t *testing.T) {
	t.Parallel()
	wrong := recorded(t, 0, "basic", "")
	right, err := recorded(t, 20, "enhanced", "wrong_level").Supersede(wrong, []check.Check{wrong})
	if err != nil {
		t.Fatal(err)
	}
	all := []check.Check{wrong, right}
	for _, c := range []struct {
		name    string
		knownAt time.Time
		want    []string
	}{
		{"before it was recorded", noon.Add(-time.Second), nil},
		{"as it was recorded", noon, []string{"basic"}},
		{"the day before it was put right", noon.AddDate(0, 0, 19), []string{"basic"}},
		{"since it was put right", noon.AddDate(0, 0, 20), []string{"basic", "enhanced"}},
	} {
		var got []string
		for _, k := range check.AsKnownAt(all, c.knownAt) {
			got = append(got, k.Record().Level)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: want %v, got %v", c.name, c.want, got)
		}
	}
	r := right.Record()
	from := r.CheckedOn.AddDate(0, 0, 5)
	r.ValidFrom = &from
	k := check.Rehydrate(r)
	for _, c := range []struct {
		name string
		at   time.Time
		want bool
	}{
		{"before it begins to hold", from.Add(-time.Second), false},
		{"as it begins to hold, long before it was recorded", from, true},
		{"at its very end", *r.ValidUntil, true},
		{"a second after its end", r.ValidUntil.Add(time.Second), false},
	} {
		if got := k.ValidAt(c.at); got != c.want {
			t.Errorf("%s: want %v", c.name, c.want)
		}
	}
}
