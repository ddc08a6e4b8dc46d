package system

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os/exec"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

const containerImage = "postgres:17-alpine"

// containerScript runs Postgres until standard input ends. The input is a pipe from this process, so the container goes
// when the process goes, also by kill -9.
const containerScript = `docker-entrypoint.sh postgres -c max_connections=100 & pid=$!; cat >/dev/null; kill -INT $pid; wait $pid`

// container is a Postgres in Docker, for machines that have Docker and no Postgres.
type container struct {
	cmd   *exec.Cmd
	stdin io.Closer
	name  string
}

// dockerAnswers tells whether there is a Docker engine, not only its client.
func dockerAnswers(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return exec.CommandContext(ctx, "docker", "version", "--format", "{{.Server.Version}}").Run() == nil
}

// containerArgs is the docker command line: the data outlives the container in a volume of its name, and the port is open
// on loopback only.
func containerArgs(name, password string) []string {
	return []string{"run", "--rm", "--interactive", "--name", name, "--publish", "127.0.0.1::5432",
		"--volume", name + ":/var/lib/postgresql/data", "--env", "POSTGRES_PASSWORD=" + password, containerImage, "sh", "-c", containerScript}
}

// startContainer starts it and waits until it answers.
func startContainer(ctx context.Context, name, password string) (*container, string, error) {
	cmd := exec.Command("docker", containerArgs(name, password)...)
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, "", err
	}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		return nil, "", err
	}
	if err := cmd.Start(); err != nil {
		return nil, "", err
	}
	c := &container{cmd: cmd, stdin: stdin, name: name}
	said := make(chan string, 1)
	go func() { said <- lastLine(stderr) }()
	admin, err := c.await(ctx, password, said)
	if err != nil {
		return nil, "", errors.Join(err, c.stop())
	}
	return c, admin, nil
}

func (c *container) await(ctx context.Context, password string, said <-chan string) (string, error) {
	// The first start pulls the image.
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	for {
		out, err := exec.CommandContext(ctx, "docker", "port", c.name, "5432/tcp").Output()
		if host, port, splitErr := net.SplitHostPort(strings.TrimSpace(strings.SplitN(string(out), "\n", 2)[0])); err == nil && splitErr == nil {
			admin := fmt.Sprintf("postgres://postgres:%s@%s/postgres", password, net.JoinHostPort(host, port))
			if conn, err := pgx.Connect(ctx, admin); err == nil {
				return admin, conn.Close(ctx)
			}
		}
		select {
		case <-ctx.Done():
			return "", fmt.Errorf("the Postgres container did not answer: %w", ctx.Err())
		case line := <-said:
			return "", fmt.Errorf("the Postgres container ended: %s", line)
		case <-time.After(200 * time.Millisecond):
		}
	}
}

func (c *container) stop() error {
	_ = c.stdin.Close()
	return c.cmd.Wait()
}

func lastLine(r io.Reader) string {
	last := ""
	for s := bufio.NewScanner(r); s.Scan(); {
		last = s.Text()
	}
	return last
}
