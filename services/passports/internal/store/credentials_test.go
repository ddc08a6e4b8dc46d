package store_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/store"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

// issuing is a kit that issues, and workers who ask.
func issuing(t *testing.T) kit {
	t.Helper()
	k := newKit(t)
	k.use.Credentials, k.use.IssuerKeys, k.use.Lists = k.store, k.store, k.store
	k.use.Addresses = app.Addresses{Public: "https://muster.example", Types: "https://muster.example/vct/"}
	return k
}

func (k kit) issue(t *testing.T, workerID id.ID) []app.NewCredential {
	t.Helper()
	ctx := auth.With(t.Context(), auth.Principal{Subject: "worker", Role: auth.Worker, WorkerID: workerID.String()})
	got, err := k.use.IssueCredentials(ctx, app.IssueCredentials{Worker: workerID})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestManyIssueAtOnceAndNoPlaceIsGivenTwice(t *testing.T) {
	t.Parallel()
	k := issuing(t)
	var mu sync.Mutex
	var wg sync.WaitGroup
	seen := map[string]bool{}
	keys := map[string]bool{}
	const workers = 12
	ids := make([]id.ID, workers)
	for i := range ids {
		ids[i] = k.enrol(t)
	}
	for _, workerID := range ids {
		wg.Go(func() {
			for _, c := range k.issue(t, workerID) {
				mu.Lock()
				seen[fmt.Sprint(c.List, " ", c.Place)] = true
				keys[c.KeyID] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(seen) != workers*6 || len(keys) != 1 {
		t.Errorf("%d places for %d credentials, by %d keys", len(seen), workers*6, len(keys))
	}
	var lists, taken int
	if err := k.db.Pool.QueryRow(t.Context(), "select count(*), sum(taken) from status_lists").Scan(&lists, &taken); err != nil || lists != 1 || taken != workers*6 {
		t.Errorf("%d lists, %d places taken, %v", lists, taken, err)
	}
}

func TestOneWorkerWhoAsksTwiceAtOnceIsGivenOneSet(t *testing.T) {
	t.Parallel()
	k := issuing(t)
	workerID := k.enrol(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() { k.issue(t, workerID) })
	}
	wg.Wait()
	all, err := k.store.CredentialsOf(t.Context(), workerID)
	if err != nil || len(all) != 6 {
		t.Errorf("%d credentials, %v", len(all), err)
	}
}

func TestAListThatIsFourFifthsFullIsFollowedByAnother(t *testing.T) {
	t.Parallel()
	k := issuing(t)
	first := k.issue(t, k.enrol(t))[0].List
	if _, err := k.db.Pool.Exec(t.Context(), "update status_lists set taken = 838860 where n = $1", first); err != nil {
		t.Fatal(err)
	}
	if next := k.issue(t, k.enrol(t))[0].List; next == first {
		t.Error("a full list was used on")
	}
}

func TestACredentialIsOnlyEverTakenBackAndNoPlaceIsEverFreed(t *testing.T) {
	t.Parallel()
	k := issuing(t)
	workerID := k.enrol(t)
	c := k.issue(t, workerID)[0]
	for name, sql := range map[string]string{
		"moved to another place":   "update credentials set place = place + 1 where id = $1",
		"made to last longer":      "update credentials set expires_at = expires_at + interval '1 day' where id = $1",
		"given to somebody else":   "update credentials set holder = 'x', version = 2, revoked_at = now(), why = 'x' where id = $1",
		"deleted":                  "delete from credentials where id = $1",
		"taken back without trail": "update credentials set version = 2, revoked_at = now(), why = 'x' where id = $1",
		"taken back without why":   "update credentials set version = 2, revoked_at = now() where id = $1",
	} {
		if _, err := k.db.Pool.Exec(t.Context(), sql, c.ID); err == nil {
			t.Errorf("a credential was %s", name)
		}
	}
	if _, err := k.db.Pool.Exec(t.Context(), `insert into credentials select gen_random_uuid(), worker_id, issuer, type, subject, record_id, kid, holder, external, list, place,
		issued_at, expires_at, null, '', 1 from credentials where id = $1`, c.ID); err == nil || !strings.Contains(err.Error(), "credentials_list_place_key") {
		t.Errorf("a place was given twice: %v", err)
	}
}

func TestAWalletOpensForItsWorkerAndNoLongerOnceTheKeyIsGone(t *testing.T) {
	t.Parallel()
	k := issuing(t)
	workerID, other := k.enrol(t), k.enrol(t)
	given := k.issue(t, workerID)
	k.issue(t, other)
	now := k.use.Clock.Now()
	w, err := k.store.Wallet(t.Context(), workerID, now)
	if err != nil || len(w.Credentials) != len(given) {
		t.Fatalf("%d of %d, %v", len(w.Credentials), len(given), err)
	}
	for _, c := range given {
		if w.Credentials[c.ID] != c.Compact {
			t.Error("another text came back")
		}
	}
	if w, err := k.store.Wallet(t.Context(), workerID, now.AddDate(0, 0, 91)); err != nil || len(w.Credentials) != 0 {
		t.Errorf("what is over is not shown: %d %v", len(w.Credentials), err)
	}
	// A row that was swapped for another worker's does not open.
	if _, err := k.db.Pool.Exec(t.Context(), `update credential_copies set sealed = (select sealed from credential_copies where worker_id = $2 limit 1) where credential_id = $1`, given[0].ID, other); err != nil {
		t.Fatal(err)
	}
	if _, err := k.store.Wallet(t.Context(), workerID, now); err == nil {
		t.Error("a swapped row was opened")
	}
	if _, err := k.db.Pool.Exec(t.Context(), "delete from vault_keys where worker_id = $1", other); err != nil {
		t.Fatal(err)
	}
	if w, err := k.store.Wallet(t.Context(), other, now); err != nil || len(w.Credentials) != 0 || w.Holder != nil {
		t.Errorf("after erasure: %+v %v", w, err)
	}
	ctx := auth.With(t.Context(), auth.Principal{Subject: "worker", Role: auth.Worker, WorkerID: other.String()})
	if _, err := k.use.IssueCredentials(ctx, app.IssueCredentials{Worker: other}); err == nil {
		t.Error("the erased were given credentials")
	}
}

func TestAnIssuersKeyIsMadeOnceSealedAndSealedAgain(t *testing.T) {
	t.Parallel()
	k := issuing(t)
	now := k.use.Clock.Now()
	var mu sync.Mutex
	var wg sync.WaitGroup
	names := map[string]bool{}
	for range 8 {
		wg.Go(func() {
			s, err := k.store.SigningKey(context.Background(), "RVV", now)
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			names[s.KeyID()] = true
			mu.Unlock()
		})
	}
	wg.Wait()
	if len(names) != 1 {
		t.Fatalf("eight at once made %d keys", len(names))
	}
	rotated, err := vault.NewKeyring([][]byte{[]byte("a newer key of thirty-two bytes!"), []byte("test vault key, thirty-two bytes")})
	if err != nil {
		t.Fatal(err)
	}
	again := store.New(k.db.Pool, outbox.New(k.db.Pool, "MUSTER_PASSPORTS", silent{}, outbox.Options{}), rotated)
	if n, err := again.Rewrap(t.Context()); err != nil || n != 1 {
		t.Fatalf("%d keys, %v", n, err)
	}
	if s, err := again.SigningKey(t.Context(), "RVV", now); err != nil || !names[s.KeyID()] {
		t.Errorf("the same key must open: %v", err)
	}
	if _, err := k.store.SigningKey(t.Context(), "RVV", now); err == nil {
		t.Error("the old key-encryption key opened it")
	}
	for name := range names {
		if err := again.WithdrawKey(t.Context(), name, now); err != nil {
			t.Fatal(err)
		}
		if err := again.WithdrawKey(t.Context(), name, now); err == nil {
			t.Error("a key was withdrawn twice")
		}
	}
	if all, err := again.VerifyingKeys(t.Context(), now); err != nil || len(all["RVV"]) != 0 {
		t.Errorf("a withdrawn key verifies: %v %v", all, err)
	}
	if s, err := again.SigningKey(t.Context(), "RVV", now); err != nil || names[s.KeyID()] {
		t.Errorf("a withdrawn key signs: %v", err)
	}
}

func TestTheRegistrysVersionGrowsOnlyWhenItSaysSomethingElse(t *testing.T) {
	t.Parallel()
	k := issuing(t)
	for i, c := range []struct {
		says string
		want int64
	}{{"a", 1}, {"a", 1}, {"b", 2}, {"a", 3}, {"a", 3}} {
		if got, err := k.store.RegistryVersion(t.Context(), c.says, time.Now()); err != nil || got != c.want {
			t.Errorf("%d: version %d, %v", i, got, err)
		}
	}
	if _, err := k.db.Pool.Exec(t.Context(), "update registry_versions set version = 1"); err == nil {
		t.Error("the registry went back")
	}
}
