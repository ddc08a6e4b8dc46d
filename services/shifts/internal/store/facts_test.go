package store_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/preferences"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

func TestFactsOfManyAreThoseOfEach(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	busy, free, unheard := w.enrol(t), w.enrol(t), id.New()
	now := w.clock.Now()
	for _, hours := range []int{48, 96} {
		w.take(t, w.post(t, w.in(hours)).ID, busy)
	}
	system := app.WithSystem(t.Context(), "shifts", "")
	for _, b := range []eligibility.Block{{Employer: "RVV", Ward: "ward_9"}, {Employer: "RWF"}} {
		b.ReviewAt = now.AddDate(0, 1, 0).UTC().Truncate(time.Microsecond)
		if err := w.fixture.Hours.PlaceBlock(system, app.Block{ID: id.New(), WorkerID: busy, Block: b, Why: "other", PlacedAt: now}, app.Telling{WorkerID: busy, Key: "block:" + b.Employer, Kind: app.NoticeBooking, Headline: "Blocked", Detail: "Blocked.", Link: "/my-shifts", At: now}); err != nil {
			t.Fatal(err)
		}
	}
	until := now.AddDate(0, 0, 8).UTC().Truncate(time.Second)
	away := workingtime.Span{From: until.AddDate(0, 0, -1), Until: &until}
	if err := w.fixture.Hours.PutUnavailable(system, busy, 1, []workingtime.Span{away}); err != nil {
		t.Fatal(err)
	}
	err := w.Prefers.Update(system, busy, func(p preferences.Preferences) (preferences.Preferences, error) { p.Area = "ME7"; return p, nil })
	if err != nil {
		t.Fatal(err)
	}

	many, err := w.Facts.FactsOf(t.Context(), []id.ID{unheard, free, busy}, now)
	if err != nil {
		t.Fatal(err)
	}
	if _, known := many[unheard]; known || len(many) != 2 {
		t.Errorf("facts of %d workers, of one nobody has told of: %v", len(many), known)
	}
	for name, worker := range map[string]id.ID{"busy": busy, "free": free} {
		got := many[worker]
		diary, err := w.fixture.Bookings.Diary(t.Context(), worker, now)
		if err != nil || got.Diary.Version != diary.Version || len(got.Diary.Entries) != len(diary.Entries) ||
			len(diary.Entries) > 0 && !reflect.DeepEqual(got.Diary.Entries, diary.Entries) {
			t.Errorf("%s: diary %+v, want %+v, %v", name, got.Diary, diary, err)
		}
		blocks, err := w.fixture.Hours.BlocksOf(t.Context(), "", worker)
		if err != nil || len(got.Blocks) != len(blocks) {
			t.Errorf("%s: blocks %+v, want %+v, %v", name, got.Blocks, blocks, err)
		}
		for _, b := range got.Blocks {
			if !b.ReviewAt.Equal(now.AddDate(0, 1, 0).Truncate(time.Microsecond)) || b.Employer == "" {
				t.Errorf("%s: a block is %+v", name, b)
			}
		}
		spans, _, err := w.fixture.Hours.Unavailable(t.Context(), worker)
		if err != nil || !reflect.DeepEqual(got.Unavailable, spans) {
			t.Errorf("%s: away %+v, want %+v, %v", name, got.Unavailable, spans, err)
		}
		passport, floor, err := w.Models.Worker(t.Context(), worker)
		if err != nil || string(got.Passport) != string(passport) || got.Floor != floor {
			t.Errorf("%s: passport %s floor %d, want %s %d, %v", name, got.Passport, got.Floor, passport, floor, err)
		}
	}
	if many[busy].Area != "ME7" || many[free].Area != "" || len(many[busy].Diary.Entries) != 2 {
		t.Errorf("busy %+v, free %+v", many[busy], many[free])
	}
}

func TestWhileAShiftIsOfferedOthersAreNotToldOfIt(t *testing.T) {
	t.Parallel()
	w := openWard(t)
	asked, another, cannot := w.enrol(t), w.enrol(t), w.enrol(t)
	for _, who := range []id.ID{asked, another, cannot} {
		wake := alerting.Default()
		wake.Quiet = alerting.Quiet{}
		if err := w.Telling.Notices.PutAlertSettings(t.Context(), who, wake, 1); err != nil {
			t.Fatal(err)
		}
	}
	s := w.post(t, w.in(48))
	w.take(t, w.post(t, w.in(50)).ID, cannot)
	told := func(who id.ID) int {
		t.Helper()
		n, err := w.Telling.Notices.NoticesOf(t.Context(), who, 1<<62, 10)
		if err != nil {
			t.Fatal(err)
		}
		return len(n)
	}
	tell := func(o app.Opening) {
		t.Helper()
		o.ShiftID, o.At = s.ID, w.clock.Now()
		if err := w.TellOpenShift(app.WithSystem(t.Context(), "shifts", ""), o); err != nil {
			t.Fatal(err)
		}
	}
	o, err := w.OfferTo(staff("a"), s.ID, asked, 60)
	if err != nil {
		t.Fatal(err)
	}
	tell(app.Opening{})
	if told(another) != 0 {
		t.Error("another worker is told of a shift that they would be refused")
	}
	if _, err := w.DeclineOffer(worker(asked), o.ID); err != nil {
		t.Fatal(err)
	}
	tell(app.Opening{Left: asked})
	tell(app.Opening{Left: asked})
	if told(another) != 1 {
		t.Errorf("after the offer another worker is told %d times", told(another))
	}
	tell(app.Opening{After: o.ID, Left: asked})
	if told(another) != 2 || told(cannot) != 0 {
		t.Errorf("of a shift that is open again another worker is told %d times, one who works then %d times", told(another), told(cannot))
	}
}
