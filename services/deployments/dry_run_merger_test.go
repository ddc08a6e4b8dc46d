package deployments_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
)

// A draft with RPA, which R1K follows on 1 April, opens what R1K posts from that day on, and nothing that RWF posts before it.
func TestADryRunCountsWhatTheHeirOfAPartyPosts(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.merge()
	a := w.draft(nil)
	path, exec := "/agreements/"+a.ID+"/dry-run", person("RVV", auth.Approve)
	w.nurses(6, "RVV")
	for range 5 {
		w.posted("RWF", nil) // On 31 March: of no party yet.
	}
	w.Clock.Set(startOfApril.Add(9 * time.Hour))
	for range 7 {
		w.posted("R1K", nil)
	}
	w.factsSettled()
	w.knowsWorkers(6)
	var got dryRunAnswer
	testkit.Await(t, wait, "a dry run has looked at them", func() bool { // A merger counts a second after it was recorded at the latest.
		if r := w.call(exec, "POST", base+path, ""); r.status != 200 && r.status != 202 {
			t.Fatalf("%d %s", r.status, r.raw)
		}
		got = dryRunAnswer{}
		w.must(200, exec, "GET", path, nil).into(t, &got)
		return got.Status == "done" && got.Result.Open.Asked > 0
	})
	if op := got.Result.Open; op.Asked != 7 || op.Total.Shifts != 7 || op.Total.Workers != 6 || len(op.Cells) != 1 || op.Cells[0].Host != "RPA" {
		t.Errorf("open: %+v", op)
	}
}
