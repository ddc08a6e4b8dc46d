package testkit

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"github.com/testcontainers/testcontainers-go"
	"github.com/testcontainers/testcontainers-go/modules/postgres"

	"github.com/muster-ics/muster/pkg/localpg"
)

const (
	postgresImage = "postgres:17-alpine"
	localPrefix   = "muster-test-pg-"
)

// server is the one Postgres of this test binary.
var server = sync.OnceValues(func() (admin string, err error) {
	ctx := context.Background()
	if admin := os.Getenv("MUSTER_TEST_PG"); admin != "" {
		say("Postgres from MUSTER_TEST_PG")
		return admin, sweepDatabases(ctx, admin)
	}
	admin, err = container(ctx)
	if err == nil {
		say("Postgres in a container, " + postgresImage)
		return admin, nil
	}
	if os.Getenv("CI_REQUIRE_DOCKER") == "1" {
		return "", fmt.Errorf("CI_REQUIRE_DOCKER=1 and no container: %w", err)
	}
	admin, lerr := local(ctx)
	if lerr != nil {
		return "", errors.Join(lerr, fmt.Errorf("and no container: %w", err))
	}
	return admin, nil
})

func say(what string) { fmt.Fprintln(os.Stderr, "testkit: "+what) }

// container starts Postgres when Docker answers. Docker's reaper removes it when this process has ended.
func container(ctx context.Context) (admin string, err error) {
	defer func() { // the library panics on some machines that have no Docker
		if p := recover(); p != nil {
			err = fmt.Errorf("docker does not answer: %v", p)
		}
	}()
	c, err := postgres.Run(ctx, postgresImage, postgres.WithUsername("postgres"), postgres.WithPassword("postgres"),
		postgres.BasicWaitStrategies(),
		testcontainers.WithCmdArgs("-c", "max_connections=200", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"))
	if err != nil {
		return "", err
	}
	return c.ConnectionString(ctx, "sslmode=disable")
}

// local starts the machine's own Postgres below the temporary folder. It ends with this process; its folder goes with
// the next run.
func local(ctx context.Context) (string, error) {
	sweepFolders()
	bin, err := localpg.Ensure(ctx, say)
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", localPrefix+strconv.Itoa(os.Getpid())+"-")
	if err != nil {
		return "", err
	}
	s, err := localpg.Start(ctx, localpg.Config{BinDir: bin, Dir: dir})
	if err != nil {
		return "", err
	}
	say("Postgres from " + bin)
	return s.AdminURL, nil
}

// sweepFolders removes what earlier runs left behind, by the process number in the name.
func sweepFolders() {
	old, _ := filepath.Glob(filepath.Join(os.TempDir(), localPrefix+"*"))
	for _, dir := range old {
		number, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(dir), localPrefix), "-")
		pid, err := strconv.Atoi(number)
		if err == nil && errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
			_ = os.RemoveAll(dir)
		}
	}
}
