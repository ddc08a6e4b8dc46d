package deployments_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
)

func TestABookingAcrossEmployersIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	none := w.booking(nil)
	env := w.request(none)
	refused, _ := w.await(none, "refused")
	if refused.Reasons[0].Code != "AGREEMENT_NONE" {
		t.Errorf("%+v", refused.Reasons)
	}
	a := w.inForce(nil)
	yes := w.booking(nil)
	request := w.request(yes)
	got, told := w.await(yes, "authorised")
	if got.AgreementID != a.ID || got.AgreementVersion != 1 || told.CausationID != request.ID || told.ODS() != "RPA" || told.AggregateVersion != 1 {
		t.Errorf("%+v %+v", got, told)
	}
	own := w.booking(func(b *shifts.BookingState) { b.HostEmployer, b.Site, b.Channel = "RVV", "RVV01", shifts.OwnBank })
	w.request(own)
	w.request(yes) // asked again under another event id
	for range 2 {  // and the same event again
		if err := w.Service.Handle(t.Context(), env); err != nil {
			t.Fatal(err)
		}
	}
	w.withdrawn(yes)
	w.await(yes, "stood_down")
	w.withdrawn(yes)
	w.request(yes)
	w.settled()
	count := map[string]int{}
	for _, e := range w.heard.All() {
		if events.EntityOf(e.Type) == "deployments.deployment" {
			count[e.Type]++
		}
	}
	if count["muster.deployments.deployment.authorised.v1"] != 1 || count["muster.deployments.deployment.refused.v1"] != 1 ||
		count["muster.deployments.deployment.stood_down.v1"] != 1 {
		t.Errorf("told %v", count)
	}
	var list struct {
		Deployments []struct{ Status, BookingID string }
	}
	w.must(200, person("RPA"), "GET", "/deployments?booking_id="+yes.BookingID, nil).into(t, &list)
	if len(list.Deployments) != 1 || list.Deployments[0].Status != "stood_down" {
		t.Errorf("%+v", list)
	}
	w.must(404, person("RWF"), "GET", "/deployments?employer=RPA", nil)
	w.must(200, person("RWF"), "GET", "/deployments?booking_id="+yes.BookingID, nil).into(t, &list)
	if len(list.Deployments) != 0 {
		t.Error("a third employer sees a deployment")
	}
}

func TestAnEndThatComesBeforeTheRequestLeavesNothingAuthorised(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	w.inForce(nil)
	b := w.booking(nil)
	w.withdrawn(b)
	w.settled()
	w.request(b)
	w.settled()
	after := w.booking(nil)
	w.request(after)
	w.await(after, "authorised")
	for _, e := range w.heard.All() {
		if events.EntityOf(e.Type) == "deployments.deployment" && strings.Contains(string(e.Data), b.BookingID) {
			t.Errorf("answered a booking that had ended: %s", e.Type)
		}
	}
}

func TestEndingAnAgreementRevokesOrHonours(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.inForce(func(c map[string]any) { c["notice"] = notice(0, "revoke") })
	soon, later := w.booking(nil), w.booking(func(b *shifts.BookingState) {
		b.StartsAt, b.EndsAt = b.StartsAt.Add(240*time.Hour), b.EndsAt.Add(240*time.Hour)
	})
	w.request(soon)
	w.request(later)
	w.await(soon, "authorised")
	w.await(later, "authorised")
	notice := w.Clock.Now().Add(72 * time.Hour)
	w.must(403, person("RPA", auth.Approve), "POST", "/agreements/"+a.ID+"/end", map[string]any{})
	w.must(422, person("RPA", auth.Executive), "POST", "/agreements/"+a.ID+"/end", map[string]any{"at": "2020-01-01T00:00:00Z"})
	w.must(200, person("RPA", auth.Executive), "POST", "/agreements/"+a.ID+"/end", map[string]any{"at": notice.Format(time.RFC3339Nano)})
	if got, _ := w.await(later, "revoked"); got.Reasons[0].Code != "AGREEMENT_ENDS" {
		t.Errorf("%+v", got)
	}
	beyond := w.booking(func(b *shifts.BookingState) { b.StartsAt, b.EndsAt = notice.Add(-time.Hour), notice.Add(time.Hour) })
	w.request(beyond)
	if got, _ := w.await(beyond, "refused"); got.Reasons[0].Code != "AGREEMENT_ENDS" {
		t.Errorf("%+v", got)
	}
	w.must(200, person("RPA", auth.Executive), "POST", "/agreements/"+a.ID+"/end", map[string]any{})
	w.await(soon, "revoked")
	w.must(409, person("RPA", auth.Executive), "POST", "/agreements/"+a.ID+"/end", map[string]any{})

	b := w.inForce(nil) // honour
	kept := w.booking(nil)
	w.request(kept)
	w.await(kept, "authorised")
	w.must(200, person("RVV", auth.Executive), "POST", "/agreements/"+b.ID+"/end", map[string]any{})
	w.heard.Await(t, wait, func(e events.Envelope) bool {
		return e.AggregateID == b.ID && e.Type == "muster.deployments.agreement.ended.v1"
	})
	var list struct{ Deployments []struct{ Status string } }
	w.must(200, lead(), "GET", "/deployments?booking_id="+kept.BookingID, nil).into(t, &list)
	if list.Deployments[0].Status != "authorised" {
		t.Error("an honoured deployment was not left alone")
	}
}

func TestAnAgreementExpiresByItself(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	until := w.Clock.Now().Add(48 * time.Hour)
	a := w.inForce(func(c map[string]any) { c["until"] = until.Format(time.RFC3339Nano) })
	w.Clock.Set(until)
	w.heard.Await(t, wait, func(e events.Envelope) bool {
		return e.AggregateID == a.ID && e.Type == "muster.deployments.agreement.ended.v1"
	})
}

func TestTheDaysOfOneWorkerAreCountedAcrossConcurrentRequests(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	w.inForce(func(c map[string]any) { c["limits"] = map[string]any{"max_days_in_12_months": 2} })
	first := w.booking(nil)
	var all []shifts.BookingState
	for n := range 6 {
		b := w.booking(func(b *shifts.BookingState) {
			b.WorkerID = first.WorkerID
			b.StartsAt, b.EndsAt = b.StartsAt.AddDate(0, 0, n), b.EndsAt.AddDate(0, 0, n)
		})
		all = append(all, b)
		w.request(b)
	}
	w.settled()
	var list struct{ Deployments []struct{ Status string } }
	w.must(200, lead(), "GET", "/deployments?status=authorised", nil).into(t, &list)
	if len(list.Deployments) != 2 {
		t.Errorf("%d of %d authorised, want 2", len(list.Deployments), len(all))
	}
}

func TestAnInstanceWithoutABusAnswersByHandleAlone(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	w.inForce(nil)
	b := w.booking(nil)
	env, err := events.New(shifts.BookingRequestedV1{Booking: b}, events.Meta{
		ID: "0190a000-0000-7000-8000-0000000000aa", Time: w.Clock.Now(), ICS: testkit.ICS, ODS: "RPA", AggregateID: b.BookingID, AggregateVersion: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	deps := w.Deps
	deps.Bus = nil
	quiet, err := newService(deps)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), wait)
	defer cancel()
	if err := quiet.Handle(ctx, env); err != nil {
		t.Fatal(err)
	}
	w.await(b, "authorised")
}
