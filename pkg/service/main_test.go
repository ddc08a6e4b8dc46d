package service_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/outbox"
	"github.com/muster-ics/muster/pkg/pg"
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/pkg/testkit"
)

// TestMain lets this test program play a service's own command, since the end of a process can only be seen from outside.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == play {
		os.Args = append(os.Args[:1], os.Args[2:]...)
		service.Main(module)
	}
	os.Exit(m.Run())
}

// module is the smallest service: it says who is asking.
var module = service.Module{
	Name: "shifts", MaxConns: 2,
	Migrate: func(ctx context.Context, url string) error { return pg.Migrate(ctx, url, outbox.Migrations) },
	New:     func(d service.Deps) (service.Service, error) { return &smallest{d}, nil },
}

type smallest struct{ deps service.Deps }

func (s *smallest) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := s.Ready(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	})
	mux.HandleFunc("GET /stream", func(w http.ResponseWriter, r *http.Request) {
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	return s.deps.Auth.Middleware(mux)
}

func (s *smallest) Run(ctx context.Context) error                 { <-ctx.Done(); return nil }
func (s *smallest) Handle(context.Context, events.Envelope) error { return nil }
func (s *smallest) Ready(ctx context.Context) error {
	return errors.Join(s.deps.Pool.Ping(ctx), s.broker())
}
func (s *smallest) Storybook() http.Handler { return http.NotFoundHandler() }
func (s *smallest) broker() error {
	if !s.deps.Bus.NC.IsConnected() {
		return errors.New("no broker")
	}
	return nil
}

// process is the command, running.
type process struct {
	cmd  *exec.Cmd
	log  *lines
	done chan struct{}
	url  string
}

const (
	play   = "play-a-service"
	canary = "c4na7y"
)

func start(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(os.Args[0], append([]string{play}, args...)...), log: &lines{}, done: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), "MUSTER_COOKIE_KEYS="+strings.Repeat("ab", 32), "MUSTER_ISSUER=http://127.0.0.1:1/none",
		"MUSTER_CLIENT_SECRET="+canary, "MUSTER_ICS=QKS", "MUSTER_LISTEN=127.0.0.1:0")
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	must(t, p.cmd.Start())
	go func() { _ = p.cmd.Wait(); close(p.done) }()
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill()
		<-p.done
		if t.Failed() {
			t.Log(p.log.String())
		}
	})
	return p
}

// listening waits for the line that tells the address, and for readiness.
func (p *process) listening(t *testing.T) {
	t.Helper()
	await(t, "the address", func() bool {
		for _, text := range strings.Split(p.log.String(), "\n") {
			var line struct {
				Msg, URL string
				PID      int
			}
			if json.Unmarshal([]byte(text), &line) == nil && line.Msg == "listening" {
				p.url = line.URL
				if line.PID != p.cmd.Process.Pid {
					t.Errorf("it says pid %d and has %d", line.PID, p.cmd.Process.Pid)
				}
				return true
			}
		}
		return p.ended()
	})
	await(t, "readiness", func() bool {
		res, err := http.Get(p.url + "/readyz")
		if err != nil {
			return p.ended()
		}
		_ = res.Body.Close()
		return res.StatusCode == http.StatusOK
	})
}

func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

func (p *process) exitCode(t *testing.T) int {
	t.Helper()
	select {
	case <-p.done:
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(10 * time.Second):
		t.Fatal("it does not end within ten seconds")
		return 0
	}
}

func TestAServiceRunsAloneUntilSIGTERM(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "shifts", module.Migrate)
	broker := testkit.StartBroker(t)
	p := start(t, "--database-url="+db.AppURL, "--nats-url="+broker.URL())
	p.listening(t)

	address := strings.TrimPrefix(p.url, "http://")
	if code := start(t, "--healthcheck", "--listen="+address).exitCode(t); code != 0 {
		t.Errorf("the health check of a ready instance ends with %d", code)
	}
	stream, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.url+"/stream", nil)
	must(t, err)
	stream.Header.Set("Accept", "text/event-stream")
	res, err := http.DefaultClient.Do(stream)
	must(t, err)
	defer func() { _ = res.Body.Close() }()

	must(t, p.cmd.Process.Signal(syscall.SIGTERM))
	if code := p.exitCode(t); code != 0 {
		t.Errorf("after SIGTERM it ends with %d", code)
	}
	if _, err := io.ReadAll(res.Body); err != nil {
		t.Errorf("the stream broke off: %v", err)
	}
	log := p.log.String()
	if strings.Contains(log, canary) || strings.Contains(log, "abab") {
		t.Errorf("a secret is in the log: %s", log)
	}
	if !strings.Contains(log, `"ics":"QKS"`) || !strings.Contains(log, `"client-secret":"[set]"`) {
		t.Errorf("the settings are not in the log: %s", log)
	}
	if code := start(t, "--healthcheck", "--listen="+address).exitCode(t); code != 1 {
		t.Errorf("the health check of nothing ends with %d", code)
	}
}

func TestAServiceEndsWhenTheBrokerIsGoneForGood(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "shifts", module.Migrate)
	options := &natsserver.Options{
		Host: "127.0.0.1", Port: natsserver.RANDOM_PORT, NoSigs: true, NoLog: true, Username: "shifts", Password: "first",
	}
	broker, err := natsserver.NewServer(options)
	must(t, err)
	broker.Start()
	t.Cleanup(func() { broker.Shutdown(); broker.WaitForShutdown() })
	if !broker.ReadyForConnections(10 * time.Second) {
		t.Fatal("no broker")
	}
	p := start(t, "--database-url="+db.AppURL, fmt.Sprintf("--nats-url=nats://shifts:first@%s", broker.Addr()))
	p.listening(t)
	// A broker that refuses our password each time makes the client give up for good.
	changed := options.Clone()
	changed.Password = "second"
	must(t, broker.ReloadOptions(changed))
	if code := p.exitCode(t); code == 0 {
		t.Error("it ends as if nothing had happened")
	}
	if log := p.log.String(); !strings.Contains(log, "closed for good") || strings.Contains(log, ":first@") {
		t.Errorf("the log does not tell why, or tells the password: %s", log)
	}
}

func TestMigrateBringsTheDatabaseUpToDateAndEnds(t *testing.T) {
	t.Parallel()
	db := testkit.Database(t, "shifts", func(context.Context, string) error { return nil })
	if code := start(t, "--migrate", "--owner-database-url="+db.OwnerURL).exitCode(t); code != 0 {
		t.Fatalf("it ends with %d", code)
	}
	var there bool
	must(t, db.Pool.QueryRow(t.Context(), "select to_regclass('outbox') is not null").Scan(&there))
	if !there {
		t.Error("the tables are not there")
	}
}

func TestWrongSettingsEndWithWhatToChange(t *testing.T) {
	t.Parallel()
	p := start(t, "--ics=nowhere")
	if code := p.exitCode(t); code != 1 {
		t.Errorf("it ends with %d", code)
	}
	if log := p.log.String(); !strings.Contains(log, "--database-url") || !strings.Contains(log, "--ics") {
		t.Errorf("the log does not say what to change: %s", log)
	}
	p = start(t, "--database-url=postgres://shifts:"+canary+"@127.0.0.1:1/none", "--nats-url=nats://shifts:"+canary+"@[")
	if code := p.exitCode(t); code != 1 || strings.Contains(p.log.String(), canary) {
		t.Errorf("an address with a password that cannot be reached: %d, %s", code, p.log.String())
	}
	p = start(t, "--help")
	if code := p.exitCode(t); code != 0 || !strings.Contains(p.log.String(), "--nats-url") {
		t.Errorf("help ends with %d: %s", code, p.log.String())
	}
}
