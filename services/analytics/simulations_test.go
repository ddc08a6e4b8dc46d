package analytics_test

import (
	"math"
	"net/http"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

// TestAnotherLadderIsSimulatedOverTheShiftsThatStarted tells of four weeks with two shifts a day, of which an agency took one
// each day as soon as it was let in, two days before the start.
func TestAnotherLadderIsSimulatedOverTheShiftsThatStarted(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	y, m, d := h.Clock.Now().In(clock.London).Date()
	var heard int64
	for day := -27; day < 2; day++ {
		for n := range 2 {
			x := ask(h, "RVV", 0)
			s := &x.state
			s.StartsAt = time.Date(y, m, d+day, 12, 0, 0, 0, clock.London).UTC()
			s.EndsAt, s.PostedAt = s.StartsAt.Add(12*time.Hour), s.StartsAt.Add(-10*24*time.Hour)
			s.BankClosesAt = s.StartsAt.Add(-48 * time.Hour)
			s.Opened = []shifts.OpenedStep{{Step: "own_bank", At: s.PostedAt}, {Step: "framework_agency", Tier: 1, At: s.BankClosesAt}}
			if n == 0 {
				filled := s.BankClosesAt.Add(30 * time.Minute)
				s.FilledAt, s.FirstFilledAt = &filled, &filled
				s.Agency, s.AgencyFramework, s.AgencyTier, s.AgencyRatePence = "Agency A", "Framework", 1, 3600
				x.filled(t, h, shifts.FrameworkAgency)
			} else {
				x.posted(t, h)
			}
			heard++
		}
	}
	testkit.Await(t, soon, "the history is heard", func() bool { return rates(t, h, lead, "").Events == heard })

	const path = "/api/analytics/v1/simulations"
	ladder := func(steps ...map[string]any) map[string]any {
		return map[string]any{"employer": "RVV", "ladder": map[string]any{"bank_share": 25, "steps": steps}}
	}
	own := map[string]any{"step": "own_bank", "on": "at_posting"}
	agency := map[string]any{"step": "framework_agency", "tier": 1, "on": "lead_time", "after_minutes": 2 * 24 * 60}
	split := func(out map[string]any, name string) (parts map[string]any, agencyPence float64) {
		o, _ := out[name].(map[string]any)
		parts, _ = o["shifts"].(map[string]any)
		agencyPence, _ = o["agency_pence"].(float64)
		return parts, agencyPence
	}

	out, status, _ := send(t, h, employer, http.MethodPost, path, "", ladder(own, agency))
	if status != http.StatusOK || out["enough"] != true || out["fixed"] != 0.0 {
		t.Fatalf("%d %v", status, out)
	}
	total, _ := out["shifts"].(float64)
	if total < 54 || total > 56 { // Whether today's have started hangs on the time of day; tomorrow's never have.
		t.Errorf("%v shifts had started", total)
	}
	was, paid := split(out, "was")
	if was["framework_agency"] != total/2 || was["unfilled"] != total/2 || paid != total/2*11*3600 {
		t.Errorf("it was %v, at %v", was, paid)
	}
	same, _ := split(out, "same")
	other, _ := split(out, "other")
	if near := math.Abs(same["framework_agency"].(float64) - total/2); near > total/10 || other["framework_agency"] != same["framework_agency"] {
		t.Errorf("the ladder as it was: %v, the same ladder asked for: %v; it was %v", same, other, was)
	}

	out, _, _ = send(t, h, lead, http.MethodPost, path, "", ladder(own))
	other, pence := split(out, "other")
	if other["framework_agency"] != 0.0 || pence != 0 || other["unfilled"] != total {
		t.Errorf("without agencies: %v", other)
	}

	refused, status, _ := send(t, h, lead, http.MethodPost, path, "", ladder(agency, own))
	if status != http.StatusUnprocessableEntity || refused["code"] != "ladder_invalid" {
		t.Errorf("agencies before the bank: %d %v", status, refused)
	}
	if _, status, _ := send(t, h, worker, http.MethodPost, path, "", ladder(own)); status != http.StatusNotFound {
		t.Errorf("a worker gets %d", status)
	}
	elsewhere := ladder(own)
	elsewhere["employer"] = "RPA"
	if _, status, _ := send(t, h, employer, http.MethodPost, path, "", elsewhere); status != http.StatusNotFound {
		t.Errorf("another employer's shifts: %d", status)
	}
}
