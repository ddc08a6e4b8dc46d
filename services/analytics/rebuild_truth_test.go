package analytics_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

func TestARebuildNamesTheFirstRowThatDiffersInWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, change, want string }{
		{"a field", `update fact_now set body = jsonb_set(body::jsonb, '{ward}', '"ELSEWHERE"')::json where kind = 'shift'`,
			`at version 2: ward is "ELSEWHERE", by the events "KINGS_A"`},
		{"a version that nobody told of", `update fact_now set version = 9 where kind = 'shift'`, `stands at version 9; by the events it is at version 2`},
		{"an older version", `update fact_now set version = 1 where kind = 'shift'`, `stands at version 1; by the events it is at version 2`},
		{"a row that is gone", `delete from fact_now where kind = 'shift'`, `is missing: the events tell of it at version 2`},
		{"a row that nobody told of", `update fact_now set id = 'made up' where kind = 'shift'`, `no event tells of it`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := testkit.Start(t, module.Module)
			d := ask(h, "RVV", 6*time.Hour).posted(t, h).filled(t, h, shifts.OwnBank)
			testkit.Await(t, soon, "it is counted", func() bool { return rates(t, h, lead, "").Events == 2 })
			asOwner(t, h, c.change)
			r, err := module.Rebuild(t.Context(), h.Deps, nil)
			if err != nil {
				t.Fatal(err)
			}
			if r.Equal || r.Differences == 0 || !strings.Contains(r.First, c.want) && c.name != "a row that nobody told of" {
				t.Errorf("%+v, want %q", r, c.want)
			}
			if c.name != "a row that nobody told of" && !strings.Contains(r.First, d.state.ShiftID) {
				t.Errorf("%q does not name the shift", r.First)
			}
			if c.name == "a row that nobody told of" && r.Differences != 2 {
				t.Errorf("%+v, want the made-up row and the missing one", r)
			}
		})
	}
}

func asOwner(t *testing.T, h *testkit.Harness, sql string) {
	t.Helper()
	owner, err := pg.Open(t.Context(), pg.Config{URL: h.DB.OwnerURL, MaxConns: 1, AppName: "spoiler"})
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	if _, err := owner.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func TestOneRebuildRunsAtATimeAndOneThatIsCutOffReplacesNothing(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	someHistory(t, h, 12)
	testkit.Await(t, soon, "the live figures have caught up", func() bool { return rates(t, h, lead, "").Events == 1+12+3+6+3+3 })
	want, _ := get[watermark](t, h, lead, "/api/analytics/v1/watermark")

	ctx, cut := context.WithCancel(t.Context())
	_, err := module.Rebuild(ctx, h.Deps, func(stage string, done, last uint64) {
		if _, second := module.Rebuild(t.Context(), h.Deps, nil); fault.Of(second).Code != "rebuild_running" {
			t.Errorf("a second rebuild beside the first: %v", second)
		}
		cut()
	})
	if err == nil {
		t.Fatal("a rebuild that was cut off says nothing of it")
	}
	if err := module.Swap(t.Context(), h.Deps); fault.Of(err).Code != "rebuild_missing" {
		t.Errorf("half a rebuild is put in place: %v", err)
	}
	if got, _ := get[watermark](t, h, lead, "/api/analytics/v1/watermark"); got != want {
		t.Errorf("the live rows are %+v, were %+v", got, want)
	}
	if r, err := module.Rebuild(t.Context(), h.Deps, nil); err != nil || !r.Equal || r.LiveHash != want.Hash {
		t.Errorf("the next rebuild: %+v, %v", r, err)
	}
}

func TestWhatCannotBeReadIsLeftOutOfARebuildAsInLife(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	d := ask(h, "RVV", 6*time.Hour).posted(t, h).filled(t, h, shifts.OwnBank)
	subject := d.say(t, h, shifts.ShiftFilled, shifts.OwnBank) // Version 3, and spoilt below.
	body := strings.Replace(envelopeText(t, subject), `"net_minutes":660`, `"net_minutes":-1`, 1)
	if _, err := h.Bus.JS.Publish(t.Context(), subject.NATSSubject(), []byte(body)); err != nil {
		t.Fatal(err)
	}
	testkit.Await(t, soon, "what can be read is counted", func() bool { return rates(t, h, lead, "").Events == 2 })
	testkit.Await(t, soon, "the rebuild agrees with life", func() bool {
		r, err := module.Rebuild(t.Context(), h.Deps, nil)
		return err == nil && r.Equal
	})
}

func envelopeText(t *testing.T, e events.Envelope) string {
	t.Helper()
	b, err := events.Encode(e)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
