package localpg

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

// dieWithParent has the kernel stop Postgres at once when we are killed; its log replays at the next start.
func dieWithParent(a *syscall.SysProcAttr) { a.Pdeathsig = syscall.SIGQUIT }

// servesFolder tells whether the process is a Postgres server on the data folder.
func servesFolder(pid int, data string) bool {
	b, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "cmdline"))
	if err != nil {
		return false
	}
	args := bytes.Split(b, []byte{0})
	return bytes.HasSuffix(args[0], []byte("postgres")) && bytes.Contains(b, []byte("-D\x00"+data+"\x00"))
}
