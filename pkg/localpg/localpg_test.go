package localpg_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/muster-ics/muster/pkg/localpg"
)

const within = 30 * time.Second

// TestMain is also the program of the child that a test kills: it starts Postgres, says where, and waits.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == "child" {
		child(os.Args[2])
	}
	os.Exit(m.Run())
}

func child(dir string) {
	ctx := context.Background()
	bin, err := localpg.Find()
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	s, err := localpg.Start(ctx, localpg.Config{BinDir: bin, Dir: dir, Durable: true})
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	fmt.Println(s.AdminURL)
	select {}
}

// folder is one that the server's user may enter, unlike a test's own below a 0700 home.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "localpg-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "pg")
}

func bin(t *testing.T) string {
	t.Helper()
	b, err := localpg.Ensure(t.Context(), func(s string) { t.Log(s) })
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func start(t *testing.T, cfg localpg.Config) *localpg.Server {
	t.Helper()
	s, err := localpg.Start(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, s) })
	return s
}

func stop(t *testing.T, s *localpg.Server) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	if err := s.Stop(ctx); err != nil {
		t.Error(err)
	}
}

func exec1(t *testing.T, url, sql string) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(context.Background()) }()
	if _, err := c.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func TestAClusterIsStartedAgainWithItsData(t *testing.T) {
	t.Parallel()
	cfg := localpg.Config{BinDir: bin(t), Dir: folder(t), Durable: true}
	s := start(t, cfg)
	exec1(t, s.AdminURL, "create table kept as select 1 as n")
	stop(t, s)
	s = start(t, cfg)
	exec1(t, s.AdminURL, "insert into kept values (2)")
}

func TestOnlyTheSocketListens(t *testing.T) {
	t.Parallel()
	s := start(t, localpg.Config{BinDir: bin(t), Dir: folder(t)})
	c, err := pgx.Connect(t.Context(), s.AdminURL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(context.Background()) }()
	var tcp, fsync string
	if err := c.QueryRow(t.Context(), "select current_setting('listen_addresses'), current_setting('fsync')").Scan(&tcp, &fsync); err != nil || tcp != "" || fsync != "off" {
		t.Fatalf("listens on %q, fsync %s, %v", tcp, fsync, err)
	}
}

func TestServersMayBeStartedAtTheSameTimeAndFromALongPath(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir()) // no template yet: both make it
	t.Setenv("HOME", t.TempDir())
	b := bin(t)
	var wg sync.WaitGroup
	for i := range 2 {
		dir := filepath.Join(folder(t), strings.Repeat("long/", 20*i))
		wg.Go(func() {
			s, err := localpg.Start(t.Context(), localpg.Config{BinDir: b, Dir: dir})
			if err != nil {
				t.Error(err)
				return
			}
			exec1(t, s.AdminURL, "select 1")
			stop(t, s)
		})
	}
	wg.Wait()
}

func TestASecondServerOnTheSameFolderIsRefused(t *testing.T) {
	t.Parallel()
	cfg := localpg.Config{BinDir: bin(t), Dir: folder(t)}
	s := start(t, cfg)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := localpg.Start(ctx, cfg); err == nil || !strings.Contains(err.Error(), "stop the other Muster") {
		t.Fatalf("got %v", err)
	}
	exec1(t, s.AdminURL, "select 1")
}

func TestAForeignProcessNumberInTheLockFileIsNoObstacle(t *testing.T) {
	t.Parallel()
	cfg := localpg.Config{BinDir: bin(t), Dir: folder(t)}
	stop(t, start(t, cfg))
	lock := fmt.Sprintf("%d\n%s\n", os.Getpid(), filepath.Join(cfg.Dir, "data"))
	if err := os.WriteFile(filepath.Join(cfg.Dir, "data", "postmaster.pid"), []byte(lock), 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, cfg)
}

func TestItSaysWhyPostgresDoesNotStart(t *testing.T) {
	t.Parallel()
	cfg := localpg.Config{BinDir: bin(t), Dir: folder(t)}
	stop(t, start(t, cfg))
	if err := os.WriteFile(filepath.Join(cfg.Dir, "data", "postgresql.conf"), []byte("nonsense = 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := localpg.Start(t.Context(), cfg); err == nil || !strings.Contains(err.Error(), "nonsense") {
		t.Fatalf("got %v", err)
	}
}

func TestKillingTheParentEndsPostgresAndTheNextStartResumes(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	bin(t)
	cmd := exec.Command(os.Args[0], "child", dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	url := strings.TrimSpace(line)
	if err != nil || strings.HasPrefix(url, "error") {
		_ = cmd.Process.Kill()
		t.Fatalf("the child said %q, %v", line, err)
	}
	exec1(t, url, "create table kept as select 1 as n")
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	// Nobody stops the orphan; its folder is free only once it has ended by itself.
	s := start(t, localpg.Config{BinDir: bin(t), Dir: dir, Durable: true})
	exec1(t, s.AdminURL, "insert into kept values (2)")
}

func TestAFolderThatTheServersUserMayNotEnterIsNamed(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	if err := os.Chmod(filepath.Dir(dir), 0o700); err != nil {
		t.Fatal(err)
	}
	s, err := localpg.Start(t.Context(), localpg.Config{BinDir: bin(t), Dir: dir})
	if err == nil {
		stop(t, s)
	}
	// Only root becomes somebody else, to whom the folder is shut.
	if named := err != nil && strings.Contains(err.Error(), filepath.Dir(dir)); named != (os.Getuid() == 0) {
		t.Fatalf("as uid %d: %v", os.Getuid(), err)
	}
}
