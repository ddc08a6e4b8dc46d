package analytics_test

import (
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

type asOf struct {
	Totals struct{ Overall figures }
	Gaps   []struct {
		ShiftID string `json:"shift_id"`
	}
}

// told is one version of a shift as this test keeps it: nothing of the service's own fold is used on it.
type told struct {
	at    time.Time
	state shifts.ShiftState
	env   events.Envelope
}

// life draws the versions of one shift, oldest first, in the ten days before now.
func life(t *testing.T, h *testkit.Harness, rnd *rand.Rand) (versions []told) {
	t.Helper()
	now := h.Clock.Now().Truncate(time.Minute)
	start := now.Add(time.Duration(rnd.IntN(20*24)-10*24) * time.Hour)
	d := ask(h, []string{"RVV", "RPA"}[rnd.IntN(2)], 0)
	at := now.Add(-10 * 24 * time.Hour)
	for v := range int64(1 + rnd.IntN(5)) {
		at = at.Add(time.Duration(1+rnd.IntN(60)) * time.Hour)
		if at.After(now) {
			break
		}
		if rnd.IntN(4) == 0 {
			start = start.Add(time.Duration(rnd.IntN(30*24)-15*24) * time.Hour) // Amended, perhaps out of every window.
		}
		s := d.state
		s.StartsAt, s.EndsAt, s.Status, s.FilledBy = start, start.Add(12*time.Hour), shifts.ShiftOpen, ""
		var e events.Event
		switch rnd.IntN(4) {
		case 0:
			s.Status, s.FilledBy = shifts.ShiftFilled, shifts.OwnBank
			e = shifts.ShiftFilledV1{Shift: s}
		case 1:
			s.Status = shifts.ShiftWithdrawn
			e = shifts.ShiftWithdrawnV1{Shift: s}
		default:
			e = shifts.ShiftAmendedV1{Shift: s, Changed: []string{"starts_at"}}
		}
		env, err := events.New(e, events.Meta{
			ID: id.New().String(), Time: at, ICS: testkit.ICS, ODS: s.Employer, AggregateID: s.ShiftID, AggregateVersion: v + 1, Actor: "test",
		})
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, told{at: at, state: s, env: env})
	}
	return versions
}

// TestTheFiguresOfAPastMomentAreThoseOfItsHistory asks for twenty moments of the histories of sixty shifts that are told in
// a random order, some of it twice, and counts each moment by hand.
func TestTheFiguresOfAPastMomentAreThoseOfItsHistory(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	rnd := rand.New(rand.NewPCG(7, 11))
	var lives [][]told
	var all []events.Envelope
	var changes int64
	for range 60 {
		versions := life(t, h, rnd)
		lives = append(lives, versions)
		for _, v := range versions {
			all = append(all, v.env)
			if rnd.IntN(3) == 0 {
				all = append(all, v.env)
			}
		}
		changes += int64(len(versions))
	}
	rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, env := range all {
		testkit.Send(t, h.Bus, "shifts", env)
	}
	testkit.Await(t, soon, "the whole history is heard", func() bool { return rates(t, h, lead, "").Events == changes })

	now := h.Clock.Now()
	for i := range 20 {
		at := now.Add(-time.Duration(i) * 11 * time.Hour)
		got, status := get[asOf](t, h, lead, "/api/analytics/v1/as-of?window=next_14d&at="+url.QueryEscape(at.Format(time.RFC3339)))
		at = at.Truncate(time.Second)
		var own, unfilled, withdrawn int64
		var open []string
		for _, versions := range lives {
			i := slices.IndexFunc(versions, func(v told) bool { return v.at.After(at) })
			if i < 0 {
				i = len(versions)
			}
			if i == 0 {
				continue
			}
			switch s := versions[i-1].state; {
			case s.StartsAt.Before(at) || !s.StartsAt.Before(at.Add(14*24*time.Hour)):
			case s.Status == shifts.ShiftFilled:
				own++
			case s.Status == shifts.ShiftWithdrawn:
				withdrawn++
			default:
				unfilled++
				open = append(open, s.ShiftID)
			}
		}
		f := got.Totals.Overall
		if status != http.StatusOK || f.Shifts.OwnBank != own || f.Shifts.Unfilled != unfilled || f.WithdrawnShifts != withdrawn || len(got.Gaps) != len(open) {
			t.Errorf("at %s: %d, %+v and %d gaps; by hand %d filled, %d unfilled, %d withdrawn", at, status, f, len(got.Gaps), own, unfilled, withdrawn)
		}
		for _, g := range got.Gaps {
			if !slices.Contains(open, g.ShiftID) {
				t.Errorf("at %s shift %s is said to have been open", at, g.ShiftID)
			}
		}
	}
	for query, want := range map[string]int{
		"?at=" + url.QueryEscape(now.Add(time.Hour).Format(time.RFC3339)): http.StatusUnprocessableEntity,
		"?at=2001-01-01T00:00:00Z":                                        http.StatusUnprocessableEntity, "?at=yesterday": http.StatusUnprocessableEntity, "": http.StatusUnprocessableEntity,
	} {
		if _, status := get[asOf](t, h, lead, "/api/analytics/v1/as-of"+query); status != want {
			t.Errorf("GET /as-of%s: %d, want %d", query, status, want)
		}
	}
	if _, status := get[asOf](t, h, worker, "/api/analytics/v1/as-of?at="+url.QueryEscape(now.Format(time.RFC3339))); status != http.StatusNotFound {
		t.Errorf("a worker gets %d", status)
	}
}
