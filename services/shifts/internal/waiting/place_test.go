package waiting_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/waiting"
)

func TestAPlaceEndsOnce(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for _, to := range []waiting.Status{waiting.Taken, waiting.Passed, waiting.Left, waiting.Closed} {
		p := waiting.Join(id.New(), waiting.Joiner{ShiftID: id.New(), WorkerID: id.New(), HomeEmployer: "RPA", Employer: "RVV"}, now)
		if p.End(waiting.Waiting, now) {
			t.Error("a place ended by waiting")
		}
		if !p.End(to, now) || p.State().Status != to || p.State().EndedAt == nil || len(p.Events()) != 2 {
			t.Errorf("%s: %+v", to, p.State())
		}
		if p.End(waiting.Closed, now) || p.Leave(now) == nil || p.State().Status != to {
			t.Errorf("after %s it ended again as %s", to, p.State().Status)
		}
	}
}
