package localpg_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/localpg"
)

func TestAnEmptyNamedFolderIsAnErrorAndNotASearch(t *testing.T) {
	t.Setenv("MUSTER_PG_BIN", t.TempDir())
	if _, err := localpg.Find(); err == nil || !strings.Contains(err.Error(), "MUSTER_PG_BIN") {
		t.Fatalf("got %v", err)
	}
	if _, err := localpg.Ensure(t.Context(), func(s string) { t.Errorf("it wants to install: %s", s) }); err == nil {
		t.Fatal("nothing was wrong")
	}
}

func TestPathIsSearchedAndLinksAreFollowed(t *testing.T) {
	t.Setenv("MUSTER_PG_BIN", "")
	real, links := t.TempDir(), t.TempDir()
	for _, p := range []string{"initdb", "postgres"} {
		if err := os.WriteFile(filepath.Join(real, p), []byte("#!/bin/sh\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(real, "initdb"), filepath.Join(links, "initdb")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", links)
	got, err := localpg.Find()
	want, _ := filepath.EvalSymlinks(real)
	if err != nil || got != want {
		t.Fatalf("found %s, %v; want %s", got, err, want)
	}
}
