package localpg

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

const superuser = "postgres"

// ensureCluster makes Dir/data by copying a template that initdb made once, or keeps the cluster that is there.
func ensureCluster(ctx context.Context, cfg *Config, who account) error {
	data := filepath.Join(cfg.Dir, "data")
	if b, err := os.ReadFile(filepath.Join(data, "PG_VERSION")); err == nil {
		return matchVersion(ctx, cfg, strings.TrimSpace(string(b)))
	}
	version, err := programVersion(ctx, cfg.BinDir)
	if err != nil {
		return err
	}
	template, err := templateFor(ctx, cfg, who, version)
	if err != nil {
		return err
	}
	// A copy that was cut short has another name and is never taken for a cluster.
	half := data + ".new"
	if err := os.RemoveAll(half); err != nil {
		return err
	}
	if err := copyTree(template, half, cfg.Durable); err != nil {
		return fmt.Errorf("copy the template cluster: %w", err)
	}
	return os.Rename(half, data)
}

// matchVersion finds programs of the major version that wrote the cluster.
func matchVersion(ctx context.Context, cfg *Config, major string) error {
	for _, dir := range append([]string{cfg.BinDir}, candidates()...) {
		if !complete(dir) {
			continue
		}
		v, err := programVersion(ctx, dir)
		if err == nil && (v == major || strings.HasPrefix(v, major+".")) {
			cfg.BinDir = dir
			return nil
		}
	}
	return fmt.Errorf("the data in %s was written by Postgres %s, which is not on this machine: install it, or begin again in another folder", cfg.Dir, major)
}

// programVersion is 15.14 for "postgres (PostgreSQL) 15.14 (Debian …)".
func programVersion(ctx context.Context, binDir string) (string, error) {
	out, err := exec.CommandContext(ctx, filepath.Join(binDir, "postgres"), "--version").Output()
	if err != nil {
		return "", fmt.Errorf("ask postgres for its version: %w", err)
	}
	f := strings.Fields(string(out))
	if len(f) < 3 {
		return "", fmt.Errorf("postgres --version said %q", out)
	}
	return f[2], nil
}

// templateFor gives the cached template of this version and user, made by initdb when it is missing. Two processes may
// make it at once: each writes under a name of its own, and the first rename wins.
func templateFor(ctx context.Context, cfg *Config, who account, version string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	template := filepath.Join(cache, "muster", fmt.Sprintf("pg-%s-%d-v1", version, who.uid))
	if _, err := os.Stat(filepath.Join(template, "PG_VERSION")); err == nil {
		return template, nil
	}
	fresh := filepath.Join(cfg.Dir, "initdb")
	if err := os.RemoveAll(fresh); err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(fresh) }()
	if err := initdb(ctx, cfg, who, fresh); err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(template), 0o755); err != nil {
		return "", err
	}
	mine, err := os.MkdirTemp(filepath.Dir(template), "making-")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(mine) }()
	if err := copyTree(fresh, filepath.Join(mine, "data"), true); err != nil {
		return "", fmt.Errorf("keep the template cluster: %w", err)
	}
	if err := os.Rename(filepath.Join(mine, "data"), template); err != nil {
		if _, there := os.Stat(filepath.Join(template, "PG_VERSION")); there != nil {
			return "", err
		}
	}
	return template, nil
}

// initdb makes a cluster with small log segments, which costs a third of the time, and sorts text by code point, so
// that an order does not depend on the machine.
func initdb(ctx context.Context, cfg *Config, who account, dir string) error {
	cmd := exec.CommandContext(ctx, filepath.Join(cfg.BinDir, "initdb"), "-D", dir, "-U", superuser, "-A", "trust",
		"-E", "UTF8", "--locale=C", "--data-checksums", "--wal-segsize=1", "--no-sync", "--no-instructions")
	cmd.Dir = cfg.Dir
	cmd.Env = environment(*cfg)
	who.apply(cmd)
	runtime.LockOSThread() // the parent-death signal follows the thread that forks
	defer runtime.UnlockOSThread()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, lastBytes(out, 2000))
	}
	return nil
}

// environment is what the server's programs see: no PG… variable of the caller's can lead them astray.
func environment(cfg Config) []string {
	return []string{"HOME=" + cfg.Dir, "PATH=" + cfg.BinDir + ":/usr/bin:/bin", "TZ=UTC", "LC_ALL=C"}
}
