package system

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// loadOrMakeKey keeps a 32-byte key under the data folder, so that a second start reads what the first one sealed.
func loadOrMakeKey(dir, name string) ([]byte, error) {
	path := filepath.Join(dir, name)
	body, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		key := make([]byte, 32)
		if _, err := rand.Read(key); err != nil {
			return nil, err
		}
		return key, os.WriteFile(path, []byte(hex.EncodeToString(key)), 0o600)
	}
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(body)))
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("%s is not a 32-byte key in hex; restore it from a copy, or delete the data folder to start afresh", path)
	}
	return key, nil
}
