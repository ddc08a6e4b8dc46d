package system

import (
	"slices"
	"strings"
	"testing"
)

// No engine is needed to see that the container cannot be reached from outside and ends with this process.
func TestContainerIsPrivateAndEndsWithItsInput(t *testing.T) {
	t.Parallel()
	args := containerArgs("muster-demo", "secret")
	at := slices.Index(args, "--publish")
	if at < 0 || !strings.HasPrefix(args[at+1], "127.0.0.1:") {
		t.Errorf("the port is not bound to loopback: %v", args)
	}
	if !slices.Contains(args, "--interactive") || !strings.Contains(args[len(args)-1], "cat >/dev/null; kill -INT") {
		t.Errorf("the container does not end when its input does: %v", args)
	}
}
