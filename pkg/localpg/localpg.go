// Package localpg runs a private Postgres from the machine's own binaries, for the demonstration and for tests. It
// listens on a Unix socket only and trusts whoever on this machine can reach that socket, so it is not for production.
package localpg

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
)

// Config of a private server.
type Config struct {
	// BinDir comes from Find.
	BinDir string
	// Dir holds data, socket and log. It is made when missing; an existing cluster in it is started again.
	Dir string
	// Durable keeps fsync and full_page_writes on. Off is for tests and throwaway demonstrations.
	Durable bool
}

// Server is a running Postgres that ends with this process, also on kill -9.
type Server struct {
	// AdminURL connects as the superuser over the socket.
	AdminURL string

	proc *process
	// shortSocket is a folder of its own for the socket, when Dir's path is too long for one.
	shortSocket string
}

// startWithin leaves time for crash recovery of a cluster that was killed while it was busy.
const startWithin = 60 * time.Second

// Start runs initdb when needed and postgres, as another user when started as root.
func Start(ctx context.Context, cfg Config) (*Server, error) {
	if cfg.Dir == "" || cfg.BinDir == "" {
		return nil, errors.New("localpg needs a folder and the folder of the Postgres programs")
	}
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return nil, err
	}
	cfg.Dir = dir
	who, err := runAs()
	if err != nil {
		return nil, err
	}
	if err := prepare(cfg.Dir, who); err != nil {
		return nil, err
	}
	if err := ensureCluster(ctx, &cfg, who); err != nil {
		return nil, err
	}
	if err := clearStalePID(ctx, filepath.Join(cfg.Dir, "data")); err != nil {
		return nil, err
	}
	return launch(ctx, cfg, who)
}

func launch(ctx context.Context, cfg Config, who account) (*Server, error) {
	socket, short, err := socketDir(cfg.Dir, who)
	if err != nil {
		return nil, err
	}
	proc, err := spawn(command(cfg, who, socket))
	if err != nil {
		return nil, fmt.Errorf("start postgres: %w", err)
	}
	s := &Server{AdminURL: adminURL(socket), proc: proc, shortSocket: short}
	if err := s.ready(ctx, filepath.Join(cfg.Dir, logName)); err != nil {
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		return nil, errors.Join(err, s.Stop(stop))
	}
	return s, nil
}

func adminURL(socket string) string {
	q := url.Values{"host": {socket}, "port": {port}, "sslmode": {"disable"}}
	return "postgres://" + superuser + "@/postgres?" + q.Encode()
}

// ready asks until the server answers, so that the caller never meets "the database system is starting up".
func (s *Server) ready(ctx context.Context, logFile string) error {
	ctx, cancel := context.WithTimeout(ctx, startWithin)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		c, err := pgx.Connect(ctx, s.AdminURL)
		if err == nil {
			return c.Close(ctx)
		}
		select {
		case <-s.proc.done:
			return fmt.Errorf("postgres ended at once: %v\n%s", s.proc.err, tail(logFile))
		case <-ctx.Done():
			return fmt.Errorf("postgres did not answer: %w\n%s", err, tail(logFile))
		case <-tick.C:
		}
	}
}

// Stop ends it and waits: first a fast shutdown, which cuts off clients and keeps every commit; when ctx ends before
// it has, an immediate one, after which the next start replays the log.
func (s *Server) Stop(ctx context.Context) error {
	if s.shortSocket != "" {
		defer func() { _ = os.RemoveAll(s.shortSocket) }()
	}
	return s.proc.stop(ctx)
}

// Done is closed when the server has ended, for whatever reason.
func (s *Server) Done() <-chan struct{} { return s.proc.done }

// tail gives the end of the server's log for an error message.
func tail(file string) string {
	b, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	if len(b) > 2000 {
		b = b[len(b)-2000:]
	}
	return string(b)
}
