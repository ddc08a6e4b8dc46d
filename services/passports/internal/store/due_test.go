package store_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/due"
)

func (k kit) queue(t *testing.T, change func(*app.DueQuery)) []app.DueLine {
	t.Helper()
	now := k.use.Clock.Now()
	q := app.DueQuery{Employer: "RVV", Now: now, Until: now.AddDate(0, 3, 0), Limit: 1000}
	change(&q)
	lines, err := k.store.DueLines(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestTheQueueFollowsEveryChangeAndComesInPages(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	workers := []id.ID{k.enrol(t), k.enrol(t), k.enrol(t)}
	all := k.queue(t, func(*app.DueQuery) {})
	// Each lacks a criminal record check and five subjects.
	if len(all) != 18 {
		t.Fatalf("want 18 lines, got %d: %+v", len(all), all)
	}
	var paged []app.DueLine
	for after := (app.DuePlace{}); ; {
		page := k.queue(t, func(q *app.DueQuery) { q.After, q.Limit = after, 5 })
		paged = append(paged, page...)
		if len(page) < 5 {
			break
		}
		last := page[4]
		after = app.DuePlace{At: *last.DueAt, Worker: last.Worker, Kind: string(last.Kind), Code: last.Code}
	}
	if len(paged) != len(all) {
		t.Fatalf("the pages have %d lines, the whole %d", len(paged), len(all))
	}
	for i := range all {
		if paged[i].Worker != all[i].Worker || paged[i].Code != all[i].Code {
			t.Fatalf("line %d differs", i)
		}
	}
	dbs := func(q *app.DueQuery) { q.Kind, q.Code = "check", "dbs" }
	if got := k.queue(t, dbs); len(got) != 3 || got[0].State != due.Missing {
		t.Fatalf("got %+v", got)
	}
	until := k.use.Clock.Now().AddDate(0, 1, 0)
	if _, err := k.use.RecordCheck(k.ctx, workers[0], app.NewCheck{Type: "dbs", Outcome: "satisfied", Level: "enhanced", Workforce: "adult", CheckedOn: k.use.Clock.Now().AddDate(0, 0, -1), ValidUntil: &until}, ""); err != nil {
		t.Fatal(err)
	}
	got := k.queue(t, dbs)
	if len(got) != 3 || got[2].Worker != workers[0] || got[2].State != due.Held || !got[2].DueAt.Equal(until.Truncate(time.Microsecond)) {
		t.Fatalf("what runs out in a month stands last: %+v", got)
	}
	if got := k.queue(t, func(q *app.DueQuery) { dbs(q); q.Until = q.Now }); len(got) != 2 {
		t.Errorf("by now two are due, got %+v", got)
	}
	for name, change := range map[string]func(*app.DueQuery){
		"another employer": func(q *app.DueQuery) { q.Employer = "RWF" },
		"another role":     func(q *app.DueQuery) { q.Role = "midwife" },
		"no such site":     func(q *app.DueQuery) { q.Site = "RWF03" },
	} {
		if got := k.queue(t, change); len(got) != 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if err := k.store.Keep(t.Context(), k.request(workers[1])); err != nil {
		t.Fatal(err)
	}
	if got := k.queue(t, func(q *app.DueQuery) { dbs(q); q.Site = "RWF03" }); len(got) != 1 || got[0].Worker != workers[1] {
		t.Errorf("want who is booked at the site, got %+v", got)
	}
}

func TestWhatWasNeverReckonedIsReckonedOnceAtTheStart(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.enrol(t)
	k.enrol(t)
	if _, err := k.db.Pool.Exec(t.Context(), "delete from evidence_due"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{2, 0} {
		if n, err := k.store.Reckon(t.Context(), k.use.Clock.Now()); n != want || err != nil {
			t.Fatalf("want %d, got %d, %v", want, n, err)
		}
	}
	if got := k.queue(t, func(*app.DueQuery) {}); len(got) != 12 {
		t.Errorf("want the lines again, got %d", len(got))
	}
}

func TestStandingsCountEverybodyOnce(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	now := k.use.Clock.Now()
	fit, held, lacking := k.enrol(t), k.enrol(t), k.enrol(t)
	for _, w := range []id.ID{fit, held} {
		if _, err := k.use.RecordCheck(k.ctx, w, app.NewCheck{Type: "dbs", Outcome: "satisfied", Level: "enhanced", Workforce: "adult", CheckedOn: now.AddDate(0, 0, -1)}, ""); err != nil {
			t.Fatal(err)
		}
		for code, level := range map[string]int{"IGDS": 1, "IPC": 2, "MH": 2, "RES": 2, "SA": 2} {
			if _, err := k.use.RecordCompetency(k.ctx, w, app.NewCompetency{Framework: "cstf", Code: code, Level: level, AchievedOn: now.AddDate(0, 0, -1)}, ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, _, err := k.use.PlaceHold(k.ctx, held, app.NewHold{Why: "own_request"}, ""); err != nil {
		t.Fatal(err)
	}
	q := app.StandingQuery{Employer: "RVV", Now: k.use.Clock.Now(), ReadSince: now.AddDate(0, 0, -14)}
	for standing, want := range map[string]id.ID{app.Deployable: fit, app.OnHold: held, app.Lacking: lacking} {
		got, err := k.store.StandingAs(t.Context(), q, standing, "registered_nurse", id.Nil, 10)
		if err != nil || len(got) != 1 || got[0] != want {
			t.Errorf("%s: want %v, got %v, %v", standing, want, got, err)
		}
	}
	// Nobody has read the register for a fortnight: nobody who stands on it may work.
	late := q
	late.Now, late.ReadSince = now.AddDate(0, 0, 15), now.AddDate(0, 0, 1)
	if got, err := k.store.StandingAs(t.Context(), late, app.Deployable, "", id.Nil, 10); err != nil || len(got) != 0 {
		t.Errorf("got %v, %v", got, err)
	}
	late.Read = []string{"RVV:NMC"}
	if got, err := k.store.StandingAs(t.Context(), late, app.Deployable, "", id.Nil, 10); err != nil || len(got) != 1 {
		t.Errorf("read for all staff: got %v, %v", got, err)
	}
	counts, err := k.store.Standings(t.Context(), app.StandingQuery{Now: q.Now, ReadSince: q.ReadSince})
	if err != nil || len(counts) != 3 {
		t.Errorf("want three standings, got %+v, %v", counts, err)
	}
}
