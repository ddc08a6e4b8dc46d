//go:build unix && !linux

package localpg

import "syscall"

// dieWithParent has no counterpart here: after kill -9 of the parent, the next start finds the server by its lock file.
func dieWithParent(*syscall.SysProcAttr) {}

// servesFolder cannot look into the process here, so a live one with the number counts as the server.
func servesFolder(pid int, _ string) bool { return alive(pid) }

func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || err == syscall.EPERM
}
