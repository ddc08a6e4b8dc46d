package config_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/config"
)

type sample struct {
	Listen   string        `default:":8080" help:"Where to listen."`
	Patience time.Duration `default:"2s" help:"How long to wait | or not."`
	Password config.Secret `help:"The password."`
	Keys     config.Keys   `help:"The keys."`
	Wrong    bool          `help:"Be wrong."`
}

func (s *sample) Check() error {
	if s.Wrong {
		return errors.Join(errors.New("--wrong: leave it out"), errors.New("--listen: choose another port"))
	}
	return nil
}

func load(args ...string) (sample, error) {
	var s sample
	err := config.Load("sample", "A sample.", &s, args, io.Discard)
	return s, err
}

func TestFlagBeatsVariableBeatsDefault(t *testing.T) {
	if s, err := load(); err != nil || s.Listen != ":8080" || s.Patience != 2*time.Second {
		t.Errorf("defaults: %+v, %v", s, err)
	}
	t.Setenv("MUSTER_LISTEN", ":1")
	if s, err := load(); err != nil || s.Listen != ":1" {
		t.Errorf("variable: %+v, %v", s, err)
	}
	if s, err := load("--listen=:2"); err != nil || s.Listen != ":2" {
		t.Errorf("flag: %+v, %v", s, err)
	}
}

func TestWhatIsWrongIsSaidAtOnce(t *testing.T) {
	t.Parallel()
	_, err := load("--wrong")
	if err == nil || !strings.Contains(err.Error(), "--wrong") || !strings.Contains(err.Error(), "--listen") {
		t.Errorf("got %v", err)
	}
	for _, args := range [][]string{{"--unknown"}, {"--patience=soon"}, {"surplus"}, {"--keys=tooshort"}, {"--password=@/does/not/exist"}} {
		if _, err := load(args...); err == nil {
			t.Errorf("%v is accepted", args)
		}
	}
}

func TestHelpListsFlagsAndVariables(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	err := config.Load("sample", "A sample.", &sample{}, []string{"--help"}, &out)
	if !errors.Is(err, config.ErrHelp) || !strings.Contains(out.String(), "--listen") || !strings.Contains(out.String(), "$MUSTER_LISTEN") {
		t.Errorf("%v: %s", err, out.String())
	}
}

func TestSecretsAreReadFromFilesAndNeverShown(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(path, []byte("canary-from-file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	key := strings.Repeat("ab", 32)
	s, err := load("--password=@"+path, "--keys="+key+",q83vAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0=")
	if err != nil {
		t.Fatal(err)
	}
	if s.Password.Reveal() != "canary-from-file" || len(s.Keys.Reveal()) != 2 || len(s.Keys.Reveal()[1]) != 32 {
		t.Errorf("got %q and %d keys", s.Password.Reveal(), len(s.Keys.Reveal()))
	}
	var out bytes.Buffer
	slog.New(slog.NewJSONHandler(&out, nil)).Info("starting", config.Effective(&s), "password", s.Password, "keys", s.Keys)
	body, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	shown := out.String() + string(body) + fmt.Sprintf("%v %+v %#v %s", s, s, s, s.Password)
	if strings.Contains(shown, "canary") || strings.Contains(shown, "abab") {
		t.Errorf("a secret is shown: %s", shown)
	}
	for _, want := range []string{`"listen":":8080"`, `"patience":"2s"`, `"password":"[set]"`, `"keys":"[set]"`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is missing in %s", want, out.String())
		}
	}
	_, err = load("--keys=canary-key")
	if err == nil || strings.Contains(err.Error(), "canary") {
		t.Errorf("the error quotes the key: %v", err)
	}
}

func ExampleTable() {
	table, _ := config.Table(&sample{})
	fmt.Print(table)
	// Output:
	// | Flag | Variable | Default | Meaning |
	// |---|---|---|---|
	// | `--listen` | `MUSTER_LISTEN` | `:8080` | Where to listen. |
	// | `--patience` | `MUSTER_PATIENCE` | `2s` | How long to wait \| or not. |
	// | `--password` | `MUSTER_PASSWORD` |  | The password. |
	// | `--keys` | `MUSTER_KEYS` |  | The keys. |
	// | `--wrong` | `MUSTER_WRONG` |  | Be wrong. |
}
