package store_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/check"
)

func (k kit) newest(t *testing.T, workerID id.ID, of check.Type) check.Record {
	t.Helper()
	w, err := k.store.Get(k.ctx, workerID)
	if err != nil {
		t.Fatal(err)
	}
	c, found := check.Newest(w.Record().Checks, of)
	if !found {
		t.Fatalf("there is no check of %s", of)
	}
	return c.Record()
}

func (k kit) certificate() app.NewCheck {
	day := k.use.Clock.Now().AddDate(0, 0, -1)
	return app.NewCheck{
		Type: "dbs", Outcome: "satisfied", Level: "enhanced_barred", Workforce: "both", CheckedOn: day, StandardVersion: "nhs_ecs_2025",
		Particulars: app.CheckParticulars{BarredLists: []string{"adult", "child"}, IssuedOn: &day}, VerifiedWith: "dbs_update_service",
		Evidence: &app.NewReference{Kind: "certificate", Text: "HR file 4711"}, Response: &app.NewReference{Text: "001234567890"},
	}
}

func TestACheckComesBackAsItWasRecordedWithItsReferencesSealed(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	workerID := k.enrol(t)
	if _, err := k.use.RecordCheck(k.ctx, workerID, k.certificate(), "r"); err != nil {
		t.Fatal(err)
	}
	all, err := k.use.ShowChecks(k.ctx, workerID, app.FindChecks{Type: "dbs"})
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	c := all[0]
	if !c.Current || !c.ValidThen || c.StandardVersion != "nhs_ecs_2025" || c.CheckedByRole != auth.Verify || c.CheckedByOrg != "RVV" ||
		!slices.Equal(c.Particulars.BarredLists, []string{"adult", "child"}) || c.Particulars.IssuedOn == nil {
		t.Errorf("came back as %+v", c)
	}
	if len(c.References) != 2 || c.References[0].Reference != "HR file 4711" || c.References[1].Reference != "001234567890" || c.References[1].DestroyAfter == nil {
		t.Errorf("references came back as %+v", c.References)
	}
	var digest string
	if err := k.db.Pool.QueryRow(k.ctx, "select digest from check_references where what = 'response'").Scan(&digest); err != nil || len(digest) != 64 {
		t.Errorf("digest %q, %v", digest, err)
	}
}

func TestOneOfTwoCorrectionsOfARecordWins(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	workerID := k.enrol(t)
	wrong := k.newest(t, workerID, check.Identity)
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		wg.Go(func() {
			_, errs[i] = k.use.RecordCheck(k.ctx, workerID, app.NewCheck{
				Type: "identity", Outcome: "satisfied", CheckedOn: k.use.Clock.Now().AddDate(0, 0, -i), Supersedes: wrong.ID, Why: "wrong_date",
			}, "r")
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
	if won != 1 {
		t.Fatalf("%d corrections were recorded", won)
	}
	// The table holds the rule also against who reads no list first.
	var pgErr *pgconn.PgError
	_, err := k.db.Pool.Exec(k.ctx, `insert into checks (id, worker_id, type, outcome, checked_on, recorded_at, supersedes, recorded_reason)
		values ($1, $2, 'identity', 'satisfied', now() - interval '1 day', now(), $3, 'wrong_date')`, id.New(), workerID, wrong.ID)
	if !errors.As(err, &pgErr) || pgErr.ConstraintName != "checks_superseded_once" {
		t.Errorf("a second replacement in the table: %v", err)
	}
}

func TestTheRecordIsReadAsItWasKnownAtAnyMoment(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	manual := k.use.Clock.(*clock.Manual)
	workerID := k.enrol(t)
	enrolled := manual.Now()
	wrong := k.newest(t, workerID, check.RightToWork)
	manual.Advance(48 * time.Hour)
	until := manual.Now().AddDate(0, 2, 0)
	if _, err := k.use.RecordCheck(k.ctx, workerID, app.NewCheck{
		Type: "right_to_work", Outcome: "satisfied", Level: "list_b1", CheckedOn: wrong.CheckedOn, ValidUntil: &until, Supersedes: wrong.ID, Why: "incomplete",
	}, "r"); err != nil {
		t.Fatal(err)
	}
	show := func(q app.FindChecks) []app.CheckRecordView {
		q.Type = "right_to_work"
		all, err := k.use.ShowChecks(k.ctx, workerID, q)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	then := enrolled.Add(24 * time.Hour)
	late := until.Add(time.Hour)
	if all := show(app.FindChecks{KnownAt: &then}); len(all) != 1 || !all[0].Current || all[0].SupersededBy != "" || all[0].ValidUntil != nil {
		t.Errorf("the day after enrolment one record was known, and it had no end: %+v", all)
	}
	if all := show(app.FindChecks{}); len(all) != 2 || all[0].SupersededBy != all[1].CheckID || !all[1].Current || all[1].Supersedes != all[0].CheckID {
		t.Errorf("now both are known, and the second counts: %+v", all)
	}
	if all := show(app.FindChecks{ValidAt: &late}); len(all) != 1 || all[0].CheckID != wrong.ID.String() {
		t.Errorf("after the permission ends only the wrong record says yes, which is why it was put right: %+v", all)
	}
	if all := show(app.FindChecks{ValidAt: &late, KnownAt: &then}); len(all) != 1 {
		t.Errorf("and that was all that was known then: %+v", all)
	}
}

func TestWhatIsRecordedIsNeverChangedInTheTables(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	workerID := k.enrol(t)
	if _, err := k.use.RecordCheck(k.ctx, workerID, k.certificate(), "r"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.use.StateGoodStanding(k.ctx, workerID, true, k.use.Clock.Now(), "r"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ sql, code string }{
		{"update checks set outcome = 'not_satisfied'", "MU003"},
		{"delete from checks", "MU003"},
		{"update competencies set provisional = true", "MU003"},
		{"update registrations set licence = true", "MU003"},
		{"update good_standings set good = false", "MU003"},
		{"delete from check_references", "MU003"},
		{"update check_references set kind = 'other'", "MU003"},
		{"update check_references set digest = 'x'", "MU003"},
		{"update check_references set destroy_after = destroy_after + interval '5 years'", "MU003"},
		{"insert into reference_sets (kind, version, body, recorded_at, recorded_by) values ('Whims', 1, '[]', now(), 'me')", "23514"},
		{"insert into adjustment_shares (adjustment_id, employer, shared_at) values (gen_random_uuid(), 'RVV', now())", "23503"},
	} {
		_, err := k.db.Pool.Exec(k.ctx, c.sql)
		var pgErr *pgconn.PgError
		if !errors.As(err, &pgErr) || pgErr.Code != c.code {
			t.Errorf("%s: want %s, got %v", c.sql, c.code, err)
		}
	}
}

func TestReferencesAreDestroyedWhenTheDatabaseSaysSo(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	workerID := k.enrol(t)
	if _, err := k.use.RecordCheck(k.ctx, workerID, k.certificate(), "r"); err != nil {
		t.Fatal(err)
	}
	if n, err := k.use.DestroyDue(k.ctx); err != nil || n != 0 {
		t.Fatalf("%d destroyed too early, %v", n, err)
	}
	// The same record, of a service whose clock stood seven months back as it was recorded.
	manual := k.use.Clock.(*clock.Manual)
	back := manual.Now()
	manual.Set(back.AddDate(0, -7, 0))
	older := k.enrol(t)
	if _, err := k.use.RecordCheck(k.ctx, older, k.certificate(), "r"); err != nil {
		t.Fatal(err)
	}
	manual.Set(back)
	if n, err := k.use.DestroyDue(k.ctx); err != nil || n != 2 {
		t.Fatalf("want both references of the old certificate destroyed, got %d, %v", n, err)
	}
	if n, err := k.use.DestroyDue(k.ctx); err != nil || n != 0 {
		t.Fatalf("%d destroyed twice, %v", n, err)
	}
	for worker, want := range map[id.ID]string{workerID: "001234567890", older: ""} {
		all, err := k.use.ShowChecks(k.ctx, worker, app.FindChecks{Type: "dbs"})
		if err != nil {
			t.Fatal(err)
		}
		if r := all[0].References[1]; r.Reference != want || (r.DestroyedAt != nil) != (want == "") {
			t.Errorf("want %q, got %+v", want, r)
		}
		if all[0].Outcome != "satisfied" || all[0].Level != "enhanced_barred" {
			t.Error("the outcome stays")
		}
	}
}

func TestWhoLeftLongAgoIsErasedByTheRetentionRule(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	gone, stays := k.enrol(t), k.enrol(t)
	for _, w := range []id.ID{gone, stays} {
		if _, err := k.use.LeaveWorker(k.ctx, w, "retired", "r"); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := k.use.EraseDue(k.ctx); err != nil || n != 0 {
		t.Fatalf("%d erased too early, %v", n, err)
	}
	if _, err := k.db.Pool.Exec(k.ctx, "set session_replication_role = replica"); err == nil {
		t.Fatal("the service's role must not be able to switch triggers off")
	}
	owner := k.owner(t)
	if _, err := owner.Exec(k.ctx, "alter table workers disable trigger user"); err != nil {
		t.Fatal(err)
	}
	for w, ago := range map[id.ID]string{gone: "6 years 1 second", stays: "5 years 364 days"} {
		if _, err := owner.Exec(k.ctx, "update workers set left_recorded_at = clock_timestamp() - $2::text::interval where id = $1", w, ago); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := owner.Exec(k.ctx, "alter table workers enable trigger user"); err != nil {
		t.Fatal(err)
	}
	// A table that keeps names for longer counts for those who left before it was set.
	k.set(t, "retention", func(r app.ReferenceRow) {
		if r["what"] == "worker_names" {
			r["length"] = "8"
		}
	})
	if n, err := k.use.EraseDue(k.ctx); err != nil || n != 0 {
		t.Fatalf("%d erased within eight years, %v", n, err)
	}
	k.set(t, "retention", func(r app.ReferenceRow) {
		if r["what"] == "worker_names" {
			r["length"] = "6"
		}
	})
	if n, err := k.use.EraseDue(k.ctx); err != nil || n != 1 {
		t.Fatalf("%d erased, %v", n, err)
	}
	people, err := k.store.Personal(k.ctx, gone, stays)
	if err != nil || people[gone].GivenName != "" || people[stays].GivenName != "Sample" {
		t.Fatalf("%d of the two have a name, %v", len(people), err)
	}
	var actor string
	if err := k.db.Pool.QueryRow(k.ctx, "select actor from audit where aggregate = $1::text and action = 'passport.erase'", gone.String()).Scan(&actor); err != nil || actor != "system:retention" {
		t.Errorf("erased by %q, %v", actor, err)
	}
	w, err := k.store.Get(k.ctx, gone)
	if err != nil || len(w.Record().Checks) == 0 {
		t.Fatalf("the record stays: %v", err)
	}
}

func TestAnAdjustmentIsReadByThoseWhomTheWorkerChose(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	workerID := k.enrol(t)
	me := auth.With(t.Context(), auth.Principal{Subject: "me", Role: auth.Worker, WorkerID: workerID.String(), Employer: "RVV"})
	for _, text := range []string{"", " \n ", strings.Repeat("x", 1001), "bell\a"} {
		if _, err := k.use.AskAdjustment(me, text, nil, "r"); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := k.use.AskAdjustment(me, "A chair.", []string{"East Kent"}, "r"); !fault.Is(err, fault.Invalid) {
		t.Errorf("an employer without a code: %v", err)
	}
	adjustment, err := k.use.AskAdjustment(me, "I need a chair with arms,\nplease.", []string{"RWF"}, "r")
	if err != nil {
		t.Fatal(err)
	}
	texts := func(employer string) (out []string) {
		t.Helper()
		all, err := k.store.Adjustments(k.ctx, workerID, employer)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range all {
			out = append(out, a.Text+" "+strings.Join(a.SharedWith, ","))
		}
		return out
	}
	// The home employer sees nothing that was not shared with it.
	if all, err := k.use.AdjustmentsFor(k.ctx, workerID); err != nil || len(all) != 0 {
		t.Errorf("home reads %v, %v", all, err)
	}
	if got := texts("RWF"); len(got) != 1 || got[0] != "I need a chair with arms,\nplease. RWF" {
		t.Errorf("the host reads %q", got)
	}
	if err := k.use.ShareAdjustment(me, adjustment, []string{"RVV", "RPA"}, "r"); err != nil {
		t.Fatal(err)
	}
	if all, err := k.use.AdjustmentsFor(k.ctx, workerID); err != nil || len(all) != 1 || !slices.Equal(all[0].SharedWith, []string{"RVV"}) {
		t.Errorf("home reads %v, %v", all, err)
	}
	if got := texts("RWF"); len(got) != 0 {
		t.Errorf("the host reads %q after it was taken back", got)
	}
	stranger := auth.With(t.Context(), auth.Principal{Subject: "you", Role: auth.Worker, WorkerID: k.enrol(t).String(), Employer: "RVV"})
	if err := k.use.WithdrawAdjustment(stranger, adjustment, "r"); !fault.Is(err, fault.NotFound) {
		t.Errorf("another worker withdraws it: %v", err)
	}
	if err := k.use.WithdrawAdjustment(me, adjustment, "r"); err != nil {
		t.Fatal(err)
	}
	if err := k.use.ShareAdjustment(me, adjustment, []string{"RVV"}, "r"); !fault.Is(err, fault.NotFound) {
		t.Errorf("shared after it was withdrawn: %v", err)
	}
	own, err := k.use.OwnAdjustments(me)
	if err != nil || len(own) != 1 || own[0].Text != "" || own[0].WithdrawnAt == nil || len(own[0].SharedWith) != 0 {
		t.Errorf("the worker reads %+v, %v", own, err)
	}
	var rows int
	if err := k.db.Pool.QueryRow(k.ctx, "select count(*) from vault where kind like 'adjustment:%'").Scan(&rows); err != nil || rows != 0 {
		t.Errorf("%d sealed rows are left, %v", rows, err)
	}
}

func TestTheRegistersAreReplacedByOneAtATime(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	lead := auth.With(t.Context(), auth.Principal{Subject: "lead", Role: auth.Lead, ICS: k.use.ICS})
	rs, version, err := k.use.ShowRegisters(k.ctx)
	if err != nil || version != 0 || len(rs) != 6 {
		t.Fatalf("%d registers at %d, %v", len(rs), version, err)
	}
	if _, err := k.use.SetRegisters(k.ctx, rs, 0, "r"); !fault.Is(err, fault.Forbidden) {
		t.Errorf("by an employer: %v", err)
	}
	i := slices.IndexFunc(rs, func(r app.Register) bool { return r.Body == "SWE" })
	rs[i].Form = `SW\d{2,8}`
	if version, err = k.use.SetRegisters(lead, rs, 0, "r"); err != nil || version != 1 {
		t.Fatalf("%d, %v", version, err)
	}
	if _, err := k.use.SetRegisters(lead, rs, 0, "r"); !fault.Is(err, fault.Conflict) {
		t.Errorf("on top of what was replaced: %v", err)
	}
	if _, err := k.use.SetRegisters(lead, rs, 5, "r"); !fault.Is(err, fault.Conflict) {
		t.Errorf("on top of what is not there: %v", err)
	}
	workerID := k.enrol(t)
	if _, err := k.use.RecordRegistration(k.ctx, workerID, app.NewRegistration{Body: "SWE", Number: "sw 12345678", Status: "registered"}, "r"); err != nil {
		t.Errorf("by the corrected form: %v", err)
	}
	if _, err := k.use.RecordRegistration(k.ctx, workerID, app.NewRegistration{Body: "SWE", Number: "SW1", Status: "registered"}, "r"); !fault.Is(err, fault.Invalid) {
		t.Errorf("by the old form: %v", err)
	}
}
