//go:build interop

package passports_test

import (
	"os"
	"os/exec"
	"testing"
)

// TestInterop has wallets and verifiers of other people, in Node, speak with the running service: `make interop-passports`
// installs them first. They are the judges that our own signatures need.
func TestInterop(t *testing.T) {
	w := start(t)
	workerID := w.enrol(nurse())
	cmd := exec.CommandContext(t.Context(), "node", "--test", "--test-reporter=spec", "interop.test.mjs")
	cmd.Dir = "interop"
	cmd.Env = append(os.Environ(), "MUSTER_URL="+w.URL, "MUSTER_WORKER="+workerID, "MUSTER_HOME="+w.Token(verifier("RVV")),
		"MUSTER_WORKER_TOKEN="+w.Token(asWorker(workerID)), "MUSTER_RECEIVER="+w.Token(verifier("RWF")))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
