package passports_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
)

type disclosureBody struct {
	Employer, Name, Status, Agreement string
	AgreementID                       string `json:"agreement_id"`
	Until                             *time.Time
	Bookings                          []struct {
		BookingID string `json:"booking_id"`
	}
}

// share has a worker say yes to a host.
func (w *world) share(workerID, host string) disclosureBody {
	w.t.Helper()
	var d disclosureBody
	w.must(http.StatusOK, w.call(asWorker(workerID), http.MethodPut, "/me/disclosures/"+host, "{}")).into(w.t, &d)
	return d
}

// partners tells the service of an employer and of an agreement between the two, in force, and awaits that it knows.
func (w *world) partners(host, name, home string) string {
	w.t.Helper()
	now := w.Clock.Now()
	signed := now.Add(-time.Hour)
	agreement := id.New().String()
	testkit.Publish(w.t, w.Bus, "deployments", deployments.EmployerRegisteredV1{Employer: deployments.EmployerState{ODS: host, Name: name, Kind: "acute", ICS: testkit.ICS, Since: signed}},
		events.Meta{AggregateID: host, AggregateVersion: 1, ODS: host})
	testkit.Publish(w.t, w.Bus, "deployments", deployments.AgreementInForceV1{Agreement: deployments.AgreementState{
		AgreementID: agreement, Version: 2, Title: "A collaborative bank", Model: "home_pays", Status: "in_force", From: signed, AtEnd: "honour",
		Parties: []deployments.Party{{Employer: home, SignedAt: &signed}, {Employer: host, SignedAt: &signed}}, Sites: []string{}, StaffGroups: []string{}, Bands: []string{}}},
		events.Meta{AggregateID: agreement, AggregateVersion: 3, ODS: home})
	testkit.Await(w.t, wait, "the agreement is known", func() bool {
		var n int
		err := w.DB.Pool.QueryRow(w.t.Context(), "select count(*) from agreements a, employers e where a.id = $1 and e.ods = $2", agreement, host).Scan(&n)
		return err == nil && n == 1
	})
	return agreement
}

func TestAWorkerSaysYesToAHostOnceAndTheOthersHearOfIt(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	agreement := w.partners("RWF", "Maidstone and Tunbridge Wells", "RVV")
	me := asWorker(workerID)
	var list struct{ Disclosures []disclosureBody }
	w.must(http.StatusOK, w.call(me, http.MethodGet, "/me/disclosures", "")).into(t, &list)
	if len(list.Disclosures) != 1 || list.Disclosures[0].Status != "offered" || list.Disclosures[0].Name != "Maidstone and Tunbridge Wells" {
		t.Fatalf("got %+v", list)
	}
	if d := w.share(workerID, "RWF"); d.Status != "authorised" || d.AgreementID != agreement || d.Until != nil {
		t.Fatalf("got %+v", d)
	}
	w.share(workerID, "RWF")
	changed, ok := w.passportEvent(workerID, 2).(contract.PassportChangedV1)
	if !ok || len(changed.Passport.Disclosures) != 1 || changed.Passport.Disclosures[0].Host != "RWF" || changed.Passport.Disclosures[0].AgreementVersion != 2 {
		t.Fatalf("got %+v", changed)
	}
	told := w.await(func(e events.Envelope) bool { return e.Type == contract.DisclosureAuthorisedV1{}.EventName() }).(contract.DisclosureAuthorisedV1)
	if told.Disclosure.Host != "RWF" || told.Disclosure.WorkerID != workerID || told.Disclosure.AgreementID != agreement {
		t.Fatalf("got %+v", told)
	}
	var versions int
	if err := w.DB.Pool.QueryRow(t.Context(), "select version from workers where id = $1", workerID).Scan(&versions); err != nil || versions != 2 {
		t.Errorf("to say the same again changes nothing: version %d, %v", versions, err)
	}
}

func TestAWithdrawalIsShownWhatItEndsAndEndsNoMore(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	me := asWorker(workerID)
	w.share(workerID, "RWF")
	w.share(workerID, "RPA")
	here, there := w.booking(workerID), w.booking(workerID)
	there.HostEmployer = "RPA"
	w.cleared(here)
	w.cleared(there)
	w.confirm(here)
	w.confirm(there)
	var d disclosureBody
	w.must(http.StatusOK, w.call(me, http.MethodGet, "/me/disclosures/RWF", "")).into(t, &d)
	if len(d.Bookings) != 1 || d.Bookings[0].BookingID != here.BookingID {
		t.Fatalf("got %+v", d)
	}
	w.must(http.StatusOK, w.call(me, http.MethodDelete, "/me/disclosures/RWF?expected_booking="+here.BookingID, "")).into(t, &d)
	if d.Status != "withdrawn" {
		t.Fatalf("got %+v", d)
	}
	told := w.await(func(e events.Envelope) bool { return e.Type == contract.DisclosureWithdrawnV1{}.EventName() }).(contract.DisclosureWithdrawnV1)
	if told.Disclosure.Host != "RWF" || told.WithdrawnAt.IsZero() {
		t.Fatalf("got %+v", told)
	}
	w.must(http.StatusNotFound, w.call(me, http.MethodDelete, "/me/disclosures/RWF", ""))
	if d = w.share(workerID, "RWF"); d.Status != "authorised" {
		t.Fatalf("a worker may say yes again: %+v", d)
	}
}

func TestWhatNobodyMaySayYesTo(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	me := asWorker(workerID)
	for name, c := range map[string]struct {
		host, body, location string
	}{
		"the home employer": {"RVV", "{}", "path.employer"},
		"no code":           {"rwf", "{}", "path.employer"},
		"a day gone by":     {"RWF", `{"until":"2020-01-01"}`, "body.until"},
		"no day":            {"RWF", `{"until":"soon"}`, "body.until"},
		"an unknown field":  {"RWF", `{"for":"ever"}`, "body.for"},
	} {
		p := w.must(422, w.call(me, http.MethodPut, "/me/disclosures/"+c.host, c.body)).problem(t)
		if len(p.Errors) == 0 || p.Errors[0].Location != c.location {
			t.Errorf("%s: got %+v", name, p)
		}
	}
	w.must(http.StatusNotFound, w.call(me, http.MethodDelete, "/me/disclosures/RWF", ""))
	w.must(http.StatusNotFound, w.call(me, http.MethodGet, "/me/disclosures/RWF", ""))
	for _, stranger := range []string{"RVV", "RWF"} {
		w.must(http.StatusNotFound, w.call(verifier(stranger), http.MethodPut, "/me/disclosures/RWF", "{}"))
		w.must(http.StatusNotFound, w.call(verifier(stranger), http.MethodGet, "/me/disclosures", ""))
	}
	w.must(http.StatusNotFound, w.call(asWorker(id.New().String()), http.MethodPut, "/me/disclosures/RWF", "{}"))
}

func TestAWorkerSaysYesToSeveralHostsInOneChange(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	me := asWorker(workerID)
	var list struct{ Disclosures []disclosureBody }
	w.must(http.StatusOK, w.call(me, http.MethodPost, "/me/disclosures", `{"employers":["RWF","RPA"],"until":"2099-12-31"}`)).into(t, &list)
	if len(list.Disclosures) != 2 || list.Disclosures[0].Status != "authorised" || list.Disclosures[0].Until == nil {
		t.Fatalf("got %+v", list)
	}
	changed, ok := w.passportEvent(workerID, 2).(contract.PassportChangedV1)
	if !ok || len(changed.Passport.Disclosures) != 2 {
		t.Fatalf("got %+v", changed)
	}
	w.must(422, w.call(me, http.MethodPost, "/me/disclosures", `{"employers":["RN7","RVV"]}`))
	w.must(422, w.call(me, http.MethodPost, "/me/disclosures", `{"employers":[]}`))
	w.must(http.StatusNotFound, w.call(me, http.MethodGet, "/me/disclosures/RN7", ""))
}
