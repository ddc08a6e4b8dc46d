package passports_test

import (
	"net/http"
	"slices"
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
	// What was not shown does not end: the worker is asked to look again, and nothing has changed.
	w.must(http.StatusConflict, w.call(me, http.MethodDelete, "/me/disclosures/RWF?expected_booking="+there.BookingID, ""))
	w.must(http.StatusOK, w.call(me, http.MethodGet, "/me/disclosures/RWF", "")).into(t, &d)
	if d.Status != "authorised" {
		t.Fatalf("got %+v", d)
	}
	w.must(http.StatusOK, w.call(me, http.MethodDelete, "/me/disclosures/RWF?expected_booking="+here.BookingID, "")).into(t, &d)
	un, ok := w.answer(here.BookingID, 2).(contract.BookingUnclearedV1)
	if !ok || !slices.Contains(codes(un.Reasons), "CONSENT_MISSING") {
		t.Fatalf("got %+v", w.answer(here.BookingID, 2))
	}
	var stands string
	if err := w.DB.Pool.QueryRow(t.Context(), "select answer from clearances where booking_id = $1", there.BookingID).Scan(&stands); err != nil || stands != "cleared" {
		t.Errorf("the booking elsewhere is %s, %v", stands, err)
	}
	refused := w.booking(workerID)
	w.request(refused)
	if no, ok := w.answer(refused.BookingID, 1).(contract.BookingNotClearedV1); !ok || !slices.Contains(codes(no.Reasons), "CONSENT_MISSING") {
		t.Errorf("got %+v", w.answer(refused.BookingID, 1))
	}
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

func TestAYesThatEndsBeforeTheShiftDoesNotSuffice(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	b := w.booking(workerID)
	for name, c := range map[string]struct {
		until time.Time
		want  bool
	}{
		"a second before the end": {b.EndsAt.Add(-time.Second), false}, "with the end": {b.EndsAt, true},
	} {
		until := c.until.UTC().Format(time.RFC3339)
		w.must(http.StatusOK, w.call(asWorker(workerID), http.MethodPut, "/me/disclosures/RWF", `{"until":"`+until+`"}`))
		one := b
		one.BookingID, one.ShiftID = id.New().String(), id.New().String()
		w.request(one)
		if _, cleared := w.answer(one.BookingID, 1).(contract.BookingClearedV1); cleared != c.want {
			t.Errorf("%s: cleared %v, want %v", name, cleared, c.want)
		}
	}
}
