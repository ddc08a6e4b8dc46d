package store_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/due"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
)

func (k kit) lead(t *testing.T) kit {
	t.Helper()
	k.ctx = auth.With(t.Context(), auth.Principal{Subject: "lead", Role: auth.Lead, ICS: testkit.ICS})
	return k
}

// set changes rows of the table that counts, as the lead, and gives the version that this made.
func (k kit) set(t *testing.T, kind string, change func(app.ReferenceRow)) int64 {
	t.Helper()
	k = k.lead(t)
	had, err := k.use.ShowReference(k.ctx, kind, -1)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range had.Rows {
		change(r)
	}
	now, err := k.use.SetReference(k.ctx, kind, app.NewReferenceTable{Over: had.Version, Rows: had.Rows, Why: "a trial", RequestID: "r"})
	if err != nil {
		t.Fatal(err)
	}
	return now.Version
}

func TestEveryVersionOfATableStaysAndOneOfTwoThatSetTheNextWins(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	leads := k.lead(t)
	shipped, err := leads.use.ShowReference(leads.ctx, "refresh", -1)
	if err != nil || shipped.Version != 0 || len(shipped.Rows) != 20 || len(shipped.Versions) != 0 {
		t.Fatalf("%+v, %v", shipped, err)
	}
	if n := k.set(t, "refresh", func(r app.ReferenceRow) {
		if r["subject"] == "FIRE" {
			r["months"] = "12"
		}
	}); n != 1 {
		t.Fatalf("version %d", n)
	}
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		wg.Go(func() {
			_, errs[i] = leads.use.SetReference(leads.ctx, "refresh", app.NewReferenceTable{Over: 1, Rows: shipped.Rows, Why: "back", RequestID: "r"})
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		switch {
		case err == nil:
			won++
		case !fault.Is(err, fault.Conflict):
			t.Errorf("the others are told that they were late, got %v", err)
		}
	}
	now, err := k.use.ShowReference(k.ctx, "refresh", -1)
	if err != nil || won != 1 || now.Version != 2 || len(now.Versions) != 2 || now.Versions[1].ChangedBy != "lead" || now.Versions[1].Why != "a trial" {
		t.Fatalf("%d won, %+v, %v", won, now, err)
	}
	first, err := k.use.ShowReference(k.ctx, "refresh", 1)
	if err != nil || first.Version != 1 || first.Rows[3]["months"] != "12" || now.Rows[3]["months"] != "24" {
		t.Errorf("%+v, %v", first, err)
	}
	if _, err := k.use.ShowReference(k.ctx, "refresh", 3); err != app.ErrNoTable {
		t.Errorf("a version that is not there: %v", err)
	}
	for name, c := range map[string]struct {
		by   kit
		kind string
		n    app.NewReferenceTable
		want fault.Kind
	}{
		"who is no lead":       {k, "refresh", app.NewReferenceTable{Over: 2, Rows: shipped.Rows, Why: "x"}, fault.Forbidden},
		"a table that is none": {leads, "horoscopes", app.NewReferenceTable{Over: 0, Rows: shipped.Rows, Why: "x"}, fault.NotFound},
		"without a reason":     {leads, "refresh", app.NewReferenceTable{Over: 2, Rows: shipped.Rows}, fault.Invalid},
		"rows of another kind": {leads, "profile", app.NewReferenceTable{Over: 0, Rows: shipped.Rows, Why: "x"}, fault.Invalid},
		"a version behind":     {leads, "refresh", app.NewReferenceTable{Over: 1, Rows: shipped.Rows, Why: "x"}, fault.Conflict},
	} {
		if _, err := c.by.use.SetReference(c.by.ctx, c.kind, c.n); !fault.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// The facts and the audit rows are written with each version, and nothing else is.
	if k.one(t, "select count(*) from outbox where type = 'muster.passports.reference.changed.v1'") != 2 || k.one(t, "select count(*) from audit where action = 'reference.set'") != 2 {
		t.Error("each version has one event and one audit row")
	}
}

func TestAnotherProfileReckonsAnewWhatIsDue(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	for range 3 {
		k.enrol(t)
	}
	conflicts := func(q *app.DueQuery) { q.Kind, q.Code = "competency", "cstf:CR" }
	if n, err := k.use.Reckon(k.ctx); n != 0 || err != nil || len(k.queue(t, conflicts)) != 0 {
		t.Fatalf("%d reckoned before anything changed, %v", n, err)
	}
	k.set(t, "profile", func(r app.ReferenceRow) {
		if r["staff_group"] == "nursing_midwifery" {
			r["subjects"] += " CR1"
		}
	})
	if n, err := k.use.Reckon(k.ctx); n != 0 || err != nil {
		t.Fatalf("%d left to reckon, %v", n, err)
	}
	if got := k.queue(t, conflicts); len(got) != 3 || got[0].State != due.Missing || !got[0].Asked {
		t.Errorf("conflict resolution is asked for now, got %+v", got)
	}
	// The same profile from another source is the same profile.
	k.set(t, "profile", func(r app.ReferenceRow) { r["source"] = "our workforce board" })
	if n, err := k.use.Reckon(k.ctx); n != 0 || err != nil {
		t.Errorf("%d reckoned anew for nothing, %v", n, err)
	}
}

func TestADerivedEndAndADecisionNameTheVersionByWhichTheyWereMade(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	workerID := k.enrol(t)
	if _, err := k.use.SetStaffNumber(k.ctx, workerID, "ZQ7", "r"); err != nil {
		t.Fatal(err)
	}
	taken := func(day string) app.CompetencyView {
		k.apply(t, k.read(t, recordimport.ESR, "Competency Name,Date Start,Staff Number\r\nNHS|CSTF|Infection Prevention and Control - Level 1|,"+day+",ZQ7\r\n"), all)
		v, err := k.use.ShowWorker(k.ctx, workerID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range v.Competencies {
			if c.Code == "IPC" {
				return c
			}
		}
		t.Fatal("nothing was recorded")
		return app.CompetencyView{}
	}
	begun := k.use.Clock.Now().AddDate(0, -2, 0)
	years := func(c app.CompetencyView) float64 { return c.ValidUntil.Sub(c.AchievedOn).Hours() / 24 / 365.25 }
	if c := taken(begun.Format("02-Jan-2006")); !c.Derived || c.RefreshVersion != 0 || years(c) < 2.9 {
		t.Fatalf("by the table that is shipped: %+v", c)
	}
	k.set(t, "refresh", func(r app.ReferenceRow) {
		if r["subject"] == "IPC" {
			r["months"] = "60"
		}
	})
	if c := taken(begun.AddDate(0, 0, 1).Format("02-Jan-2006")); c.RefreshVersion != 1 || years(c) < 4.9 {
		t.Fatalf("by the first version: %+v", c)
	}

	k.set(t, "restrictions", func(app.ReferenceRow) {})
	r := k.request(workerID)
	r.Booking.Requirements.Competencies = []clearance.Ask{{Framework: "cstf", Code: "IPC", Level: 1}}
	if err := k.use.ClearBooking(k.ctx, r, id.New().String()); err != nil {
		t.Fatal(err)
	}
	var inputs, decision string
	if err := k.db.Pool.QueryRow(k.ctx, "select inputs, decision from decisions where booking_id = $1", r.Booking.ID).Scan(&inputs, &decision); err != nil {
		t.Fatal(err)
	}
	k.holds(t, inputs, `"reference":{"refresh":1,"restrictions":1}`, `"refresh_version":1`)
	again, err := clearance.Replay([]byte(inputs))
	if err != nil || string(again.Canonical()) != decision {
		t.Errorf("made again it is\n%s\nand was\n%s (%v)", again.Canonical(), decision, err)
	}
}

func (k kit) holds(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, w := range wants {
		if !strings.Contains(text, w) {
			t.Errorf("%s is not in %s", w, text)
		}
	}
}

func TestARestrictionThatTheLeadAddsMayBeSet(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	workerID := k.enrol(t)
	health := app.NewCheck{Type: "occupational_health", Outcome: "satisfied", Level: "fit_with_restrictions", CheckedOn: k.use.Clock.Now().Add(-time.Hour), Restrictions: []string{"no_restraint"}}
	if _, err := k.use.RecordCheck(k.ctx, workerID, health, "r"); !fault.Is(err, fault.Invalid) {
		t.Fatalf("nobody knows this code yet: %v", err)
	}
	k.set(t, "restrictions", func(r app.ReferenceRow) {
		if r["code"] == "reduced_hours" {
			r["code"], r["words"] = "no_restraint", "No physical restraint of patients"
		}
	})
	if _, err := k.use.RecordCheck(k.ctx, workerID, health, "r"); err != nil {
		t.Fatal(err)
	}
	health.Restrictions = []string{"reduced_hours"}
	if _, err := k.use.RecordCheck(k.ctx, workerID, health, "r"); !fault.Is(err, fault.Invalid) {
		t.Errorf("it was taken out of the table: %v", err)
	}
}
