package analytics_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

type dataAge struct {
	Employer  string
	Age       *int64     `json:"data_age_seconds"`
	Silent    bool       `json:"silent"`
	SilentAt  *time.Time `json:"silent_from"`
	NewestAt  *time.Time `json:"newest_event_at"`
	OtherName *int64     `json:"seconds"`
}

type ageReport struct {
	Cells   []dataAge
	DataAge []dataAge `json:"data_age"`
	Totals  struct{ Employers []dataAge }
}

func TestSilenceIsToldAsSilence(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	nats := testkit.Collect(t, h.Bus, "analytics")
	quiet, busy := ask(h, "RVV", 40*time.Hour).posted(t, h), ask(h, "RPA", 40*time.Hour).posted(t, h)
	read := func() ageReport {
		r, _ := get[ageReport](t, h, lead, "/api/analytics/v1/fill-rates")
		return r
	}
	testkit.Await(t, soon, "both are heard", func() bool { return len(read().Cells) == 2 })
	begun := h.Clock.Now()
	stream, stop := listen(t, h, lead, "/api/analytics/v1/fill-rates/stream", "")
	defer stop()
	next(t, stream)

	h.Clock.Advance(11 * time.Hour)
	busy.filled(t, h, shifts.OwnBank)
	h.Clock.Advance(2 * time.Hour) // RVV was last heard 13 hours ago, RPA two; a pattern is known of neither.
	testkit.Await(t, soon, "the quiet one is silent everywhere, the other nowhere", func() bool {
		r := read()
		all := append(append(append([]dataAge{}, r.Cells...), r.DataAge...), r.Totals.Employers...)
		if len(all) != 6 {
			return false
		}
		for _, x := range all {
			want := int64(2 * 3600)
			if x.Employer == "RVV" {
				want = 13 * 3600
			}
			if x.Silent != (x.Employer == "RVV") || x.Age == nil || *x.Age != want {
				return false
			}
		}
		return true
	})
	for _, x := range read().DataAge {
		if x.Employer == "RVV" && (x.SilentAt == nil || !x.SilentAt.Equal(begun.Add(12*time.Hour)) || !x.NewestAt.Equal(begun) || *x.OtherName != *x.Age) {
			t.Errorf("data age %+v", x)
		}
	}
	if w, _ := get[struct{ Employers []dataAge }](t, h, lead, "/api/analytics/v1/watermark"); len(w.Employers) != 2 || w.Employers[0].Silent == w.Employers[1].Silent {
		t.Errorf("the watermark tells %+v", w)
	}
	var last dataAge
	for last.Employer != "RVV" || !last.Silent {
		last = dataAge{}
		if err := json.Unmarshal([]byte(next(t, stream).data), &last); err != nil {
			t.Fatal(err)
		}
	}
	nats.Await(t, soon, func(e events.Envelope) bool {
		ev, err := events.Open(e)
		f, ok := ev.(analytics.FillRateChangedV1)
		return err == nil && ok && f.Employer == "RVV" && f.Silent && f.NewestEventAt.Equal(begun)
	})

	quiet.filled(t, h, shifts.OwnBank)
	for last.Employer != "RVV" || last.Silent {
		last = dataAge{}
		if err := json.Unmarshal([]byte(next(t, stream).data), &last); err != nil {
			t.Fatal(err)
		}
	}
	past, _ := get[ageReport](t, h, lead, "/api/analytics/v1/as-of?at="+begun.Add(12*time.Hour+time.Second).UTC().Format(time.RFC3339))
	for _, x := range past.DataAge {
		if x.Silent != (x.Employer == "RVV") {
			t.Errorf("at the moment from which it was silent: %+v", x)
		}
	}
	if len(past.DataAge) != 2 {
		t.Errorf("ages of a moment that has passed: %+v", past.DataAge)
	}
}
