//go:build unix

package localpg

import (
	"io/fs"
	"os"
	"os/exec"
	"syscall"
)

// apply makes the command a process group of its own, so that Ctrl-C reaches only us and we stop it in order.
func (a account) apply(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if a.other {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	dieWithParent(cmd.SysProcAttr)
}

func sameOwner(info fs.FileInfo, target string) error {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok || os.Getuid() != 0 {
		return nil
	}
	return os.Lchown(target, int(st.Uid), int(st.Gid))
}
