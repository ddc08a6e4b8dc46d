package analytics_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
	module "github.com/muster-ics/muster/services/analytics"
)

func TestTheLeadSaysInWhichWardsAGapIsGraverAndScreensFollow(t *testing.T) {
	t.Parallel()
	h := testkit.Start(t, module.Module)
	heard := testkit.Collect(t, h.Bus, "analytics")
	register(t, h, "RVV", "East Kent Hospitals")
	ask(h, "RVV", 3*time.Hour).posted(t, h)
	testkit.Await(t, soon, "the shift is heard", func() bool { return rates(t, h, lead, "").Totals.Overall.Shifts.Unfilled == 1 })
	screen, stop := listen(t, h, employer, "/fill-rate/stream", "")
	defer stop()
	first, _ := within(t, soon, screen, shows("the default critical areas"))
	if strings.Contains(first.data, "Stroke unit") {
		t.Error("a ward of no area is in one")
	}

	const path = "/api/analytics/v1/critical-areas"
	_, res := fetch(t, h, employer, path)
	etag := res.Header.Get("ETag")
	stroke := rule{"areas": []rule{{"name": "Stroke unit", "weight": 25, "words": []string{"RVV/KINGS_A"}}}}
	for _, c := range []struct {
		who  auth.Principal
		etag string
		body rule
		want int
	}{
		{worker, etag, stroke, http.StatusNotFound}, {employer, etag, stroke, http.StatusForbidden}, {auditor, etag, stroke, http.StatusForbidden},
		{lead, `"7"`, stroke, http.StatusPreconditionFailed},
		{lead, etag, rule{"areas": []rule{{"name": "", "weight": 0, "words": []string{}}}}, http.StatusUnprocessableEntity},
		{lead, etag, stroke, http.StatusOK}, {lead, etag, stroke, http.StatusPreconditionFailed},
	} {
		if out, status, _ := send(t, h, c.who, http.MethodPut, path, c.etag, c.body); status != c.want {
			t.Errorf("changed by %s: %d %v, want %d", c.who.Subject, status, out, c.want)
		}
	}
	_, took := within(t, atOnce, screen, shows("version 1 of the critical areas", "Stroke unit"))
	t.Logf("the change was on the screen after %s", took)

	out, _ := get[struct {
		Version   int64
		ChangedBy string `json:"changed_by"`
		Areas     []struct{ Name string }
		Before    []struct{ Version int64 }
	}](t, h, auditor, path)
	if out.Version != 1 || out.ChangedBy != "lead-1" || len(out.Areas) != 1 || len(out.Before) != 1 {
		t.Errorf("read again: %+v", out)
	}
	var told analytics.CriticalAreasChangedV1
	heard.Await(t, soon, func(env events.Envelope) bool {
		return env.Type == told.EventName() && env.AggregateID == testkit.ICS && env.AggregateVersion == 1 && env.Actor == "lead-1" && json.Unmarshal(env.Data, &told) == nil
	})
	if len(told.Areas) != 1 || told.Areas[0].Words[0] != "rvv/kings_a" {
		t.Errorf("told %+v", told)
	}
}
