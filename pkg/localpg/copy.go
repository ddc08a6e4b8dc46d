package localpg

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// copyTree copies folders and plain files with their modes and owners. A cluster that is not running has nothing else.
// With sync, every file is on disk before it returns.
func copyTree(from, to string, sync bool) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if d.IsDir() {
			if err := os.Mkdir(target, info.Mode().Perm()); err != nil {
				return err
			}
		} else if err := copyFile(path, target, info.Mode().Perm(), sync); err != nil {
			return err
		}
		return sameOwner(info, target)
	})
}

func copyFile(from, to string, mode fs.FileMode, sync bool) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil && sync {
		err = out.Sync()
	}
	if cerr := out.Close(); err == nil {
		err = cerr
	}
	return err
}
