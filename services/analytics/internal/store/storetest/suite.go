package storetest

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
)

// Noon is a moment around which tests place shifts.
var Noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// Store is both ports of one store.
type Store struct {
	app.Projection
	app.Cells
}

// Heard makes an event of a shift of RVV that starts in a while from Noon.
func Heard(shift id.ID, version int64, in time.Duration, status, filledBy string) app.Heard {
	return heard(app.Shifts, shift.String(), version, Noon.Add(time.Duration(version)*time.Second), fact.Shift{
		Employer: "RVV", Site: "RVV01", Ward: "KINGS_A", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5",
		StartsAt: Noon.Add(in), EndsAt: Noon.Add(in + 12*time.Hour), NetMinutes: 660, Status: status, FilledBy: filledBy,
	})
}

// heard makes an event of anything that can be kept.
func heard(producer, id string, version int64, at time.Time, s fact.State) app.Heard {
	x, err := fact.New(id, version, s)
	if err != nil {
		panic(err)
	}
	return app.Heard{Producer: producer, Sequence: version, At: at, Fact: x}
}

func employer(version int64, name string) app.Heard {
	return heard(app.Deployments, "RVV", version, Noon, fact.Employer{Name: name})
}

// all are the kinds that the suite follows.
var all = []fact.Kind{fact.KindShift, fact.KindBooking, fact.KindEmployer}

// has tells whether a version of the thing is among the facts.
func has(f app.Following, k fact.Key, version int64) bool {
	return slices.ContainsFunc(f.Facts, func(x fact.Fact) bool { return x.Key == k && x.Version == version })
}

func shiftKey(i id.ID) fact.Key { return fact.Key{Kind: fact.KindShift, ID: i.String()} }

// RunAll runs the suite on stores made by open, one for each test.
func RunAll(t *testing.T, open func(*testing.T) Store) {
	t.Run("the newest version stays, whatever the order", func(t *testing.T) { t.Parallel(); newestStays(t, open(t)) })
	t.Run("one batch may hold several versions and repeats", func(t *testing.T) { t.Parallel(); oneBatch(t, open(t)) })
	t.Run("following gives what was written since, and old shifts at no load", func(t *testing.T) { t.Parallel(); follows(t, open(t)) })
	t.Run("organisations are kept by version", func(t *testing.T) { t.Parallel(); organisations(t, open(t)) })
	t.Run("approved hours are kept by version, counted and hashed", func(t *testing.T) { t.Parallel(); approvedHours(t, open(t)) })
	t.Run("figures that differ are published once each", func(t *testing.T) { t.Parallel(); publishes(t, open(t)) })
	t.Run("figures that had read less never overwrite", func(t *testing.T) { t.Parallel(); neverStepsBack(t, open(t)) })
}

func apply(t *testing.T, s Store, heard ...app.Heard) {
	t.Helper()
	if err := s.Apply(t.Context(), heard); err != nil {
		t.Fatal(err)
	}
}

func follow(t *testing.T, s Store, readTo int64) app.Following {
	t.Helper()
	f, err := s.Follow(t.Context(), all, readTo, Noon.Add(-time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func newestStays(t *testing.T, s Store) {
	shift := id.New()
	apply(t, s, Heard(shift, 3, time.Hour, "open", ""))
	apply(t, s, Heard(shift, 1, time.Hour, "open", ""))
	apply(t, s, Heard(shift, 2, time.Hour, "filled", "own_bank"))
	apply(t, s, Heard(shift, 3, time.Hour, "filled", "own_bank"))
	f := follow(t, s, 0)
	if len(f.Facts) != 1 || !has(f, shiftKey(shift), 3) || f.Facts[0].State.(fact.Shift).Status != "open" {
		t.Fatalf("kept %+v", f.Facts)
	}
	if p := f.Progress[2]; p.Producer != app.Shifts || p.Events != 3 || p.Sequence != 3 || !p.Newest.Equal(Noon.Add(3*time.Second)) {
		t.Errorf("progress %+v", p)
	}
	if !f.Ages["RVV"].Equal(Noon.Add(3 * time.Second)) {
		t.Errorf("ages %v", f.Ages)
	}
}

func oneBatch(t *testing.T, s Store) {
	a, b := id.New(), id.New()
	batch := []app.Heard{
		Heard(a, 2, time.Hour, "filled", "own_bank"), Heard(b, 1, time.Hour, "open", ""), Heard(a, 1, time.Hour, "open", ""),
		Heard(a, 2, time.Hour, "filled", "own_bank"), employer(1, "East Kent"),
	}
	apply(t, s, batch...)
	first, _, err := s.Hash(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(batch)
	apply(t, s, batch...)
	again, progress, err := s.Hash(t.Context())
	if err != nil || again != first {
		t.Errorf("the hash is %s, then %s (%v)", first, again, err)
	}
	if progress[0].Events != 1 || progress[2].Events != 3 {
		t.Errorf("events %+v", progress)
	}
}

func follows(t *testing.T, s Store) {
	apply(t, s, Heard(id.New(), 1, time.Hour, "open", ""), Heard(id.New(), 1, -48*time.Hour, "lapsed", ""))
	first := follow(t, s, 0)
	if len(first.Facts) != 1 {
		t.Fatalf("the first load gives %d shifts, want the one in sight", len(first.Facts))
	}
	shift := id.New()
	apply(t, s, Heard(shift, 1, 2*time.Hour, "open", ""))
	next := follow(t, s, first.ReadTo)
	if !has(next, shiftKey(shift), 1) {
		t.Error("what was written after the first look is missed")
	}
	apply(t, s, Heard(shift, 2, -48*time.Hour, "open", ""))
	last := follow(t, s, next.ReadTo)
	if !has(last, shiftKey(shift), 2) {
		t.Error("a shift that moved out of sight is not told of, so its older version would stay")
	}
	if none, err := s.Follow(t.Context(), []fact.Kind{fact.KindOffer}, 0, Noon); err != nil || len(none.Facts) != 0 {
		t.Errorf("who follows offers is given %+v (%v)", none.Facts, err)
	}
}

func organisations(t *testing.T, s Store) {
	apply(t, s, employer(2, "East Kent Hospitals"))
	apply(t, s, employer(1, "East Kent"))
	f := follow(t, s, 0)
	if len(f.Facts) != 1 || f.Facts[0].State.(fact.Employer).Name != "East Kent Hospitals" {
		t.Errorf("kept %+v", f.Facts)
	}
	if _, aged := f.Ages["RVV"]; aged {
		t.Error("a register's entry counts as word of the employer's own system")
	}
}

// Approved makes the event of a booking's approved hours, of a shift of RVV that started a while before Noon.
func Approved(booking id.ID, version int64, ago time.Duration, minutes int64) app.Heard {
	start := Noon.Add(-ago)
	return heard(app.Shifts, booking.String(), version, Noon.Add(time.Duration(version)*time.Second), fact.Booking{
		HomeEmployer: "RVV", HostEmployer: "RVV", StaffGroup: "nursing_midwifery", Channel: "own_bank", StartsAt: start,
		EndsAt: start.Add(12 * time.Hour), NetMinutes: 660, Status: "worked", Hours: "approved", WorkedMinutes: minutes,
	})
}

func approvedHours(t *testing.T, s Store) {
	booking := id.New()
	apply(t, s, Approved(booking, 6, time.Minute, 630), Approved(booking, 4, time.Minute, 660), Approved(id.New(), 3, 48*time.Hour, 660))
	before, _, err := s.Hash(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	apply(t, s, Approved(booking, 5, time.Minute, 1))
	f := follow(t, s, 0)
	key := fact.Key{Kind: fact.KindBooking, ID: booking.String()}
	if len(f.Facts) != 1 || !has(f, key, 6) || f.Facts[0].State.(fact.Booking).WorkedMinutes != 630 {
		t.Fatalf("kept %+v", f.Facts)
	}
	if p := f.Progress[2]; p.Events != 9 || !f.Ages["RVV"].Equal(Noon.Add(6*time.Second)) {
		t.Errorf("progress %+v, ages %v", p, f.Ages)
	}
	if same, _, err := s.Hash(t.Context()); err != nil || same != before {
		t.Errorf("an older version changes the hash (%v)", err)
	}
	apply(t, s, Approved(booking, 7, time.Minute, 600))
	if other, _, err := s.Hash(t.Context()); err != nil || other == before {
		t.Errorf("other hours have the same hash (%v)", err)
	}
	next := follow(t, s, f.ReadTo)
	if !has(next, key, 7) {
		t.Errorf("what was approved after the first look is missed: %+v", next.Facts)
	}
}

var cell = fillrate.Cell{Group: fillrate.Group{Employer: "RVV", StaffGroup: "nursing_midwifery"}, Window: fillrate.Next24h}

func publication(readTo, unfilled int64) app.Publication {
	return app.Publication{ReadTo: readTo, Watermark: Noon, AsOf: Noon, Cells: []app.CellFigures{
		{Cell: cell, Figures: fillrate.Figures{Minutes: fillrate.Split{Unfilled: unfilled * 660}, Shifts: fillrate.Split{Unfilled: unfilled}, Worked: fillrate.Worked{OwnBank: 600, CollaborativeBank: 60}}},
	}}
}

// publish gives how many cells were written; the events are checked by their version.
func publish(t *testing.T, s Store, p app.Publication, want int64) int {
	t.Helper()
	written, err := s.Publish(t.Context(), p, func(c app.CellFigures, version int64) (events.Envelope, error) {
		if version != want {
			t.Errorf("version %d, want %d", version, want)
		}
		return app.Changed("QKS", p)(c, version)
	})
	if err != nil {
		t.Fatal(err)
	}
	return len(written)
}

func publishes(t *testing.T, s Store) {
	if n := publish(t, s, publication(1, 1), 1); n != 1 {
		t.Fatalf("the first figures write %d cells", n)
	}
	if n := publish(t, s, publication(2, 1), 2); n != 0 {
		t.Errorf("equal figures write %d cells", n)
	}
	if n := publish(t, s, publication(3, 2), 2); n != 1 {
		t.Errorf("other figures write %d cells", n)
	}
	now, err := s.Published(t.Context())
	if err != nil || len(now) != 1 || now[cell].Figures.Shifts.Unfilled != 2 || now[cell].Figures.Worked.CollaborativeBank != 60 {
		t.Errorf("published %+v, %v", now, err)
	}
	changes, oldest, err := s.ChangesAfter(t.Context(), 0)
	if err != nil || len(changes) != 2 || oldest != changes[0].N || changes[0].N >= changes[1].N {
		t.Errorf("changes %+v from %d, %v", changes, oldest, err)
	}
	if rest, _, err := s.ChangesAfter(t.Context(), changes[0].N); err != nil || len(rest) != 1 {
		t.Errorf("after the first: %+v, %v", rest, err)
	}
	if err := s.Beside(t.Context(), []app.Beside{{What: app.BesideAlerts, Employer: "RVV"}, {What: app.BesideShifts, Employer: "RPA"}}); err != nil {
		t.Fatal(err)
	}
	if rest, _, err := s.ChangesAfter(t.Context(), changes[1].N); err != nil || len(rest) != 2 || !rest[0].Beside || rest[0].N >= rest[1].N || changes[1].Beside {
		t.Errorf("beside the figures: %+v, %v", rest, err)
	}
}

func neverStepsBack(t *testing.T, s Store) {
	publish(t, s, publication(10, 5), 1)
	if n := publish(t, s, publication(9, 4), 2); n != 0 {
		t.Errorf("figures that had read less write %d cells", n)
	}
}
