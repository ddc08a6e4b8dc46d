package localpg

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
)

// Install is the line that puts Postgres on a Debian or Ubuntu machine.
const Install = "apt-get install -y --no-install-recommends postgresql"

// Find gives the folder of initdb and postgres: MUSTER_PG_BIN, PATH, /usr/lib/postgresql/*/bin newest first, Homebrew.
// The error says what to install.
func Find() (binDir string, err error) {
	if dir := named(); dir != "" {
		if !complete(dir) {
			return "", fmt.Errorf("MUSTER_PG_BIN is %s, which does not hold the programs initdb and postgres", dir)
		}
		return dir, nil
	}
	for _, dir := range candidates() {
		if complete(dir) {
			return dir, nil
		}
	}
	return "", fmt.Errorf("the programs of Postgres are not on this machine: run %q as root, or start Docker, or name their folder in MUSTER_PG_BIN", Install)
}

// named is the folder that somebody has named.
func named() string {
	return os.Getenv("MUSTER_PG_BIN") //nolint:forbidigo // tests find Postgres by it too, and they have no configuration
}

func candidates() []string {
	var dirs []string
	// A link on PATH leads to the folder that holds the server's other programs.
	if p, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(p); err == nil {
			dirs = append(dirs, filepath.Dir(real))
		}
		dirs = append(dirs, filepath.Dir(p))
	}
	dirs = append(dirs, newestFirst("/usr/lib/postgresql/*/bin")...)
	for _, prefix := range []string{"/opt/homebrew/opt", "/usr/local/opt", "/home/linuxbrew/.linuxbrew/opt"} {
		dirs = append(dirs, newestFirst(prefix+"/postgresql@*/bin")...)
		dirs = append(dirs, prefix+"/postgresql/bin")
	}
	return dirs
}

func newestFirst(pattern string) []string {
	dirs, _ := filepath.Glob(pattern)
	sort.Slice(dirs, func(i, j int) bool { return majorIn(dirs[i]) > majorIn(dirs[j]) })
	return dirs
}

// majorIn reads 15 out of /usr/lib/postgresql/15/bin and of …/postgresql@15/bin.
func majorIn(dir string) int {
	name := filepath.Base(filepath.Dir(dir))
	start := len(name)
	for start > 0 && name[start-1] >= '0' && name[start-1] <= '9' {
		start--
	}
	n, _ := strconv.Atoi(name[start:])
	return n
}

func complete(dir string) bool {
	for _, p := range []string{"initdb", "postgres"} {
		st, err := os.Stat(filepath.Join(dir, p))
		if err != nil || st.IsDir() || st.Mode()&0o111 == 0 {
			return false
		}
	}
	return true
}

// Ensure is Find, and when nothing is found installs the distribution's package if it may do so without asking: as
// root, or by a sudo that wants no password. log is told before anything is installed.
func Ensure(ctx context.Context, log func(string)) (binDir string, err error) {
	binDir, missing := Find()
	if missing == nil || named() != "" {
		return binDir, missing
	}
	as, ok := mayInstall(ctx)
	if !ok {
		return "", missing
	}
	for _, line := range []string{"apt-get update", Install} {
		log("Postgres is not on this machine. Running: " + as + line)
		cmd := exec.CommandContext(ctx, "sh", "-c", as+"env DEBIAN_FRONTEND=noninteractive "+line)
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%s: %w\n%s\n%w", line, err, lastBytes(out, 1000), missing)
		}
	}
	return Find()
}

func mayInstall(ctx context.Context) (prefix string, ok bool) {
	if _, err := exec.LookPath("apt-get"); err != nil {
		return "", false
	}
	if os.Getuid() == 0 {
		return "", true
	}
	if exec.CommandContext(ctx, "sudo", "-n", "true").Run() == nil {
		return "sudo -n ", true
	}
	return "", false
}

func lastBytes(b []byte, n int) []byte {
	if len(b) > n {
		return b[len(b)-n:]
	}
	return b
}
