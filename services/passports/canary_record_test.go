package passports_test

import "net/http"

// Canaries of the record: where the proof of a check lies, what the authority answered, and what a worker asks for.
const (
	canaryFile        = "Drawer-Canary-4711"
	canaryCertificate = "001777888999"
	canaryWords       = "Chair-Canary with arms"
)

// recordFlow goes through evidence, corrections, adjustments, leaving and erasure, and gives the refusals.
func (w *world) recordFlow() []reply {
	w.t.Helper()
	home := verifier("RVV")
	workerID := w.enrol(nurse())
	me := asWorker(workerID)
	at := "/workers/" + workerID
	evidence := `"evidence":{"kind":"certificate","reference":"` + canaryFile + `"},"response":{"reference":"` + canaryCertificate + `"}`
	w.change(workerID, "/checks", `{"type":"dbs","outcome":"satisfied","level":"enhanced","workforce":"adult","checked_on":"2024-01-02",`+evidence+`}`)
	w.must(http.StatusCreated, w.call(me, http.MethodPost, "/me/adjustments", `{"text":"`+canaryWords+`","shared_with":["RVV"]}`))
	w.must(http.StatusOK, w.call(home, http.MethodGet, at+"/checks", ""))
	w.must(http.StatusOK, w.call(me, http.MethodGet, at+"/checks", ""))
	w.must(http.StatusOK, w.call(home, http.MethodGet, at+"/adjustments", ""))
	w.must(http.StatusOK, w.call(me, http.MethodGet, "/me/adjustments", ""))
	refusals := []reply{
		w.call(home, http.MethodPost, at+"/checks", `{"type":"identity","outcome":"`+canaryCertificate+`","method":"`+canaryFile+`","checked_on":"2024-01-02",`+evidence+`}`),
		w.call(home, http.MethodPost, at+"/checks", `{"type":"identity","outcome":"satisfied","checked_on":"2024-01-02","evidence":{"kind":"`+canaryFile+`","reference":"`+canaryFile+`"}}`),
		w.call(home, http.MethodPost, at+"/checks", `{"type":"identity","outcome":"satisfied","checked_on":"2024-01-02","scan":"`+canaryFile+`"}`),
		w.call(me, http.MethodPost, "/me/adjustments", `{"text":"`+canaryWords+`","shared_with":["`+canaryWords+`"]}`),
		w.call(verifier("RWF"), http.MethodGet, at+"/adjustments", ""),
		w.call(home, http.MethodPost, at+"/leave", `{"why":"`+canaryWords+`"}`),
	}
	for _, r := range refusals {
		if r.status < http.StatusBadRequest {
			w.t.Errorf("no refusal: %d %s", r.status, r.raw)
		}
	}
	w.change(workerID, "/leave", `{"why":"retired"}`)
	w.change(workerID, "/erase", `{"why":"request"}`)
	return refusals
}
