package shifts_test

import (
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
)

func TestAWorkerSeesTheBlocksAgainstThemWithTheAppeal(t *testing.T) {
	t.Parallel()
	w := start(t)
	who := w.enrolled()
	_, _, p := w.open(who, "GET", "/my-shifts", nil)
	if n := len(p.All("blocks")); n != 0 {
		t.Errorf("%d lists of blocks where none stands", n)
	}
	w.must(201, staff(host, auth.Approve), "POST", "/blocks", map[string]any{"worker_id": who.WorkerID, "ward": "ward_7", "why": "capability_under_review", "review_on": w.Clock.Now().AddDate(0, 0, 20).Format(time.DateOnly)})
	_, _, p = w.open(who, "GET", "/my-shifts", nil)
	if text := p.One("blocks"); !strings.Contains(text, "Employer "+host) || strings.Contains(text, "capability") {
		t.Errorf("shown as %q", text)
	}
	p.One("appeal")
}

func TestALeadReadsEachEmployersRules(t *testing.T) {
	t.Parallel()
	w := start(t)
	if status, _, p := w.open(lead(), "GET", "/manage", nil); status != 200 || len(p.All("employers")) != 1 {
		t.Errorf("/manage answers %d", status)
	}
	for path, want := range map[string]int{"/policies": 0, "/policies?employer=" + host: 10} {
		if status, _, p := w.open(lead(), "GET", path, nil); status != 200 || (want == 0) != (len(p.All("policy")) == 0) {
			t.Errorf("%s answers %d with %d policies", path, status, len(p.All("policy")))
		}
	}
}
