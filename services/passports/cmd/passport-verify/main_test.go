package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/auth"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/passports"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
	"github.com/muster-ics/muster/services/passports/internal/store"
	"github.com/muster-ics/muster/services/passports/internal/vault"
)

const (
	ward   = "https://ward.example/receive"
	asked  = "what-the-ward-asked-with"
	health = "https://muster.example/vct/occupational-health/1"
	dbs    = "https://muster.example/vct/dbs/1"
)

// bench is a running service, and a receiver who has nothing of it but the command.
type bench struct {
	*testkit.Harness
	t        *testing.T
	operator string
	dir      string
}

func start(t *testing.T) *bench {
	t.Helper()
	b := &bench{Harness: testkit.Start(t, passports.Module), t: t, dir: t.TempDir()}
	b.fetch("/registry.jwt", "registry.jwt")
	if err := b.DB.Pool.QueryRow(t.Context(), "select kid from issuer_keys where owner = 'operator'").Scan(&b.operator); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) call(who auth.Principal, path, body string) map[string]any {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.URL+"/api/passports/v1"+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+b.Token(who))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", id.New().String())
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode >= 300 {
		b.t.Fatalf("%s: %d %s %v", path, res.StatusCode, raw, err)
	}
	var out map[string]any
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &out); err != nil {
			b.t.Fatal(err)
		}
	}
	return out
}

var home = auth.Principal{Subject: "verifier", Role: auth.Employer, Employer: "RVV", ICS: testkit.ICS, Duties: []string{auth.Verify, auth.Health}}

// worker enrols somebody and gives them their credentials.
func (b *bench) worker() id.ID {
	b.t.Helper()
	got := b.call(home, "/workers", `{"given_name":"Ada","family_name":"Example","home_employer":"RVV",
		"engagements":[{"employer":"RVV","kind":"bank","staff_group":"nursing_midwifery","role":"registered_nurse","band":"5","from":"2020-01-06"}],
		"checks":[{"type":"dbs","outcome":"satisfied","level":"enhanced","workforce":"both","checked_on":"2024-01-02"},
		          {"type":"identity","outcome":"satisfied","checked_on":"2020-01-02"}]}`)
	text, _ := got["worker_id"].(string)
	workerID, err := id.Parse(text)
	if err != nil {
		b.t.Fatal(err)
	}
	b.call(auth.Principal{Subject: "w", Role: auth.Worker, WorkerID: text, ICS: testkit.ICS}, "/me/credentials", `{}`)
	return workerID
}

// present shows one credential of a worker to the ward.
func (b *bench) present(workerID id.ID, vct string, names ...string) string {
	b.t.Helper()
	for _, c := range b.wallet(workerID).Credentials {
		p, err := sdjwt.Parse(c)
		if err != nil {
			b.t.Fatal(err)
		}
		if p.Claims["vct"] != vct {
			continue
		}
		shown, err := sdjwt.Present(c, names, sdjwt.KeyBinding{Signer: b.wallet(workerID).Holder, Audience: ward, Nonce: asked, IssuedAt: b.Clock.Now()})
		if err != nil {
			b.t.Fatal(err)
		}
		return shown
	}
	b.t.Fatalf("the wallet has no %s", vct)
	return ""
}

func (b *bench) wallet(workerID id.ID) app.Wallet {
	b.t.Helper()
	keys, err := vault.NewKeyring(b.Deps.VaultKeys)
	if err != nil {
		b.t.Fatal(err)
	}
	out := outbox.New(b.DB.Pool, msgbus.StreamName("passports"), b.Deps.Publisher, outbox.Options{Log: b.Deps.Log})
	w, err := store.New(b.DB.Pool, out, keys).Wallet(b.t.Context(), workerID, b.Clock.Now())
	if err != nil {
		b.t.Fatal(err)
	}
	return w
}

func (b *bench) fetch(path, name string) string {
	b.t.Helper()
	res, err := http.Get(b.URL + path) //nolint:noctx // the test's own server
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		b.t.Fatalf("%s: %d %v", path, res.StatusCode, err)
	}
	to := filepath.Join(b.dir, name)
	if err := os.WriteFile(to, raw, 0o600); err != nil {
		b.t.Fatal(err)
	}
	return to
}

// verify runs the command on presentations, with more flags.
func (b *bench) verify(presentations string, flags ...string) (int, string) {
	b.t.Helper()
	var out, log bytes.Buffer
	args := append([]string{"--registry", b.URL + "/registry.jwt", "--loopback", "--operator", b.operator, "--audience", ward, "--nonce", asked}, flags...)
	code := run(b.t.Context(), args, strings.NewReader(presentations), &out, &log, b.Clock)
	return code, out.String() + log.String()
}

func TestAReceiverWithoutMusterJudgesAPresentation(t *testing.T) {
	t.Parallel()
	b := start(t)
	ada, ben := b.worker(), b.worker()
	shown := b.present(ada, dbs, "outcome", "check_level", "sub")
	if code, said := b.verify(shown); code != fit || !strings.Contains(said, "VALID") || !strings.Contains(said, "check_level: enhanced") || strings.Contains(said, "Example") {
		t.Errorf("%d %s", code, said)
	}
	// Files that were fetched before judge alike, without a network.
	list := b.fetch("/status/1", "status.jwt")
	state := filepath.Join(b.dir, "state.json")
	offline := []string{"--registry", filepath.Join(b.dir, "registry.jwt"), "--status", list}
	if code, said := b.verify(shown, offline...); code != refused || !strings.Contains(said, "ISSUER_UNKNOWN") {
		t.Errorf("a registry from before the issuer: %d %s", code, said)
	}
	b.fetch("/registry.jwt", "registry.jwt")
	if code, said := b.verify(shown, append(offline, "--state", state)...); code != fit {
		t.Errorf("by files: %d %s", code, said)
	}
	if raw, err := os.ReadFile(state); err != nil || !strings.Contains(string(raw), b.operator) {
		t.Errorf("what is remembered: %s %v", raw, err)
	}
	together := shown + "\n" + b.present(ada, "https://muster.example/vct/identity/1", "given_name")
	if code, said := b.verify(together); code != fit || strings.Count(said, "VALID") != 2 {
		t.Errorf("two of one person: %d %s", code, said)
	}
	for name, c := range map[string]struct {
		shown string
		flags []string
		code  int
		said  string
	}{
		"another audience":    {shown, []string{"--audience", "https://other.example"}, refused, "AUDIENCE_WRONG"},
		"another nonce":       {shown, []string{"--nonce", "used-before"}, refused, "NONCE_WRONG"},
		"another type":        {shown, []string{"--types", health}, refused, "TYPE_UNWANTED"},
		"another operator":    {shown, []string{"--operator", strings.Repeat("x", 43)}, refused, "ISSUER_UNREAD"},
		"cut off":             {shown[:strings.LastIndexByte(shown, '~')+1], nil, refused, "KEY_BINDING_MISSING"},
		"two people's":        {shown + "\n" + b.present(ben, dbs, "sub"), nil, refused, "SUBJECTS_DIFFER"},
		"after its end":       {shown, append(offline, "--at", b.Clock.Now().AddDate(0, 0, 91).Format("2006-01-02T15:04:05Z")), refused, "ISSUER_UNREAD"},
		"status not at hand":  {shown, []string{"--status", filepath.Join(b.dir, "registry.jwt")}, refused, "STATUS_UNKNOWN"},
		"no network":          {shown, []string{"--registry", "https://127.0.0.1:1/registry.jwt", "--loopback=false"}, refused, "ISSUER_UNREAD"},
		"nothing to judge":    {"", nil, misused, "no presentation"},
		"no nonce":            {shown, []string{"--nonce", ""}, misused, "--nonce"},
		"no operator":         {shown, []string{"--operator", ""}, misused, "--operator"},
		"a time that is none": {shown, []string{"--at", "noon"}, misused, "noon"},
	} {
		if code, said := b.verify(c.shown, c.flags...); code != c.code || !strings.Contains(said, c.said) {
			t.Errorf("%s: %d %s", name, code, said)
		}
	}
	b.call(home, "/workers/"+ada.String()+"/suspend", `{"why":"conduct"}`)
	if code, said := b.verify(shown); code != refused || !strings.Contains(said, "REVOKED") {
		t.Errorf("after the suspension: %d %s", code, said)
	}
	if code, said := b.verify(shown, "--json"); code != refused || !strings.Contains(said, `"code": "REVOKED"`) {
		t.Errorf("as JSON: %d %s", code, said)
	}
}
