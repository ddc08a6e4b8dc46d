package service_test

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/config"
	"github.com/muster-ics/muster/pkg/service"
)

func TestThePageAboutTheSettingsIsUpToDate(t *testing.T) {
	t.Parallel()
	want, err := service.SettingsDoc()
	must(t, err)
	got, err := os.ReadFile("../../docs/settings.md")
	must(t, err)
	if string(got) != want {
		t.Error("docs/settings.md is out of date: run make generate")
	}
}

func TestSettingsSayEverythingThatIsMissing(t *testing.T) {
	t.Parallel()
	check := func(args ...string) string {
		var s service.Settings
		if err := config.Load("test", "", &s, args, io.Discard); err != nil {
			return err.Error()
		}
		return ""
	}
	got := check("--ics=q.ks", "--listen=nowhere")
	for _, want := range []string{"--database-url", "--ics", "--issuer", "--cookie-keys", "--listen"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not named: %s", want, got)
		}
	}
	if got := check("--migrate"); !strings.Contains(got, "--owner-database-url") || strings.Contains(got, "--issuer") {
		t.Errorf("to migrate: %s", got)
	}
	if got := check("--healthcheck"); got != "" {
		t.Errorf("to check the health: %s", got)
	}
	full := []string{"--ics=QKS", "--database-url=postgres://x", "--issuer=https://id.example", "--cookie-keys=" + strings.Repeat("ab", 32)}
	if got := check(full...); got != "" {
		t.Errorf("complete: %s", got)
	}
}

func TestTrustedProxiesAreNetworks(t *testing.T) {
	t.Parallel()
	var s service.Settings
	must(t, config.Load("test", "", &s, []string{"--healthcheck", "--trusted-proxies=10.0.0.0/8,fd00::/8"}, io.Discard))
	if len(s.TrustedProxies) != 2 || s.TrustedProxies[1].String() != "fd00::/8" {
		t.Errorf("read as %v", s.TrustedProxies)
	}
	for _, wrong := range []string{"10.0.0.1", "everybody"} {
		if err := config.Load("test", "", &service.Settings{}, []string{"--healthcheck", "--trusted-proxies=" + wrong}, io.Discard); err == nil {
			t.Errorf("%s is accepted", wrong)
		}
	}
}
