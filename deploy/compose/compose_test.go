// Package compose holds docker-compose.yml, the edge, the broker's file and the Dockerfile against the services that they
// are made for, without needing Docker.
package compose_test

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"go.yaml.in/yaml/v3"

	"github.com/muster-ics/muster/deploy/internal/modules"
	"github.com/muster-ics/muster/pkg/service"
)

// composeFile is what docker-compose.yml may say. A key that is not here is a spelling mistake, or wants a place here.
type composeFile struct {
	Name     string               `yaml:"name"`
	Shared   container            `yaml:"x-service"`
	Settings map[string]string    `yaml:"x-settings"`
	Services map[string]container `yaml:"services"`
	Networks map[string]struct{}  `yaml:"networks"`
	Volumes  map[string]struct{}  `yaml:"volumes"`
}

type container struct {
	Profiles        []string             `yaml:"profiles"`
	Image           string               `yaml:"image"`
	Build           build                `yaml:"build"`
	Command         []string             `yaml:"command"`
	Restart         string               `yaml:"restart"`
	Environment     map[string]string    `yaml:"environment"`
	Volumes         []string             `yaml:"volumes"`
	Ports           []string             `yaml:"ports"`
	Networks        []string             `yaml:"networks"`
	DependsOn       map[string]condition `yaml:"depends_on"`
	Healthcheck     *healthcheck         `yaml:"healthcheck"`
	StopGracePeriod string               `yaml:"stop_grace_period"`
	ReadOnly        bool                 `yaml:"read_only"`
	CapDrop         []string             `yaml:"cap_drop"`
	SecurityOpt     []string             `yaml:"security_opt"`
}

type build struct {
	Context    string `yaml:"context"`
	Dockerfile string `yaml:"dockerfile"`
	Target     string `yaml:"target"`
}

type condition struct {
	Condition string `yaml:"condition"`
}

type healthcheck struct {
	Test        []string `yaml:"test"`
	Interval    string   `yaml:"interval"`
	Timeout     string   `yaml:"timeout"`
	Retries     int      `yaml:"retries"`
	StartPeriod string   `yaml:"start_period"`
}

func compose(t *testing.T) composeFile {
	t.Helper()
	var f composeFile
	d := yaml.NewDecoder(bytes.NewReader(read(t, "../../docker-compose.yml")))
	d.KnownFields(true)
	if err := d.Decode(&f); err != nil {
		t.Fatal(err)
	}
	return f
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestEachServiceIsThereReadyAndStoppedInTime(t *testing.T) {
	t.Parallel()
	f := compose(t)
	for _, m := range modules.All() {
		c, ok := f.Services[m.Name]
		if !ok {
			t.Errorf("%s is missing", m.Name)
			continue
		}
		if c.Build.Target != m.Name || !strings.HasSuffix(c.Environment["MUSTER_DATABASE_URL"], "/muster_"+m.Name+"?sslmode=disable") {
			t.Errorf("%s is built from %q on %q", m.Name, c.Build.Target, c.Environment["MUSTER_DATABASE_URL"])
		}
		if c.DependsOn["setup"].Condition != "service_completed_successfully" || c.StopGracePeriod != "15s" || !c.ReadOnly || len(c.Ports) > 0 {
			t.Errorf("%s waits for %v, stops in %q, writable %v, publishes %v", m.Name, c.DependsOn, c.StopGracePeriod, !c.ReadOnly, c.Ports)
		}
		if f.Services["edge"].DependsOn[m.Name].Condition != "service_healthy" {
			t.Errorf("the edge does not wait for %s", m.Name)
		}
		if want := []string{"CMD", "/" + m.Name, "--healthcheck"}; c.Healthcheck == nil || !slices.Equal(c.Healthcheck.Test, want) {
			t.Errorf("%s is not asked whether it is ready: %+v", m.Name, c.Healthcheck)
		}
	}
	for name, c := range f.Services {
		if c.Healthcheck == nil && name != "setup" {
			t.Errorf("%s has no health check", name)
		}
		if c.Image == "" && c.Build.Target == "" || strings.HasSuffix(c.Image, ":latest") || c.Image != "" && !strings.Contains(c.Image, ":") {
			t.Errorf("%s has no version of its own: %q", name, c.Image)
		}
		for on := range c.DependsOn {
			if _, ok := f.Services[on]; !ok {
				t.Errorf("%s waits for %s, which is not there", name, on)
			}
		}
		for _, n := range c.Networks {
			if _, ok := f.Networks[n]; !ok {
				t.Errorf("%s is on the network %s, which is not there", name, n)
			}
		}
	}
}

// TestWhatWatchesTheSystemReadsOurFiles holds the containers of the profile "watch" against the folder that they read.
func TestWhatWatchesTheSystemReadsOurFiles(t *testing.T) {
	t.Parallel()
	f := compose(t)
	for name, files := range map[string][]string{
		"prometheus": {"../grafana/prometheus/prometheus.yml", "../grafana/prometheus/rules.yml"},
		"grafana":    {"../grafana/dashboards/fill-rate.json", "../grafana/provisioning/datasources/prometheus.yml", "../grafana/provisioning/dashboards/muster.yml"},
	} {
		c := f.Services[name]
		if !slices.Equal(c.Profiles, []string{"watch"}) {
			t.Errorf("%s starts unasked: %v", name, c.Profiles)
		}
		for _, file := range files {
			folder := strings.Join(strings.Split(strings.TrimPrefix(file, "../"), "/")[:2], "/")
			if len(read(t, file)) == 0 || !slices.ContainsFunc(c.Volumes, func(v string) bool {
				return strings.HasPrefix(v, "./deploy/"+folder+":") && strings.HasSuffix(v, ":ro")
			}) {
				t.Errorf("%s does not read %s", name, file)
			}
		}
		for _, port := range c.Ports {
			if !strings.HasPrefix(port, "127.0.0.1:") {
				t.Errorf("%s is open to the world on %s", name, port)
			}
		}
	}
	scrape := string(read(t, "../grafana/prometheus/prometheus.yml"))
	for _, m := range modules.All() {
		if !strings.Contains(scrape, `"`+m.Name+`:8080"`) {
			t.Errorf("%s is not scraped", m.Name)
		}
	}
}

var variable = regexp.MustCompile(`\$\{(MUSTER_[A-Z_]+)`)

func TestEveryVariableIsASettingAndIsExplained(t *testing.T) {
	t.Parallel()
	f := compose(t)
	page, err := service.SettingsDoc()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range modules.All() {
		for name, value := range f.Services[m.Name].Environment {
			if !strings.Contains(page, "`"+name+"`") {
				t.Errorf("%s is given %s, which is no setting", m.Name, name)
			}
			if strings.Contains(name, "VAULT") && m.Name != "passports" {
				t.Errorf("%s is given the key to personal data", m.Name)
			}
			if value == "" {
				t.Errorf("%s is given an empty %s", m.Name, name)
			}
		}
	}
	example := string(read(t, "env.example"))
	optional := []string{"MUSTER_OTLP_ENDPOINT", "MUSTER_NATS_PORT", "MUSTER_GRAFANA_PORT"}
	for _, m := range variable.FindAllStringSubmatch(string(read(t, "../../docker-compose.yml")), -1) {
		if !strings.Contains(example, "\n"+m[1]+"=") && !slices.Contains(optional, m[1]) {
			t.Errorf("%s is not in env.example", m[1])
		}
	}
}

var matcher = regexp.MustCompile(`(?m)^\t@([a-z]+) path (.+)\n\thandle @([a-z]+) \{\n\t\treverse_proxy ([a-z]+):8080\n\t\}`)

func TestTheEdgeSendsEachPathToTheServiceThatOwnsIt(t *testing.T) {
	t.Parallel()
	got := map[string][]string{}
	for _, m := range matcher.FindAllStringSubmatch(string(read(t, "Caddyfile")), -1) {
		if m[1] != m[3] || m[1] != m[4] {
			t.Errorf("the paths of %s are handled as %s and go to %s", m[1], m[3], m[4])
		}
		got[m[1]] = strings.Fields(m[2])
	}
	for _, m := range modules.All() {
		var want []string
		for _, p := range m.Paths {
			p = strings.TrimSuffix(p, "/")
			want = append(want, p, p+"/*")
		}
		slices.Sort(want)
		slices.Sort(got[m.Name])
		if !slices.Equal(got[m.Name], want) {
			t.Errorf("the edge sends to %s\n%v, and it owns\n%v", m.Name, got[m.Name], want)
		}
		delete(got, m.Name)
	}
	if len(got) > 0 {
		t.Errorf("the edge knows services that are not there: %v", got)
	}
}

func TestTheBrokerAcceptsItsFileAndIsTheVersionThatIsTested(t *testing.T) {
	t.Setenv("MUSTER_NATS_PASSWORD", "for-this-test")
	t.Setenv("MUSTER_FIGURES_PASSWORD", "for-tools")
	o, err := natsserver.ProcessConfigFile("nats.conf")
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Users) != 2 || o.Users[0].Username != "muster" || o.Users[0].Password != "for-this-test" || !o.JetStream || o.SyncInterval.Seconds() != 1 || o.HTTPHost != "127.0.0.1" {
		t.Errorf("users %v, JetStream %v, sync %s, monitoring on %q", o.Users, o.JetStream, o.SyncInterval, o.HTTPHost)
	}
	if image := compose(t).Services["nats"].Image; image != "nats:"+natsserver.VERSION+"-alpine" {
		t.Errorf("compose runs %s, the tests run %s", image, natsserver.VERSION)
	}
}

func TestTheDockerfileBuildsEveryImage(t *testing.T) {
	t.Parallel()
	file := string(read(t, "../Dockerfile"))
	for name, c := range compose(t).Services {
		if c.Build.Target == "" {
			continue
		}
		target := c.Build.Target
		for _, want := range []string{
			"\nFROM base AS " + target + "\n", "/out/" + target + " /" + target + "\n", "\nENTRYPOINT [\"/" + target + "\"]\n", "/cmd/" + target,
		} {
			if !strings.Contains(file, want) {
				t.Errorf("%s: the Dockerfile lacks %q", name, strings.TrimSpace(want))
			}
		}
		if c.Build.Dockerfile != "deploy/Dockerfile" || c.Build.Context != "." {
			t.Errorf("%s is built from %+v", name, c.Build)
		}
	}
}
