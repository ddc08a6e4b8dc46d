package shifts_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
)

func TestAShiftIsAmendedByThoseWhoKnowWhatTheyChange(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := w.post(nil)
	at := "/shifts/" + s.ShiftID
	first := header("If-Match", `"1"`)
	for name, c := range map[string]struct {
		who    auth.Principal
		body   string
		opts   []option
		status int
		code   string
	}{
		"no If-Match":           {staff(host), `{"ward":"ward_8"}`, nil, 428, "if_match_missing"},
		"another version":       {staff(host), `{"ward":"ward_8"}`, []option{header("If-Match", `"2"`)}, 412, "stale"},
		"without the duty":      {staff(host, auth.Approve), `{"ward":"ward_8"}`, []option{first}, 403, "not_allowed"},
		"another employer":      {staff(other), `{"ward":"ward_8"}`, []option{first}, 404, "not_found"},
		"a worker":              {nurse(host), `{"ward":"ward_8"}`, []option{first}, 403, "not_allowed"},
		"nothing":               {staff(host), `{}`, []option{first}, 422, "nothing_to_change"},
		"another site":          {staff(host), `{"site":"RVV02"}`, []option{first}, 422, "invalid_input"},
		"another role":          {staff(host), `{"role":"x"}`, []option{first}, 422, "invalid_input"},
		"a status":              {staff(host), `{"status":"filled"}`, []option{first}, 422, "invalid_input"},
		"a ward with a dot":     {staff(host), `{"ward":"a.b"}`, []option{first}, 422, "invalid_input"},
		"a break too long":      {staff(host), `{"break_minutes":720}`, []option{first}, 422, "invalid_input"},
		"a start in the past":   {staff(host), `{"starts_at":"2020-01-01T00:00:00Z"}`, []option{first}, 422, "invalid_input"},
		"a rate without pence":  {staff(host), `{"rate_pence":20.5}`, []option{first}, 422, "invalid_input"},
		"a shift there is not":  {staff(host), `{"ward":"ward_8"}`, []option{first, func(r *http.Request) { r.URL.Path = base + "/shifts/0190a000-0000-7000-8000-0000000000f1" }}, 404, "not_found"},
		"a list":                {staff(host), `[]`, []option{first}, 422, "invalid_input"},
		"requirements half way": {staff(host), `{"requirements":{"dbs_workforce":"adult"}}`, []option{first}, 422, "invalid_input"},
	} {
		got := w.call(c.who, "PATCH", base+at, c.body, append(c.opts, asJSON)...)
		if got.status != c.status || got.problem(t).Code != c.code {
			t.Errorf("%s: %d %s", name, got.status, got.raw)
		}
	}
	if got := w.must(200, staff(host), "GET", at, nil).shift(t); got.Ward != "ward_7" {
		t.Errorf("refused, but changed to %+v", got)
	}

	moved := s.StartsAt.Add(time.Hour)
	got := w.must(200, staff(host), "PATCH", at, map[string]any{"starts_at": moved, "ward": "ward_8", "cost_code": ""}, asJSON, first)
	if st := got.shift(t); !st.StartsAt.Equal(moved) || st.Ward != "ward_8" || got.header.Get("ETag") != `"2"` {
		t.Errorf("amended: %+v", st)
	}
	ev, err := events.Open(w.await("muster.shifts.shift.amended.v1", s.ShiftID))
	if e, ok := ev.(es.ShiftAmendedV1); err != nil || !ok || len(e.Changed) != 2 || e.Shift.Ward != "ward_8" {
		t.Errorf("told %+v, %v", ev, err)
	}

	// What a worker has agreed to stands.
	who := nurse(host)
	w.confirmed(who, s.ShiftID)
	latest := w.must(200, staff(host), "GET", at, nil).header.Get("ETag")
	refused := w.call(staff(host), "PATCH", base+at, `{"rate_pence":2500}`, asJSON, header("If-Match", latest))
	if refused.status != 409 || refused.problem(t).Code != "shift_taken" {
		t.Errorf("%d %s", refused.status, refused.raw)
	}
	w.must(200, staff(host), "PATCH", at, `{"ward":"ward_9","reason":"sickness"}`, asJSON, header("If-Match", latest))
}

func TestAnAmendmentDoesNotGoRoundApproval(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.must(200, staff(host, auth.Executive), "PUT", "/policies/approval", `{"required":"when","rate_above_pence":2000}`, asJSON, header("If-Match", `"0"`))
	s := w.post(nil)
	at := "/shifts/" + s.ShiftID
	got := w.call(staff(host), "PATCH", base+at, `{"rate_pence":2100}`, asJSON, header("If-Match", `"1"`))
	if got.status != 409 || got.problem(t).Code != "approval_needed" {
		t.Fatalf("%d %s", got.status, got.raw)
	}
	w.must(200, staff(host), "PATCH", at, `{"rate_pence":2000}`, asJSON, header("If-Match", `"1"`))

	// One that waits is amended, and waits on.
	dear := w.post(func(b map[string]any) { b["rate_pence"] = 2100 })
	got = w.must(200, staff(host), "PATCH", "/shifts/"+dear.ShiftID, `{"rate_pence":2500}`, asJSON, header("If-Match", `"1"`))
	if st := got.shift(t); st.Status != es.ShiftAwaitingApproval || st.RatePence != 2500 {
		t.Errorf("%+v", st)
	}
	w.must(200, staff(host, auth.Approve), "POST", "/shifts/"+dear.ShiftID+"/approve", nil)
	got = w.call(staff(host), "PATCH", base+"/shifts/"+dear.ShiftID, `{"rate_pence":4000}`, asJSON, header("If-Match", `"3"`))
	if got.status != 409 || got.problem(t).Code != "approval_needed" {
		t.Errorf("approved at £25 and raised to £40: %d %s", got.status, got.raw)
	}
}
