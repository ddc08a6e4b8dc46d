package localpg

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
)

// account is whom the server runs as. Postgres refuses uid 0, so root becomes somebody else.
type account struct {
	uid, gid int
	// other says that it is not the user of this process.
	other bool
}

func runAs() (account, error) {
	if os.Getuid() != 0 {
		return account{uid: os.Getuid(), gid: os.Getgid()}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uerr := strconv.Atoi(u.Uid)
		gid, gerr := strconv.Atoi(u.Gid)
		if uerr == nil && gerr == nil && uid != 0 {
			return account{uid: uid, gid: gid, other: true}, nil
		}
	}
	return account{}, fmt.Errorf("postgres refuses to run as root, and this machine has no user postgres or nobody: start Muster as an ordinary user")
}

// own makes a folder of the server's user.
func (a account) own(dir string, mode os.FileMode) error {
	if err := os.MkdirAll(dir, mode); err != nil {
		return err
	}
	if a.other {
		if err := os.Chown(dir, a.uid, a.gid); err != nil {
			return err
		}
	}
	return os.Chmod(dir, mode)
}

// prepare makes Dir and checks that the server's user can get to it.
func prepare(dir string, who account) error {
	if err := who.own(dir, 0o711); err != nil {
		return fmt.Errorf("make %s: %w", dir, err)
	}
	if !who.other {
		return nil
	}
	for p := filepath.Dir(dir); ; p = filepath.Dir(p) {
		st, err := os.Stat(p)
		if err != nil {
			return err
		}
		if st.Mode().Perm()&0o001 == 0 {
			return fmt.Errorf("postgres cannot run as root, and the user it runs as may not enter %s: choose a folder below /var or /tmp, or start Muster as an ordinary user", p)
		}
		if p == filepath.Dir(p) {
			return nil
		}
	}
}
