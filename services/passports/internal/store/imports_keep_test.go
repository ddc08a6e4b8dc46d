package store_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/store"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

func TestWhoTakesOverALostLeaseRecordsNothingTwice(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.apply(t, k.read(t, recordimport.Workers, staff(2)), all)
	i := k.read(t, recordimport.ESR, esrFile)
	imports := k.store.Imports()
	if err := imports.Step(k.ctx, i.State.ID, i.By, func(i *recordimport.Import) error { return i.Apply(onlyGood) }); err != nil {
		t.Fatal(err)
	}
	lost := id.New()
	if err := imports.Take(k.ctx, i.State.ID, lost); err != nil {
		t.Fatal(err)
	}
	if err := imports.Take(k.ctx, i.State.ID, id.New()); err == nil {
		t.Fatal("two are at work at once")
	}
	if n, err := k.use.WorkOnImports(k.ctx); n != 0 || err != nil {
		t.Fatalf("%d, %v: somebody is at work", n, err)
	}
	// The process that had it is gone; its half minute is over.
	if _, err := k.db.Pool.Exec(k.ctx, "update record_imports set lease_until = clock_timestamp() - interval '1 second' where id = $1", i.State.ID); err != nil {
		t.Fatal(err)
	}
	if n, err := k.use.WorkOnImports(k.ctx); n != 1 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	if err := imports.Hold(k.ctx, i.State.ID, lost, 5); err == nil {
		t.Error("who lost the lease may go on")
	}
	if n := k.one(t, "select count(*) from competencies"); n != 2 {
		t.Errorf("%d competencies", n)
	}
	if n := k.one(t, "select count(*) from audit where entity = 'passports.record_import' and aggregate = $1", i.State.ID.String()); n != 3 {
		t.Errorf("%d audit rows: read, begun, ended", n)
	}
}

func TestAnErasedPersonIsFoundByNoNumberAnyMore(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.apply(t, k.read(t, recordimport.Workers, staff(2)), all)
	waiting := k.read(t, recordimport.ESR, esrFile) // a preview that still holds what it says of both
	if _, err := k.db.Pool.Exec(k.ctx, "delete from vault_keys where worker_id = (select worker_id from blind_index where kind = 'staff_number' order by worker_id limit 1)"); err != nil {
		t.Fatal(err)
	}
	if n := k.one(t, "select count(*) from blind_index"); n != 2 {
		t.Errorf("%d entries are left of four", n)
	}
	if n := k.one(t, "select count(*) from recorded_rows"); n != 1 {
		t.Errorf("%d digests are left of two", n)
	}
	again := k.read(t, recordimport.ESR, esrFile)
	if again.State.Counts[recordimport.Rejected] <= waiting.State.Counts[recordimport.Rejected] {
		t.Errorf("found by number: %v", again.State.Counts)
	}
}

func TestNumbersAreFoundAfterTheKeyEncryptionKeyHasChanged(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.apply(t, k.read(t, recordimport.Workers, staff(2)), all)
	open := k.read(t, recordimport.ESR, esrFile)
	fresh, old := []byte("a newer key of thirty-two bytes!"), []byte("test vault key, thirty-two bytes")
	both, err := vault.NewKeyring([][]byte{fresh, old})
	if err != nil {
		t.Fatal(err)
	}
	out := outbox.New(k.db.Pool, "MUSTER_PASSPORTS", silent{}, outbox.Options{})
	for {
		n, err := store.New(k.db.Pool, out, both).Rewrap(k.ctx)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			break
		}
	}
	alone, err := vault.NewKeyring([][]byte{fresh})
	if err != nil {
		t.Fatal(err)
	}
	st := store.New(k.db.Pool, out, alone)
	k.store = st
	k.use.Workers, k.use.Clearances, k.use.Imports, k.use.Record = st, st, st.Imports(), st
	if got := k.read(t, recordimport.ESR, esrFile).State.Counts; got[recordimport.Accepted] != open.State.Counts[recordimport.Accepted] {
		t.Errorf("found by the new key: %v", got)
	}
	// A preview that was sealed before opens too.
	counts(t, k.apply(t, open, onlyGood), recordimport.Counts{recordimport.Recorded: 2, recordimport.Unchanged: 1, recordimport.Queued: 1, recordimport.Rejected: 2})
}

func TestNumbersThatWereSealedBeforeThereWasAnIndexAreEnteredIntoIt(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.enrol(t)
	if _, err := k.db.Pool.Exec(k.ctx, "delete from blind_index"); err != nil {
		t.Fatal(err)
	}
	if n, err := k.store.Reindex(k.ctx); n != 1 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	if n, err := k.store.Reindex(k.ctx); n != 0 || err != nil {
		t.Fatalf("a second time: %d, %v", n, err)
	}
	i := k.read(t, recordimport.NMC, "PIN,Status\r\n00a0000a,Suspended\r\n")
	counts(t, i, recordimport.Counts{recordimport.Accepted: 1})
}

func TestAStaffNumberIsOnePersonsAlone(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	anna, ben := k.enrol(t), k.enrol(t)
	if _, err := k.use.SetStaffNumber(k.ctx, anna, " zq 7 ", "r"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.use.SetStaffNumber(k.ctx, ben, "ZQ7", "r"); err != app.ErrStaffNumberTaken {
		t.Errorf("%v", err)
	}
	if _, err := k.use.SetStaffNumber(k.ctx, ben, strings.Repeat("9", 33), "r"); err == nil {
		t.Error("a number of any length is taken")
	}
	v, err := k.use.ShowWorker(k.ctx, anna)
	if err != nil || v.StaffNumber != "ZQ7" {
		t.Errorf("%q, %v", v.StaffNumber, err)
	}
}

func TestPreviewsAndContentThatNobodyAsksForGo(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.apply(t, k.read(t, recordimport.Workers, staff(2)), all)
	old := k.apply(t, k.read(t, recordimport.ESR, esrFile), onlyGood)
	preview, fresh := k.read(t, recordimport.ESR, esrFile), k.read(t, recordimport.ESR, esrFile)
	if !old.Open {
		t.Fatal("a row waits, and yet its content is gone")
	}
	for days, importID := range map[int]id.ID{31: old.State.ID, 2: preview.State.ID} {
		if _, err := k.db.Pool.Exec(k.ctx, "update record_imports set recorded_at = clock_timestamp() - make_interval(days => $2) where id = $1", importID, days); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := k.use.ForgetImports(k.ctx); n != 2 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	if _, err := k.use.ShowImport(k.ctx, preview.State.ID); err != app.ErrNoImport {
		t.Errorf("%v", err)
	}
	if i, err := k.use.ShowImport(k.ctx, old.State.ID); err != nil || i.Open {
		t.Errorf("%v %v", i.Open, err)
	}
	if i, err := k.use.ShowImport(k.ctx, fresh.State.ID); err != nil || !i.Open {
		t.Errorf("%v %v", i.Open, err)
	}
}
