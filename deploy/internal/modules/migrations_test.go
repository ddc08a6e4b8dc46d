package modules_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Nobody goes back in production, so nobody keeps a way back that was never tried.
func TestMigrationsOnlyGoForward(t *testing.T) {
	t.Parallel()
	looked := 0
	for _, root := range []string{"../../../services", "../../../pkg"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(path) != ".sql" || filepath.Base(filepath.Dir(path)) != "migrations" {
				return err
			}
			looked++
			body, err := os.ReadFile(path)
			if strings.Contains(string(body), "+goose Down") {
				t.Errorf("%s has a way down: leave it out", path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if looked < 50 {
		t.Errorf("only %d migrations were looked at", looked)
	}
}
