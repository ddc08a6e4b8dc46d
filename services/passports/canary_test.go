package passports_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/passports"
)

// A name, an address and a number that stand out are sent through every flow, and then looked for in everything that the
// service has written: every row of every table, every event, every log line, every answer that is no answer to who may
// read it.
func TestPersonalDataIsFoundNowhereButSealed(t *testing.T) {
	t.Parallel()
	var logs lockedBuffer
	m := passports.Module
	m.New = func(d service.Deps) (service.Service, error) {
		d.Log = slog.New(slog.NewJSONHandler(&logs, &slog.HandlerOptions{Level: slog.LevelDebug}))
		return passports.New(d)
	}
	h := testkit.Start(t, m)
	w := &world{Harness: h, t: t, heard: testkit.Collect(t, h.Bus, "passports")}
	refusals := slices.Concat(w.everyFlow(), w.recordFlow(), w.walletFlow())

	for _, c := range []string{canaryGiven, canaryFamily, canaryEmail, canaryNumber, "98z 7654q", canaryFile, canaryCertificate, canaryWords, canaryStaffNumber} {
		for table, rows := range w.everyRow() {
			for _, row := range rows {
				if holds(row, c) {
					t.Errorf("%s in table %s: %.200s", c, table, row)
				}
			}
		}
		for _, env := range w.heard.All() {
			raw, err := json.Marshal(env)
			if err != nil {
				t.Fatal(err)
			}
			if holds(string(raw), c) {
				t.Errorf("%s in event %s", c, env.Type)
			}
		}
		if holds(logs.String(), c) {
			t.Errorf("%s in the log", c)
		}
		for _, r := range refusals {
			if holds(string(r.raw), c) {
				t.Errorf("%s in a refusal: %s", c, r.raw)
			}
		}
	}
	if !strings.Contains(logs.String(), "/workers") {
		t.Error("the log that was searched is empty")
	}
}

// everyFlow goes through enrolment, changes, pages, clearance, card and refusals, and gives the refusals.
func (w *world) everyFlow() []reply {
	w.t.Helper()
	home := verifier("RVV")
	workerID := w.enrol(nurse())
	b := w.booking(workerID)
	w.cleared(b)
	w.confirm(b)
	w.change(workerID, "/registrations", `{"body":"NMC","number":"98Z7654Q","status":"registered"}`)
	w.must(http.StatusOK, w.call(home, http.MethodGet, "/workers?employer=RVV", ""))
	w.must(http.StatusOK, w.call(home, http.MethodGet, "/workers/"+workerID, ""))
	w.must(http.StatusOK, w.call(asWorker(workerID), http.MethodGet, "/me", ""))
	w.must(http.StatusOK, w.page(home, "/passports/workers/"+workerID, false))
	w.credentialsOf(workerID)
	w.must(http.StatusOK, w.page(verifier("RWF"), "/passports/workers/"+workerID+"/card", true))
	today := w.Clock.Now().Format(time.DateOnly)
	for _, path := range []string{"/passports/queue", "/passports/queue.csv", "/passports/expiring", "/passports/expiring/people", "/passports/expiring/shifts", "/passports/workers/" + workerID + "/checks"} {
		w.must(http.StatusOK, w.page(home, path, false))
	}
	w.must(http.StatusSeeOther, w.post(home, "/passports/queue/renew", renewed(workerID, "competency", "cstf:FIRE", today, "")))
	w.must(http.StatusSeeOther, w.post(home, "/passports/queue/renew", renewed(workerID, "registration", "NMC", today, "")))
	w.must(http.StatusSeeOther, w.post(home, "/passports/workers/"+workerID+"/record/dbs", url.Values{
		"outcome": {"satisfied"}, "checked_on": {today}, "level": {"enhanced"}, "workforce": {"adult"}, "evidence.reference": {canaryFamily}, "evidence.kind": {"certificate"},
	}))
	w.must(http.StatusSeeOther, w.post(home, "/passports/workers/"+workerID+"/suspend", url.Values{"suspend_why": {"conduct"}}))
	w.passportEvent(workerID, 6)
	rights := w.rightsOf(workerID)

	imports := w.importsOfEverything(workerID)

	bad := nurse()
	bad["home_employer"] = "nowhere"
	unknown := nurse()
	unknown["nickname"] = canaryGiven
	return append(append(imports, rights...), []reply{
		w.call(home, http.MethodPost, "/workers", encode(w.t, bad)),
		w.call(home, http.MethodPost, "/workers", encode(w.t, unknown)),
		w.call(home, http.MethodPost, "/workers/"+workerID+"/registrations", `{"body":"GMC","number":"98Z7654Q","status":"registered"}`),
		w.call(verifier("RWF"), http.MethodGet, "/workers/"+workerID, ""),
		w.call(home, http.MethodPost, "/workers/"+workerID+"/suspend", `{"why":"conduct"}`),
	}...)
}

func (w *world) everyRow() map[string][]string {
	w.t.Helper()
	ctx := w.t.Context()
	conn, err := pgx.Connect(ctx, w.DB.OwnerURL)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = conn.Close(ctx) }()
	tables := rowsOf(w.t, conn, "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")
	if len(tables) < 15 {
		w.t.Fatalf("only %d tables were found: %v", len(tables), tables)
	}
	out := map[string][]string{}
	for _, table := range tables {
		out[table] = rowsOf(w.t, conn, fmt.Sprintf("select t::text from %s t", pgx.Identifier{table}.Sanitize()))
	}
	if len(out["vault"]) == 0 || len(out["outbox"]) == 0 || len(out["idempotency"]) == 0 {
		w.t.Fatal("the tables that were searched are empty")
	}
	return out
}

func rowsOf(t *testing.T, conn *pgx.Conn, sql string) []string {
	t.Helper()
	rows, err := conn.Query(t.Context(), sql)
	if err != nil {
		t.Fatal(err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// holds looks for the canary as text and as the hexadecimal in which Postgres shows bytes.
func holds(s, canary string) bool {
	lower := strings.ToLower(s)
	return strings.Contains(lower, strings.ToLower(canary)) || strings.Contains(lower, hex.EncodeToString([]byte(canary)))
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestSwappedVaultRowsAndAnotherKeyDoNotOpen(t *testing.T) {
	t.Parallel()
	w := start(t)
	anna, ben := w.enrol(nurse()), w.enrol(nurse())
	show := func(workerID string) int {
		return w.call(verifier("RVV"), http.MethodGet, "/workers/"+workerID, "").status
	}
	if show(anna) != http.StatusOK {
		t.Fatal("the worker must be readable at first")
	}
	exec := func(sql string, args ...any) {
		t.Helper()
		if _, err := w.DB.Pool.Exec(t.Context(), sql, args...); err != nil {
			t.Fatal(err)
		}
	}
	exec("update vault a set sealed = b.sealed from vault b where a.worker_id = $1 and b.worker_id = $2 and a.kind = b.kind and a.kind = 'given_name'", anna, ben)
	if got := show(anna); got != http.StatusInternalServerError {
		t.Errorf("another worker's row: want 500, got %d", got)
	}
	if got := show(ben); got != http.StatusOK {
		t.Errorf("the other worker is as before, got %d", got)
	}

	d := w.Deps
	d.VaultKeys = [][]byte{[]byte("another key, thirty-two bytes...")}
	if _, err := passports.New(d); err != nil {
		t.Fatal(err)
	}
	d.VaultKeys = [][]byte{[]byte("short")}
	if _, err := passports.New(d); err == nil {
		t.Error("a short key must be refused")
	}
	d.VaultKeys = nil
	if _, err := passports.New(d); err == nil {
		t.Error("no key must be refused")
	}
}

func TestErasingTheKeyLeavesARecordWithoutAName(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	if _, err := w.DB.Pool.Exec(t.Context(), "delete from vault_keys where worker_id = $1", workerID); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := w.DB.Pool.QueryRow(t.Context(), "select count(*) from vault where worker_id = $1", workerID).Scan(&left); err != nil {
		t.Fatal(err)
	}
	var v struct {
		GivenName string `json:"given_name"`
		Checks    []any  `json:"checks"`
	}
	w.must(http.StatusOK, w.call(verifier("RVV"), http.MethodGet, "/workers/"+workerID, "")).into(t, &v)
	if left != 0 || v.GivenName != "" || len(v.Checks) != 5 {
		t.Errorf("%d rows left, %+v", left, v)
	}
}

func TestAChangeOfKeysIsCarriedThroughAtTheNextStart(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	old := w.Deps.VaultKeys[0]
	fresh := []byte("a newer key of thirty-two bytes!")
	d := w.Deps
	d.VaultKeys = [][]byte{fresh, old}
	var before string
	if err := w.DB.Pool.QueryRow(t.Context(), "select kek from vault_keys where worker_id = $1", workerID).Scan(&before); err != nil {
		t.Fatal(err)
	}
	d.Bus = nil // the durables belong to the first instance
	second, err := passports.New(d)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- second.Run(ctx) }()
	defer func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}()
	testkit.Await(t, wait, "the key is wrapped again", func() bool {
		var kek string
		err := w.DB.Pool.QueryRow(t.Context(), "select kek from vault_keys where worker_id = $1", workerID).Scan(&kek)
		return err == nil && kek != before
	})
	// The instance that only has the old key cannot open it any more; one that only has the new key can.
	if got := w.call(verifier("RVV"), http.MethodGet, "/workers/"+workerID, "").status; got != http.StatusInternalServerError {
		t.Errorf("the old key opened what the new one wraps: %d", got)
	}
}
