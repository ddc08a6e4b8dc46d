//go:build interop

package passports_test

import (
	"os"
	"os/exec"
	"testing"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/service"
)

// TestInterop has wallets and verifiers of other people, in Node, speak with the running service: `make interop-passports`
// installs them first. They are the judges that our own signatures need.
func TestInterop(t *testing.T) {
	// Their libraries go by the machine's time.
	w := startWith(t, func(d *service.Deps) { d.Clock = clock.System() })
	workerID := w.enrol(nurse())
	cmd := exec.CommandContext(t.Context(), "node", "--test", "--test-reporter=spec", "interop.test.mjs", "outside.test.mjs")
	cmd.Dir = "interop"
	cmd.Env = append(os.Environ(), "MUSTER_URL="+w.URL, "MUSTER_WORKER="+workerID, "MUSTER_HOME="+w.Token(verifier("RVV")),
		"MUSTER_WORKER_TOKEN="+w.Token(asWorker(workerID)), "MUSTER_RECEIVER="+w.Token(verifier("RWF")),
		"MUSTER_OUTSIDER="+w.Token(asWorker(w.enrol(nurse()))), "MUSTER_LEAD="+w.Token(lead()))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
