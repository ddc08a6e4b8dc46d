package compose_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// soon is how long a test waits for what should take milliseconds.
const soon = 10 * time.Second

// TestALeadsOwnToolsHearFiguresAndNothingElse runs the broker with its file and speaks to it as any NATS client would.
func TestALeadsOwnToolsHearFiguresAndNothingElse(t *testing.T) {
	t.Setenv("MUSTER_NATS_PASSWORD", "for-this-test")
	t.Setenv("MUSTER_FIGURES_PASSWORD", "for-tools")
	o, err := natsserver.ProcessConfigFile("nats.conf")
	if err != nil {
		t.Fatal(err)
	}
	o.Host, o.Port, o.HTTPPort, o.StoreDir, o.NoLog, o.NoSigs = "127.0.0.1", -1, 0, t.TempDir(), true, true
	server, err := natsserver.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	server.Start()
	defer server.Shutdown()
	if !server.ReadyForConnections(soon) {
		t.Fatal("the broker does not start")
	}
	refused := make(chan error, 10)
	services := dial(t, server, "muster", "for-this-test", nil)
	tool := dial(t, server, "figures", "for-tools", refused)

	all := subscribe(t, tool, "muster.analytics.fill_rate.changed.v1.QKS.>")
	one := subscribe(t, tool, "muster.analytics.fill_rate.changed.v1.QKS.RVV.>")
	for _, ods := range []string{"RPA", "RVV"} {
		if err := services.Publish("muster.analytics.fill_rate.changed.v1.QKS."+ods+"."+ods+"_nursing_midwifery_next_24h", []byte(ods)); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"RPA", "RVV"} {
		if m, err := all.NextMsg(soon); err != nil || string(m.Data) != want {
			t.Errorf("the whole system: %v, %v", m, err)
		}
	}
	if m, err := one.NextMsg(soon); err != nil || string(m.Data) != "RVV" {
		t.Errorf("one employer: %v, %v", m, err)
	}
	if n, _, err := one.Pending(); err != nil || n != 0 {
		t.Errorf("who listens to one employer has %d more", n)
	}

	for name, try := range map[string]func() error{
		"listens to the shifts":          func() error { _, err := tool.SubscribeSync("muster.shifts.>"); return err },
		"listens to everything":          func() error { _, err := tool.SubscribeSync(">"); return err },
		"says something of its own":      func() error { return tool.Publish("muster.analytics.fill_rate.changed.v1.QKS.RVV.x", nil) },
		"asks the streams for the past":  func() error { return tool.Publish("$JS.API.STREAM.NAMES", nil) },
		"says something for the workers": func() error { return tool.Publish("muster.passports.passport.changed.v1.QKS.RVV.x", nil) },
	} {
		if err := try(); err != nil {
			t.Fatal(err)
		}
		if err := tool.Flush(); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-refused:
			if !errors.Is(err, nats.ErrPermissionViolation) && !strings.Contains(strings.ToLower(err.Error()), "permissions violation") {
				t.Errorf("a tool that %s: %v", name, err)
			}
		case <-time.After(soon):
			t.Errorf("a tool that %s is not refused", name)
		}
	}
}

func dial(t *testing.T, s *natsserver.Server, user, password string, refused chan<- error) *nats.Conn {
	t.Helper()
	c, err := nats.Connect(s.ClientURL(), nats.UserInfo(user, password), nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
		if refused != nil {
			refused <- err
		}
	}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func subscribe(t *testing.T, c *nats.Conn, subject string) *nats.Subscription {
	t.Helper()
	s, err := c.SubscribeSync(subject)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Flush(); err != nil {
		t.Fatal(err)
	}
	return s
}
