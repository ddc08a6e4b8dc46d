package deployments_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	contracts "github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
)

// approved tells the hours of a booking under an agreement as final.
func (w *world) approved(b shifts.BookingState, a agreement, version, pence int64) shifts.BookingState {
	w.t.Helper()
	b.AgreementID, b.AgreementVersion, b.Status, b.Hours = a.ID, 1, shifts.BookingWorked, "approved"
	b.WorkedMinutes, b.WorkedPence = 690, pence
	b.WorkedPay = []shifts.PaidLine{{Kind: "basic", Minutes: 690, RatePence: 1845, Pence: pence}}
	testkit.Publish(w.t, w.Bus, "shifts", shifts.BookingApprovedV1{Booking: b}, events.Meta{AggregateID: b.BookingID, AggregateVersion: version, ODS: b.HostEmployer})
	return b
}

// recharged gives the line of a booking as the first event of a kind tells it from a version on.
func (w *world) recharged(b shifts.BookingState, kind string, from int64) contracts.RechargeState {
	w.t.Helper()
	var e struct{ Recharge contracts.RechargeState }
	w.heard.Await(w.t, wait, func(env events.Envelope) bool {
		e.Recharge = contracts.RechargeState{}
		return env.Type == "muster.deployments.recharge."+kind+".v1" && env.AggregateVersion >= from &&
			json.Unmarshal(env.Data, &e) == nil && e.Recharge.BookingID == b.BookingID
	})
	return e.Recharge
}

func TestApprovedHoursAreRechargedDisputedAndSettled(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.inForce(nil)
	b := w.approved(w.booking(nil), a, 5, 21_218)
	first := w.recharged(b, "raised", 1)
	// The template of the model repays home's rate; without a card of home that is the locked pay. 23 % on-costs, £5.00.
	if first.TotalPence != 21_218+4_880+500 || first.Basis != "host" || first.HomeEmployer != "RVV" || first.Status != "raised" {
		t.Fatalf("%+v", first)
	}
	w.approved(b, a, 5, 21_218) // the same again
	w.approved(b, a, 4, 99_999) // and one that comes late
	payer, owed := person("RPA", auth.Finance), person("RVV", auth.Finance)
	path := "/recharges/" + first.RechargeID
	w.must(403, person("RPA", auth.Approve), "GET", path, nil)
	w.must(404, person("RWF", auth.Finance), "GET", path, nil)
	w.must(404, worker("RVV"), "GET", path, nil)
	w.must(409, owed, "POST", path+"/dispute", map[string]any{"reason": "hours", "note": "Too long."})
	w.must(422, payer, "POST", path+"/dispute", map[string]any{"reason": "mood", "note": "Too long."})
	w.must(200, payer, "POST", path+"/dispute", map[string]any{"reason": "hours", "note": "The ward says six."})
	told := w.recharged(b, "disputed", 1)
	if told.DisputeReason != "hours" || told.Status != "disputed" {
		t.Errorf("%+v", told)
	}
	for _, e := range w.heard.All() {
		if strings.Contains(string(e.Data), "The ward says") {
			t.Error("people's own words are in an event")
		}
	}
	w.must(409, payer, "POST", path+"/settle", map[string]any{"reference": "BACS 1"})
	w.must(200, owed, "POST", path+"/answer", map[string]any{"outcome": "credited", "credit_pence": 1_598, "note": "One hour less."})
	if got := w.recharged(b, "raised", 3); got.TotalPence != 25_000 || got.CreditPence != 1_598 || got.Outcome != "credited" {
		t.Errorf("%+v", got)
	}
	w.must(200, payer, "POST", path+"/settle", map[string]any{"reference": "BACS 1"})
	if got := w.recharged(b, "settled", 1); got.SettledPence != 25_000 || got.Status != "settled" {
		t.Errorf("%+v", got)
	}
	corrected := w.approved(b, a, 7, 20_000)
	if got := w.recharged(corrected, "raised", 5); got.Status != "raised" || got.TotalPence != 20_000+4_600+500-1_598 || got.TimesheetVersion != 7 {
		t.Errorf("%+v", got)
	}
	var one struct {
		Statement struct {
			TotalPence       int64 `json:"total_pence"`
			OutstandingPence int64 `json:"outstanding_pence"`
			Lines            int
		}
	}
	w.must(200, owed, "GET", "/statements/RVV/RPA/"+first.Month, nil).into(t, &one)
	if one.Statement.Lines != 1 || one.Statement.TotalPence != 23_502 || one.Statement.OutstandingPence != 23_502-25_000 {
		t.Errorf("%+v", one)
	}
}

func TestACancelledShiftIsBorneAsTheClauseSays(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.inForce(nil)
	b := w.booking(nil)
	w.request(b)
	w.await(b, "authorised")
	b.Status, b.OwedPence, b.NoticeBand, b.Consequence = shifts.BookingCancelled, 6_000, "0_4h", "paid" // no agreement named: the answer knows it
	testkit.Publish(t, w.Bus, "shifts", shifts.BookingCancelledV1{Booking: b}, events.Meta{AggregateID: b.BookingID, AggregateVersion: 4, ODS: "RPA"})
	got := w.recharged(b, "raised", 1)
	if got.Kind != "owed" || got.TotalPence != 7_380 || got.AgreementID != a.ID {
		t.Errorf("%+v", got)
	}
	w.await(b, "stood_down")
	b.OwedPence, b.Consequence = 0, "redeployed"
	testkit.Publish(t, w.Bus, "shifts", shifts.BookingAmendedV1{Booking: b}, events.Meta{AggregateID: b.BookingID, AggregateVersion: 5, ODS: "RPA"})
	if got := w.recharged(b, "raised", 2); got.Kind != "nothing" || got.TotalPence != 0 || got.Status != "settled" {
		t.Errorf("%+v", got)
	}
}

func TestFinancePeopleWorkOnPagesAlone(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.inForce(nil)
	b := w.approved(w.booking(nil), a, 5, 21_218)
	line := w.recharged(b, "raised", 1)
	payer, owed := person("RPA", auth.Finance), person("RVV", auth.Finance)
	_, p := w.page(payer, "/recharges", nil)
	p.Has("statement", "Employer RVV (RVV)", "Employer RPA (RPA)", "£265.98", "To be settled")
	at, statement := "/recharges/lines/"+line.RechargeID, "/recharges/RVV/RPA/"+line.Month
	status, p := w.page(payer, at+"/dispute", url.Values{"reason": {""}, "note": {""}})
	if status != 422 {
		t.Errorf("an empty dispute: %d", status)
	}
	p.Has("error-summary", "Choose what is wrong with the line.")
	_, p = w.page(payer, at+"/dispute", url.Values{"reason": {"rate"}, "note": {"Band 5,\r\nnot 6."}})
	p.Has("success", "The line is disputed.")
	p.Has("dispute", "The rate is wrong", "Band 5, not 6.", "Waits for an answer")
	if status, p = w.page(owed, at+"/answer", url.Values{"outcome": {"credited"}, "credit": {"1.999"}, "note": {"Agreed."}}); status != 422 {
		t.Errorf("a third of a penny: %d", status)
	}
	p.Has("error-summary", "Enter an amount in pounds")
	_, p = w.page(owed, at+"/answer", url.Values{"outcome": {"credited"}, "credit": {"5.98"}, "note": {"Agreed."}})
	p.Has("total", "£260.00")
	if status, _ = w.page(payer, statement+"/settle", url.Values{"reference": {""}}); status != 422 {
		t.Errorf("no reference: %d", status)
	}
	_, p = w.page(payer, statement+"/settle", url.Values{"reference": {"=BACS 17"}})
	p.Has("outstanding", "£0.00")
	p.Has("line", "Settled")
	if status, _ = w.page(payer, statement+"/settle", url.Values{"reference": {"BACS"}}); status != 409 {
		t.Errorf("nothing to settle: %d", status)
	}
	for _, path := range []string{"/recharges/RVV/RVV/2026-03", "/recharges/RVV/RPA/2026-13", "/recharges/RVV/XXX/2026-03", "/recharges/lines/none"} {
		if status, _ = w.page(lead(), path, nil); status != 404 {
			t.Errorf("%s: %d", path, status)
		}
	}
	if status, _ = w.page(person("RWF", auth.Finance), statement, nil); status != 404 {
		t.Errorf("a third employer: %d", status)
	}
	csv := w.text(payer, statement+"/statement.csv")
	for _, want := range []string{"\uFEFFline,booking,", line.RechargeID, ",212.18,0.00,48.80,5.00,0.00,-5.98,0.00,260.00,260.00,settled,'=BACS 17,rate,credited\r\n"} {
		if !strings.Contains(csv, want) {
			t.Errorf("the CSV lacks %q:\n%s", want, csv)
		}
	}
}

// text gives the body of an address.
func (w *world) text(who auth.Principal, path string) string {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodGet, w.URL+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.Token(who))
	res, err := (&http.Client{Timeout: 10 * time.Second}).Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(raw)
}

func TestBadInputOnALineChangesNothing(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	b := w.approved(w.booking(nil), w.inForce(nil), 5, 21_218)
	line := w.recharged(b, "raised", 1)
	path := "/recharges/" + line.RechargeID
	payer, owed := person("RPA", auth.Finance), person("RVV", auth.Finance)
	for name, tc := range map[string]struct {
		who  auth.Principal
		path string
		body any
	}{
		"not JSON":                    {payer, path + "/dispute", `{`},
		"an unknown field":            {payer, path + "/dispute", map[string]any{"reason": "hours", "note": "x", "pence": 1}},
		"a note of nothing":           {payer, path + "/dispute", map[string]any{"reason": "hours", "note": ""}},
		"a note without end":          {payer, path + "/dispute", map[string]any{"reason": "hours", "note": strings.Repeat("x", 501)}},
		"a note with a null":          {payer, path + "/dispute", map[string]any{"reason": "hours", "note": "a\x00b"}},
		"a note of two lines":         {payer, path + "/dispute", map[string]any{"reason": "hours", "note": "a\nb"}},
		"an answer to nothing":        {owed, path + "/answer", map[string]any{"outcome": "stands", "note": "x"}},
		"an unknown outcome":          {owed, path + "/answer", map[string]any{"outcome": "corrected", "note": "x"}},
		"a credit below nothing":      {owed, path + "/answer", map[string]any{"outcome": "credited", "credit_pence": -5, "note": "x"}},
		"a part of a penny":           {owed, path + "/answer", `{"outcome":"credited","credit_pence":0.5,"note":"x"}`},
		"a payment without reference": {payer, path + "/settle", map[string]any{"reference": ""}},
		"a payment by who is owed":    {owed, path + "/settle", map[string]any{"reference": "BACS"}},
		"miles below nothing":         {owed, path + "/travel", map[string]any{"miles": -1}},
		"miles round the world":       {owed, path + "/travel", map[string]any{"miles": 24_901}},
		"travel that nobody repays":   {owed, path + "/travel", map[string]any{"miles": 20}},
		"a line that is none":         {payer, "/recharges/0190a000-0000-7000-8000-0000000000ff/settle", map[string]any{"reference": "BACS"}},
		"an id that is none":          {payer, "/recharges/none/settle", map[string]any{"reference": "BACS"}},
	} {
		got := w.call(tc.who, "POST", base+tc.path, body(t, tc.body))
		if got.status < 400 || got.status >= 500 || !strings.HasPrefix(got.header.Get("Content-Type"), "application/problem+json") {
			t.Errorf("%s: %d %s", name, got.status, got.raw)
		}
	}
	for _, at := range []string{"/recharges?month=2026-13", "/recharges?cursor=x", "/recharges?status=paid", "/statements?month=x", "/statements?cursor=e30", "/statements/RVV/RPA/13"} {
		if got := w.call(payer, "GET", base+at, ""); got.status < 400 || got.status >= 500 {
			t.Errorf("GET %s = %d %s", at, got.status, got.raw)
		}
	}
	var now struct {
		Status     string
		TotalPence int64 `json:"total_pence"`
		Disputes   []any
	}
	w.must(200, payer, "GET", path, nil).into(t, &now)
	if now.Status != "raised" || now.TotalPence != line.TotalPence || len(now.Disputes) != 0 {
		t.Errorf("changed: %+v", now)
	}
}
