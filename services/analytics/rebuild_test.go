package analytics_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

func someHistory(t *testing.T, h *testkit.Harness, n int) {
	t.Helper()
	register(t, h, "RVV", "East Kent Hospitals")
	for i := range n {
		d := ask(h, []string{"RVV", "RPA", "RWF"}[i%3], time.Duration(i+1)*time.Hour).posted(t, h)
		switch i % 4 {
		case 0:
			d.filled(t, h, shifts.OwnBank)
		case 1:
			d.filled(t, h, shifts.CollaborativeBank)
			testkit.Send(t, h.Bus, "shifts", d.say(t, h, shifts.ShiftOpen, ""))
		case 2:
			testkit.Send(t, h.Bus, "shifts", d.say(t, h, shifts.ShiftWithdrawn, ""))
		case 3:
			d.approved(t, h, id.New().String(), 1, 645)
		}
	}
}

func TestARebuildGivesTheLiveHash(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	someHistory(t, h, 40)
	testkit.Await(t, soon, "the live figures have caught up", func() bool { return rates(t, h, lead, "").Events == 1+40+10+20+10+10 })
	var told [2]uint64
	r, err := module.Rebuild(t.Context(), h.Deps, func(_ string, done, last uint64) { told = [2]uint64{done, last} })
	if err != nil {
		t.Fatal(err)
	}
	if !r.Equal || r.LiveHash != r.RebuiltHash || r.Events != 1+40+10+20+10+10 {
		t.Errorf("%+v", r)
	}
	if told[0] != told[1] || told[1] == 0 {
		t.Errorf("progress ends at %d of %d", told[0], told[1])
	}
	if m, _ := get[watermark](t, h, lead, "/api/analytics/v1/watermark"); m.Hash != r.RebuiltHash || m.Events != int64(r.Events) {
		t.Errorf("the API tells %+v, the rebuild %+v", m, r)
	}
}

func TestARebuildWhileEventsComeFindsNoDifference(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	someHistory(t, h, 20)
	ctx, stop := context.WithCancel(t.Context())
	var traffic sync.WaitGroup
	begun := make(chan struct{})
	traffic.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			ask(h, "RVV", time.Duration(i%48+1)*time.Hour).posted(t, h).filled(t, h, shifts.OwnBank)
			if i == 5 {
				close(begun)
			}
		}
	})
	<-begun
	for range 3 {
		r, err := module.Rebuild(t.Context(), h.Deps, nil)
		if err != nil {
			t.Error(err)
		} else if !r.Equal {
			t.Errorf("with traffic: %+v", r)
		}
	}
	stop()
	traffic.Wait()
}

func TestASpoiltRowIsFoundAndASwapPutsItRight(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	spoilt := ask(h, "RVV", 6*time.Hour).posted(t, h).filled(t, h, shifts.OwnBank)
	lost := ask(h, "RVV", 7*time.Hour).posted(t, h)
	testkit.Await(t, soon, "both are counted", func() bool { return rates(t, h, lead, "").Events == 3 })

	owner, err := pg.Open(t.Context(), pg.Config{URL: h.DB.OwnerURL, MaxConns: 1, AppName: "spoiler"})
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	for _, change := range []struct {
		sql string
		id  string
	}{
		{`update fact_now set body = '{"status":"filled","filled_by":"off_framework_agency"}', version = 9, changed_by = pg_current_xact_id()::text::bigint where id = $1`, spoilt.state.ShiftID},
		{`delete from fact_now where id = $1`, lost.state.ShiftID},
	} {
		if _, err := owner.Exec(t.Context(), change.sql, change.id); err != nil {
			t.Fatal(err)
		}
	}
	r, err := module.Rebuild(t.Context(), h.Deps, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Equal {
		t.Fatal("the spoilt rows are not noticed")
	}
	if err := module.Swap(t.Context(), h.Deps); err != nil {
		t.Fatal(err)
	}
	if again, err := module.Rebuild(t.Context(), h.Deps, nil); err != nil || !again.Equal {
		t.Errorf("after the swap: %+v, %v", again, err)
	}
	testkit.Await(t, soon, "the running service takes the rows up", func() bool {
		total := rates(t, h, lead, "").Totals.Overall
		return total.Shifts.OwnBank == 1 && total.Shifts.Unfilled == 1
	})
	if e := rates(t, h, lead, "").Events; e != 3 {
		t.Errorf("%d events are counted after the swap, want 3", e)
	}
}

func TestARebuildOfEmptyStreamsIsEqualToNothing(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	if r, err := module.Rebuild(t.Context(), h.Deps, nil); err != nil || !r.Equal || r.Events != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestApprovedHoursAreShownBesideBookedOnesAndASpoiltRowIsPutRight(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	shift := ask(h, "RVV", -24*time.Hour).posted(t, h).filled(t, h, shifts.OwnBank)
	booking := id.New().String()
	shift.approved(t, h, booking, 2, 330)
	shift.approved(t, h, booking, 1, 660) // late
	seen := func() figures {
		r := rates(t, h, lead, "?window=last_28d")
		return r.Totals.Overall
	}
	testkit.Await(t, soon, "booked and worked fill", func() bool {
		f := seen()
		return f.BankFill != nil && *f.BankFill == 1 && f.WorkedMinutes.OwnBank == 330 && f.WorkedBankFill != nil && *f.WorkedBankFill == 0.5
	})
	owner, err := pg.Open(t.Context(), pg.Config{URL: h.DB.OwnerURL, MaxConns: 1, AppName: "spoiler"})
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	if _, err := owner.Exec(t.Context(), `update fact_now set body = jsonb_set(body::jsonb, '{worked_minutes}', '1')::json, changed_by = pg_current_xact_id()::text::bigint where kind = 'booking'`); err != nil {
		t.Fatal(err)
	}
	if r, err := module.Rebuild(t.Context(), h.Deps, nil); err != nil || r.Equal {
		t.Fatalf("the spoilt hours are not noticed: %+v, %v", r, err)
	}
	if err := module.Swap(t.Context(), h.Deps); err != nil {
		t.Fatal(err)
	}
	if r, err := module.Rebuild(t.Context(), h.Deps, nil); err != nil || !r.Equal {
		t.Errorf("after the swap: %+v, %v", r, err)
	}
	testkit.Await(t, soon, "the running service takes the hours up", func() bool { return seen().WorkedMinutes.OwnBank == 330 })
}
