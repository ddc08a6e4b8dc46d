package passports_test

import (
	"net/http"
	"net/url"
)

// walletFlow takes a name and a number into a wallet, shows them to receivers in every way, and gives the refusals.
func (w *world) walletFlow() []reply {
	w.t.Helper()
	workerID := w.enrol(nurse())
	me := asWorker(workerID)
	p := w.purse()
	p.takes(w.openOffer(workerID, w.offer(workerID, "check.dbs", "registration.NMC")))
	r := w.asks()
	object := w.object(r)
	w.must(http.StatusOK, w.respond(object, map[string]any{
		"c0": []string{p.shows(object, "check.dbs", "outcome", "check_level", "family_name", "given_name")},
		"c1": []string{p.shows(object, "registration.NMC", "regulator", "registration_status", "number")},
	}))
	w.must(http.StatusOK, w.page(verifier("RWF"), "/verify/requests/"+r.RequestID, false))
	own := w.asks()
	w.must(http.StatusOK, w.page(me, "/passport/requests/"+own.RequestID, false))
	w.must(http.StatusSeeOther, w.post(me, "/passport/requests/"+own.RequestID, url.Values{"show": {"c1"}, "keep": {"c0.checked_on", "c1.number"}}))
	outside := w.hospice()
	outside.listed(0)
	approachID := w.opens(me, outside.asks(nil))
	w.must(http.StatusOK, w.page(me, "/passport/approaches/"+approachID, false))
	if a := w.says(me, approachID, `{"keep":["dbs.checked_on"]}`); a.Status != "accepted" {
		w.t.Fatalf("the receiver outside got %+v", a)
	}
	w.must(http.StatusOK, w.page(me, "/passport/offers", false))
	w.must(http.StatusOK, w.plainly(http.MethodGet, w.doorLink(me), "", "", ""))

	bad := w.asks()
	object = w.object(bad)
	return []reply{
		w.respond(object, map[string]any{"c0": []string{p.shows(object, "check.dbs", "family_name", "given_name")}}),
		w.plainly(http.MethodPost, "/verify", "application/x-www-form-urlencoded", url.Values{"nonce": {"x"}, "presentation": {canaryFamily}}.Encode(), ""),
		p.token(canaryFamily, canaryGiven),
		p.fetch(canaryFamily, canaryGiven, canaryNumber),
		w.call(verifier("RWF"), http.MethodPost, "/vp/requests", `{"purpose":"bank_shift","asks":[{"type":"`+canaryFamily+`"}]}`),
	}
}
