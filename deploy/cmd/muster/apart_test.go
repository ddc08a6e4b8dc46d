package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/deploy/internal/modules"
	topology "github.com/muster-ics/muster/deploy/nats"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/demoidp"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/pkg/testkit"
)

// The same flow with four service processes, one NATS server process and one Postgres, so that nothing works only because
// all share a process.
func TestTheServicesWorkApart(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	world, err := seed.KentAndMedway()
	if err != nil {
		t.Fatal(err)
	}
	a := &apart{t: t, nats: startBrokerProcess(t), keys: randomKey(t)}
	a.startIssuer()
	edge := http.NewServeMux()
	for _, m := range modules.All() {
		target := a.startService(ctx, m)
		for _, p := range m.Paths {
			edge.Handle(strings.TrimSuffix(p, "/")+"/", httputil.NewSingleHostReverseProxy(target))
		}
	}
	front := httptest.NewServer(edge)
	t.Cleanup(front.Close)
	as := func(p auth.Principal) apiclient.Client {
		token, err := a.issuer.Token(p, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		return apiclient.Client{Base: front.URL, Token: token}
	}
	settle := found(ctx, t, world, as)
	acceptAcrossTrusts(t, actors{lead: as(history.Lead(world.ICS)), host: as(history.Staff(world.ICS, "RVV")), worker: as(settle.Principal(world.ICS))})
}

// found makes two employers, their agreement and one nurse, over HTTP.
func found(ctx context.Context, t *testing.T, world seed.World, as func(auth.Principal) apiclient.Client) history.Worker {
	t.Helper()
	world.Employers = world.Employers[:2]
	world.Roles = world.Roles[:1]
	world.Agreements = world.Agreements[:1]
	world.Agreements[0].Parties = []string{"RVV", "RWF"}
	world.Workers = 12
	w, err := history.FoundOver(ctx, world, as)
	if err != nil {
		t.Fatal(err)
	}
	return workerOf(t, w, "RWF", "registered_nurse")
}

type apart struct {
	t      *testing.T
	nats   string
	keys   string
	issuer *demoidp.Provider
	url    string
}

func (a *apart) startIssuer() {
	var handler http.Handler
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	a.t.Cleanup(srv.Close)
	a.url = srv.URL + "/demo-id"
	p, err := demoidp.New(demoidp.Config{Issuer: a.url, Demo: true, ClientID: "muster", RedirectURLs: []string{srv.URL + "/signin/callback"},
		Clock: clock.System(), People: func() []demoidp.Person { return nil }})
	if err != nil {
		a.t.Fatal(err)
	}
	handler, a.issuer = p.Handler(), p
}

// startService builds the service's own program and runs it on a database of its own, migrated by the program itself.
func (a *apart) startService(ctx context.Context, m service.Module) *url.URL {
	a.t.Helper()
	program := filepath.Join(a.t.TempDir(), m.Name)
	if out, err := exec.Command("go", "build", "-o", program, "github.com/muster-ics/muster/services/"+m.Name+"/cmd/"+m.Name).CombinedOutput(); err != nil {
		a.t.Fatalf("build %s: %v\n%s", m.Name, err, out)
	}
	db := testkit.Database(a.t, m.Name, m.Migrate)
	if out, err := a.command(program, db, "--migrate").CombinedOutput(); err != nil {
		a.t.Fatalf("%s --migrate: %v\n%s", m.Name, err, out)
	}
	cmd := a.command(program, db)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		a.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		a.t.Fatal(err)
	}
	address := make(chan string, 1)
	done := make(chan struct{})
	var said strings.Builder
	go func() {
		for lines := bufio.NewScanner(stdout); lines.Scan(); {
			said.WriteString(lines.Text() + "\n")
			var line struct{ Msg, URL string }
			if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "listening" {
				address <- line.URL
			}
		}
		_ = cmd.Wait()
		close(done)
	}()
	a.t.Cleanup(func() { stopService(a.t, m.Name, cmd, done, &said) })
	select {
	case at := <-address:
		u, err := url.Parse(at)
		if err != nil {
			a.t.Fatal(err)
		}
		awaitHTTP(ctx, a.t, m.Name, at+"/readyz")
		return u
	case <-done:
		a.t.Fatalf("%s ended at once:\n%s", m.Name, said.String())
	case <-ctx.Done():
		a.t.Fatalf("%s did not listen in time", m.Name)
	}
	return nil
}

func (a *apart) command(program string, db *testkit.DB, args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "MUSTER_LISTEN=127.0.0.1:0", "MUSTER_ICS=QKS", "MUSTER_DATABASE_URL="+db.AppURL, "MUSTER_OWNER_DATABASE_URL="+db.OwnerURL,
		"MUSTER_NATS_URL="+a.nats, "MUSTER_ISSUER="+a.url, "MUSTER_COOKIE_KEYS="+a.keys, "MUSTER_VAULT_KEYS="+a.keys, "MUSTER_LOG_LEVEL=INFO")
	return cmd
}

func stopService(t *testing.T, name string, cmd *exec.Cmd, done <-chan struct{}, said *strings.Builder) {
	_ = cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-done:
		if code := cmd.ProcessState.ExitCode(); code != 0 || t.Failed() {
			t.Logf("%s exited with %d:\n%s", name, code, said.String())
		}
		if cmd.ProcessState.ExitCode() != 0 {
			t.Errorf("%s did not end well on SIGTERM", name)
		}
	case <-time.After(15 * time.Second):
		_ = cmd.Process.Kill()
		t.Errorf("%s did not end within 15 s of SIGTERM", name)
	}
}

func awaitHTTP(ctx context.Context, t *testing.T, what, address string) {
	t.Helper()
	await(t, time.Minute, what+" ready", func() (bool, string) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return false, err.Error()
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return false, err.Error()
		}
		defer res.Body.Close()
		return res.StatusCode == http.StatusOK, res.Status
	})
}

// startBrokerProcess runs NATS as a process of its own and makes streams and consumers, as the deploy job does.
func startBrokerProcess(t *testing.T) string {
	t.Helper()
	cmd := play("nats", t.TempDir())
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = stdin.Close(); _ = cmd.Wait() })
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal("the broker process said no address:", err)
	}
	address := strings.TrimSpace(line)
	conn, err := bus.Connect(context.Background(), bus.Config{URL: address, Name: "setup", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := topology.Apply(context.Background(), conn.JS, bus.Size{Replicas: 1}); err != nil {
		t.Fatal(err)
	}
	return address
}

func randomKey(t *testing.T) string {
	t.Helper()
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(key)
}
