package deployments_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
)

type mutualAid struct {
	ID      string `json:"mutual_aid_id"`
	Status  string
	EndedBy string `json:"ended_by"`
	Parties []string
}

// posted tells of an open shift and waits until the service knows it.
func (w *world) posted(host string, change func(*shifts.ShiftState)) shifts.ShiftState {
	w.t.Helper()
	start := w.Clock.Now().Add(24 * time.Hour).Truncate(time.Hour)
	s := shifts.ShiftState{
		ShiftID: id.New().String(), PostingID: id.New().String(), Employer: host, Site: host + "01", Ward: "w1", StaffGroup: "nursing_midwifery",
		Role: "registered_nurse", Band: "5", StartsAt: start, EndsAt: start.Add(12 * time.Hour), BreakMinutes: 30, NetMinutes: 690, Reason: "vacancy",
		RatePence: 1845, Requirements: shifts.Requirements{Competencies: []shifts.Competency{}}, Status: shifts.ShiftOpen,
		PostedAt: w.Clock.Now(), BankClosesAt: start.Add(-time.Hour),
	}
	if change != nil {
		change(&s)
	}
	testkit.Publish(w.t, w.Bus, "shifts", shifts.ShiftPostedV1{Shift: s}, events.Meta{AggregateID: s.ShiftID, ODS: host})
	return s
}

func (w *world) factsSettled() {
	w.t.Helper()
	testkit.Await(w.t, wait, "what shifts told is kept", func() bool {
		c, err := w.Bus.JS.Consumer(w.t.Context(), "MUSTER_SHIFTS", "deployments-shifts-models")
		if err != nil {
			return false
		}
		info, err := c.Info(w.t.Context())
		return err == nil && info.NumPending == 0 && info.NumAckPending == 0
	})
}

func (w *world) activation(a agreement, until time.Duration, s ...shifts.ShiftState) map[string]any {
	named := make([]string, len(s))
	for i, x := range s {
		named[i] = x.ShiftID
	}
	return map[string]any{
		"agreement_id": a.ID, "shifts": named, "why": "surge", "note": "Forty people wait.", "until": w.Clock.Now().Add(until).UTC().Format(time.RFC3339Nano),
	}
}

func TestALeadOpensNamedShiftsToAllPartiesAndTheyCloseByThemselves(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.inForce(func(c map[string]any) { c["scope"] = map[string]any{"staff_groups": []string{"allied_health"}} })
	first, second := w.posted("RPA", nil), w.posted("RPA", nil)
	foreign := w.posted("RWF", nil)
	w.factsSettled()

	order := w.activation(a, time.Hour, first)
	for _, who := range []auth.Principal{person("RPA", auth.Approve, auth.Executive), worker("RVV")} {
		if got := w.call(who, "POST", base+"/mutual-aid", body(t, order)); got.status != 403 {
			t.Errorf("%s opens shifts: %d", who.Subject, got.status)
		}
	}
	for name, c := range map[string]struct {
		status int
		body   map[string]any
	}{
		"longer than is agreed":     {422, w.activation(a, 73*time.Hour, first)},
		"until yesterday":           {422, w.activation(a, -time.Hour, first)},
		"a shift of no party":       {422, w.activation(a, time.Hour, foreign)},
		"a shift that nobody knows": {422, w.activation(a, time.Hour, shifts.ShiftState{ShiftID: id.New().String()})},
		"no shift":                  {422, w.activation(a, time.Hour)},
		"an agreement that is none": {404, w.activation(agreement{ID: id.New().String()}, time.Hour, first)},
		"a draft":                   {409, w.activation(w.draft(nil), time.Hour, first)},
	} {
		if got := w.call(lead(), "POST", base+"/mutual-aid", body(t, c.body)); got.status != c.status {
			t.Errorf("%s: %d %s", name, got.status, got.raw)
		}
	}
	var opened mutualAid
	w.must(201, lead(), "POST", "/mutual-aid", w.activation(a, 1500*time.Millisecond, first)).into(t, &opened)
	if opened.Status != "active" || len(opened.Parties) != 2 {
		t.Fatalf("%+v", opened)
	}
	if got := w.must(409, lead(), "POST", "/mutual-aid", w.activation(a, time.Hour, first, second)).code(t); got != "shift_open_already" {
		t.Errorf("a shift under two: %s", got)
	}
	path := "/mutual-aid/" + opened.ID
	w.must(200, person("RVV"), "GET", path, nil)
	w.must(404, person("RWF"), "GET", path, nil)
	w.must(404, worker("RVV"), "GET", path, nil)
	w.must(200, auth.Principal{Subject: "auditor", Role: auth.Auditor}, "GET", path, nil)
	w.heard.Await(t, wait, func(e events.Envelope) bool {
		return e.Type == "muster.deployments.mutual_aid.activated.v1" && e.AggregateID == opened.ID && e.AggregateVersion == 1 && e.Actor == "lead-1"
	})
	// Nobody does anything: the database's clock ends it.
	w.heard.Await(t, wait, func(e events.Envelope) bool {
		return e.Type == "muster.deployments.mutual_aid.ended.v1" && e.AggregateID == opened.ID && e.AggregateVersion == 2
	})
	w.must(200, lead(), "GET", path, nil).into(t, &opened)
	if opened.Status != "ended" || opened.EndedBy != "time" {
		t.Errorf("%+v", opened)
	}
	w.must(409, lead(), "POST", path+"/end", nil)

	w.Clock.Advance(2 * time.Second)
	w.must(201, lead(), "POST", "/mutual-aid", w.activation(a, time.Hour, first, second)).into(t, &opened)
	w.must(403, person("RPA", auth.Executive), "POST", "/mutual-aid/"+opened.ID+"/end", nil)
	w.must(200, lead(), "POST", "/mutual-aid/"+opened.ID+"/end", nil).into(t, &opened)
	if opened.Status != "ended" || opened.EndedBy != "lead" {
		t.Errorf("%+v", opened)
	}
	var list struct {
		MutualAid  []mutualAid `json:"mutual_aid"`
		NextCursor string      `json:"next_cursor"`
	}
	w.must(200, person("RPA"), "GET", "/mutual-aid?limit=1", nil).into(t, &list)
	if len(list.MutualAid) != 1 || list.MutualAid[0].ID != opened.ID || list.NextCursor == "" {
		t.Errorf("%+v", list)
	}
	w.must(200, person("RPA"), "GET", "/mutual-aid?limit=1&cursor="+list.NextCursor, nil).into(t, &list)
	if len(list.MutualAid) != 1 || list.MutualAid[0].ID == opened.ID {
		t.Errorf("%+v", list)
	}
	w.must(200, person("RWF"), "GET", "/mutual-aid", nil).into(t, &list)
	if len(list.MutualAid) != 0 {
		t.Error("an employer that takes no part sees it")
	}
}

func TestABookingIsAuthorisedByMutualAidOnlyWhenItWasAskedForWhileOpen(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.inForce(func(c map[string]any) {
		c["scope"] = map[string]any{"staff_groups": []string{"allied_health"}}
		c["notice"] = notice(0, "revoke")
	})
	shift := w.posted("RPA", nil)
	w.factsSettled()
	asked := func(after time.Duration, change func(*shifts.BookingState)) shifts.BookingState {
		return w.booking(func(b *shifts.BookingState) {
			b.ShiftID, b.HeldAt = shift.ShiftID, w.Clock.Now().Add(after)
			if change != nil {
				change(b)
			}
		})
	}
	before := asked(-time.Minute, nil)
	var opened mutualAid
	w.must(201, lead(), "POST", "/mutual-aid", w.activation(a, time.Hour, shift)).into(t, &opened)
	w.request(before)
	if no, _ := w.await(before, "refused"); no.Reasons[0].Code != "AGREEMENT_SCOPE" {
		t.Errorf("asked before: %+v", no.Reasons)
	}
	other := asked(time.Second, func(b *shifts.BookingState) { b.ShiftID = id.New().String() })
	w.request(other)
	w.await(other, "refused")
	during, late := asked(time.Second, nil), asked(2*time.Second, nil)
	w.request(during)
	yes, _ := w.await(during, "authorised")
	if yes.AgreementID != a.ID || yes.AgreementVersion != 1 || yes.MutualAidID != opened.ID {
		t.Errorf("the reference: %+v", yes)
	}
	w.Clock.Advance(time.Minute)
	w.must(200, lead(), "POST", "/mutual-aid/"+opened.ID+"/end", nil)
	w.request(late) // asked in time, answered late
	if got, _ := w.await(late, "authorised"); got.MutualAidID != opened.ID {
		t.Errorf("%+v", got)
	}
	after := asked(time.Second, nil)
	w.request(after)
	w.await(after, "refused")
	var list struct {
		Deployments []struct {
			Status      string
			MutualAidID string `json:"mutual_aid_id"`
		}
	}
	w.must(200, person("RPA"), "GET", "/deployments?booking_id="+during.BookingID, nil).into(t, &list)
	if len(list.Deployments) != 1 || list.Deployments[0].Status != "authorised" || list.Deployments[0].MutualAidID != opened.ID {
		t.Errorf("what was booked meanwhile stays: %+v", list)
	}
}
