package testkit

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"testing"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/muster-ics/muster/pkg/bus"
)

// natsProgram is nats-server from PATH, or built once for this machine from the module that the embedded server comes from.
var natsProgram = sync.OnceValues(func() (string, error) {
	if p, err := exec.LookPath("nats-server"); err == nil {
		return p, nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	program := filepath.Join(cache, "muster", "nats-server-"+natsserver.VERSION)
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	// Two test binaries may build it at once: each under a name of its own, and both renames are right.
	mine := program + "." + strconv.Itoa(os.Getpid())
	out, err := exec.Command("go", "build", "-o", mine, "github.com/nats-io/nats-server/v2").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build nats-server: %w\n%s", err, out)
	}
	return program, os.Rename(mine, program)
})

var listening = regexp.MustCompile(`Listening for client connections on (\S+)`)

func connectProcess(t testing.TB) *bus.Conn {
	t.Helper()
	program, err := natsProgram()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-a", "127.0.0.1", "-p", "-1", "-js", "-sd", t.TempDir())
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("start nats-server: %v", err)
	}
	address := make(chan string, 1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for s := bufio.NewScanner(stderr); s.Scan(); {
			if m := listening.FindStringSubmatch(s.Text()); m != nil {
				address <- m[1]
			}
		}
		_ = cmd.Wait()
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			_ = cmd.Process.Kill()
			<-done
		}
	})
	select {
	case a := <-address:
		return dial(t, "nats://"+a)
	case <-done:
		t.Fatal("nats-server ended at once")
	case <-time.After(15 * time.Second):
		t.Fatal("nats-server does not listen")
	}
	return nil
}

func dial(t testing.TB, url string) *bus.Conn {
	t.Helper()
	c, err := bus.Connect(t.Context(), bus.Config{
		URL: url, Name: "test", Log: Log(t), Options: []nats.Option{nats.ReconnectWait(20 * time.Millisecond)},
	})
	if err != nil {
		t.Fatalf("connect to NATS: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := cleanup()
		defer cancel()
		_ = c.Close(ctx)
	})
	Await(t, 15*time.Second, "a connection to NATS", c.NC.IsConnected)
	return c
}

func portOf(t testing.TB, address string) int {
	t.Helper()
	_, p, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(p)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
