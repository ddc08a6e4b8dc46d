package localpg

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	// port only names the socket's file; nothing listens on TCP.
	port    = "5432"
	logName = "postgres.log"
)

// command is postgres itself, without pg_ctl, so that we own the process and wait for it once.
func command(cfg Config, who account, socket string) *exec.Cmd {
	args := []string{"-D", filepath.Join(cfg.Dir, "data"), "-k", socket, "-h", "", "-p", port}
	for _, s := range serverSettings(cfg.Durable) {
		args = append(args, "-c", s)
	}
	cmd := exec.Command(filepath.Join(cfg.BinDir, "postgres"), args...)
	cmd.Dir = cfg.Dir
	cmd.Env = environment(cfg)
	who.apply(cmd)
	if f, err := os.OpenFile(filepath.Join(cfg.Dir, logName), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644); err == nil {
		cmd.Stdout, cmd.Stderr = f, f
	}
	return cmd
}

func serverSettings(durable bool) []string {
	s := []string{
		"unix_socket_permissions=0777", // our own uid differs from the server's when we are root
		"jit=off", "max_connections=200",
		"wal_level=minimal", "max_wal_senders=0", // these two go together
		"max_wal_size=512MB", "min_wal_size=32MB", "checkpoint_timeout=15min",
		"log_checkpoints=off", "log_timezone=UTC", "timezone=UTC", "deadlock_timeout=200ms",
	}
	if durable {
		return append(s, "shared_buffers=128MB")
	}
	return append(s, "shared_buffers=64MB", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum_naptime=5min")
}

// process is one child with one Wait.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
	err  error // readable once done is closed
}

// spawn starts the command from a thread that lives exactly as long as the child: the kernel sends the parent-death
// signal when the thread that forked ends, not the process.
func spawn(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		if f, ok := cmd.Stdout.(*os.File); ok {
			_ = f.Close() // the child has its own
		}
		started <- err
		if err == nil {
			p.err = cmd.Wait()
		}
		close(p.done)
	}()
	return p, <-started
}

func (p *process) stop(ctx context.Context) error {
	_ = p.cmd.Process.Signal(syscall.SIGINT) // fast; SIGTERM would wait for clients to leave
	select {
	case <-p.done:
		return nil
	case <-ctx.Done():
		_ = p.cmd.Process.Signal(syscall.SIGQUIT)
		<-p.done
		return fmt.Errorf("postgres had to be stopped at once: %w", ctx.Err())
	}
}

// clearStalePID removes the lock file of a server that is gone, since its number may belong to another process by now
// and Postgres would then refuse to start. A server that is still there on this folder is given time to end, which it
// needs when its parent has just been killed.
func clearStalePID(ctx context.Context, data string) error {
	file := filepath.Join(data, "postmaster.pid")
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		b, err := os.ReadFile(file)
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		first, _, _ := strings.Cut(string(b), "\n")
		pid, err := strconv.Atoi(strings.TrimSpace(first))
		if err != nil || !servesFolder(pid, data) {
			return os.Remove(file)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("postgres is already running on %s (process %d): stop the other Muster, or choose another folder", data, pid)
		case <-tick.C:
		}
	}
}

// maxSocketPath is what the kernel takes for the path of a socket, less its final zero.
const maxSocketPath = 103

// socketDir gives a folder for the socket: below Dir, or a short one of its own when the path would be too long.
func socketDir(dir string, who account) (socket, short string, err error) {
	socket = filepath.Join(dir, "socket")
	if len(filepath.Join(socket, ".s.PGSQL."+port+".lock")) <= maxSocketPath {
		return socket, "", who.own(socket, 0o711)
	}
	short, err = os.MkdirTemp("/tmp", "muster-pg-")
	if err != nil {
		return "", "", err
	}
	return short, short, who.own(short, 0o711)
}
