package passports_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/deployments"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"

	"github.com/muster-ics/muster/events"
)

func (w *world) agreement(agreementID, model string, version int64) {
	w.t.Helper()
	signed := w.Clock.Now().AddDate(0, -1, 0)
	testkit.Publish(w.t, w.Bus, "deployments", deployments.AgreementInForceV1{Agreement: deployments.AgreementState{
		AgreementID: agreementID, Version: version, Title: "Kent nurses", Model: model, Status: "in_force", From: signed, AtEnd: "honour", TermsHash: "00",
		Parties: []deployments.Party{{Employer: "RVV", SignedAt: &signed}, {Employer: "RWF", SignedAt: &signed}},
		Sites:   []string{}, StaffGroups: []string{}, Bands: []string{},
	}}, events.Meta{AggregateID: agreementID, AggregateVersion: version, ODS: "RVV"})
	testkit.Await(w.t, wait, "the agreement is kept", func() bool {
		var got int64
		err := w.DB.Pool.QueryRow(w.t.Context(), "select version from agreements where id = $1", agreementID).Scan(&got)
		return err == nil && got == version
	})
}

// atHome is a held booking at the worker's own employer.
func (w *world) atHome(workerID string) shifts.BookingState {
	b := w.booking(workerID)
	b.HostEmployer, b.Site, b.Channel = "RVV", "RVV01", shifts.OwnBank
	return b
}

func TestTheEngagementModelAloneChangesTheVerdict(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID, agreementID := w.enrol(nurse()), id.New().String()
	w.agreement(agreementID, "home_pays", 1)
	b := w.booking(workerID)
	w.cleared(b)
	w.confirm(b)
	w.agreement(agreementID, "host_pays", 2)
	ev, ok := w.answer(b.BookingID, 2).(contract.BookingUnclearedV1)
	if !ok || ev.Reasons[0].Code != "RTW_HOST_CHECK" || ev.Reasons[0].Fix == "" {
		t.Fatalf("got %+v", ev)
	}
	if no := w.refused(w.booking(workerID)); no.Reasons[0].Code != "RTW_HOST_CHECK" {
		t.Errorf("got %+v", no)
	}
	own := `{"type":"right_to_work","outcome":"satisfied","checked_on":"2026-01-05"}`
	path := "/workers/" + workerID + "/host-checks"
	w.must(http.StatusNotFound, w.call(verifier("RPA"), http.MethodPost, path, own))
	w.must(http.StatusUnprocessableEntity, w.call(verifier("RWF"), http.MethodPost, path, `{"type":"right_to_work","outcome":"satisfied","checked_on":"2199-01-05"}`))
	w.must(http.StatusCreated, w.call(verifier("RWF"), http.MethodPost, path, own))
	kept := w.booking(workerID)
	w.cleared(kept)
	w.must(http.StatusCreated, w.call(verifier("RWF"), http.MethodPost, path, `{"type":"right_to_work","outcome":"withdrawn","checked_on":"2026-01-06"}`))
	if ev, ok := w.answer(kept.BookingID, 2).(contract.BookingUnclearedV1); !ok || ev.Reasons[0].Code != "RTW_HOST_CHECK" {
		t.Errorf("the host's own check was withdrawn: %+v", ev)
	}
	// At home the model says nothing.
	w.cleared(w.atHome(workerID))
}

func TestABookingThatAsksForSomethingElseIsJudgedAgain(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := w.booking(w.enrol(nurse()))
	w.cleared(b)
	w.confirm(b)
	at := w.Clock.Now()
	b.Status, b.ConfirmedAt = shifts.BookingConfirmed, &at
	b.StartsAt, b.EndsAt = b.StartsAt.Add(time.Hour), b.EndsAt.Add(time.Hour)
	b.Requirements.EPP = true
	w.tell(shifts.BookingConfirmedV1{Booking: b}, b, 3)
	if ev, ok := w.answer(b.BookingID, 2).(contract.BookingUnclearedV1); !ok || ev.Reasons[0].Code != "EPP_NOT_CLEARED" {
		t.Errorf("got %+v", ev)
	}
}
