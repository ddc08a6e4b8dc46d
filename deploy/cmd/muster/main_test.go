package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/system"
)

// TestMain lets the test binary stand in for the muster program: the end-to-end tests start it as a process of its own,
// so that it can be killed.
func TestMain(m *testing.M) {
	switch os.Getenv(playEnv) {
	case "muster":
		main()
		os.Exit(0)
	case "nats":
		playBroker()
	}
	os.Exit(m.Run())
}

const playEnv = "MUSTER_TEST_PLAY"

// program is a running muster process.
type program struct {
	cmd  *exec.Cmd
	data string
	URL  string
	done chan struct{}
	err  error
}

var opened = regexp.MustCompile(`Muster is open at +(http://\S+)`)

// startDemo runs `muster demo` on free ports without simulator, and waits until it is open.
func startDemo(t *testing.T, data string, args ...string) *program {
	t.Helper()
	args = append([]string{"demo", "--data", data, "--listen", "127.0.0.1:0", "--nats-port", "0", "--no-simulate"}, args...)
	if url := os.Getenv("MUSTER_TEST_PG"); url != "" {
		args = append(args, "--postgres", url)
	}
	p := &program{cmd: play("muster", args...), data: data, done: make(chan struct{})}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.cmd.Stderr = os.Stderr
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	address := make(chan string, 1)
	var said strings.Builder
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			said.WriteString(lines.Text() + "\n")
			if m := opened.FindStringSubmatch(lines.Text()); m != nil {
				address <- m[1]
			}
		}
		p.err = p.cmd.Wait()
		close(p.done)
	}()
	t.Cleanup(func() { p.stop(t) })
	select {
	case p.URL = <-address:
	case <-p.done:
		t.Fatalf("muster demo ended at once: %v\n%s\n%s", p.err, said.String(), logOf(data))
	case <-time.After(2 * time.Minute):
		t.Fatalf("muster demo did not open within two minutes\n%s", logOf(data))
	}
	return p
}

// play runs this test binary as another program.
func play(role string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	// Where spans are exported none is dropped for want of room, so that a test sees all of them.
	cmd.Env = append(os.Environ(), playEnv+"="+role, "OTEL_BSP_MAX_QUEUE_SIZE=200000")
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

// stop ends the program as Ctrl-C would, and fails the test when it does not end well.
func (p *program) stop(t *testing.T) {
	t.Helper()
	select {
	case <-p.done:
		return
	default:
	}
	_ = p.cmd.Process.Signal(syscall.SIGINT)
	select {
	case <-p.done:
		if p.err != nil {
			t.Errorf("muster demo stopped with %v\n%s", p.err, logOf(p.data))
		}
	case <-time.After(30 * time.Second):
		p.kill()
		t.Errorf("muster demo did not stop within 30 s of Ctrl-C\n%s", logOf(p.data))
	}
}

// kill is kill -9.
func (p *program) kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

// token runs `muster token`.
func (p *program) token(t *testing.T, args ...string) string {
	t.Helper()
	cmd := play("muster", append([]string{"token", "--data", p.data}, args...)...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("muster token %v: %v\n%s", args, err, stderr.String())
	}
	return strings.TrimSpace(string(out))
}

func (p *program) as(t *testing.T, args ...string) apiclient.Client {
	t.Helper()
	return apiclient.Client{Base: p.URL, Token: p.token(t, args...)}
}

func logOf(data string) string {
	body, err := os.ReadFile(filepath.Join(data, "muster.log"))
	if err != nil {
		return err.Error()
	}
	if len(body) > 6000 {
		body = body[len(body)-6000:]
	}
	return string(body)
}

// dataDir is a folder that the user Postgres runs as may enter.
func dataDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for d := dir; d != os.TempDir() && d != "/"; d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o755); err != nil {
			break
		}
	}
	return dir
}

// playBroker is a NATS server process: it prints its address and ends when its standard input does.
func playBroker() {
	ns, err := system.StartBroker(os.Args[1], 0, 0)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(ns.ClientURL())
	_, _ = io.Copy(io.Discard, os.Stdin)
	ns.Shutdown()
	ns.WaitForShutdown()
	os.Exit(0)
}

// await asks until cond says yes, and fails with what after the deadline.
func await(t *testing.T, within time.Duration, what string, cond func() (bool, string)) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		ok, seen := cond()
		if ok {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%s: not within %s; last seen: %s", what, within, seen)
		case <-tick.C:
		}
	}
}

func mustStatus(t *testing.T, what string, got int, body []byte, want int) {
	t.Helper()
	if got != want {
		t.Fatalf("%s: status %d, want %d: %s", what, got, want, body)
	}
}
