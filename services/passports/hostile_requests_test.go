package passports_test

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/testkit"
)

// pagesOfRequests are the pages whose forms are there only while something waits for an answer: a credential that is
// offered, a receiver's request, a refusal to override and an override to decide, a hold to lift, an induction to record,
// and the queue of occupational health.
func (w *world) pagesOfRequests(workerID string) []formPage {
	w.t.Helper()
	me, home, matron := asWorker(workerID), verifier("RVV"), personOf("matron", "RWF", auth.Approve)
	health := auth.Principal{Subject: "health", Role: auth.Employer, Employer: "RVV", ICS: testkit.ICS, Duties: []string{auth.Health}}
	w.offer(workerID, "check.dbs")
	asked := w.asks()

	lacking := w.booking(workerID)
	lacking.Requirements.Competencies = append(lacking.Requirements.Competencies, shifts.Competency{Framework: "cstf", Code: "RES", Level: 2})
	ask := "/passports/refusals/" + w.refused(lacking).DecisionID
	other := again(lacking)
	form := url.Values{"requirement": {"competency:cstf:RES:2"}, "why": {"supervised_on_shift"}, "words": {"With a named supervisor."},
		"expires_on": {lacking.StartsAt.AddDate(0, 0, -1).Format(time.DateOnly)}}
	decide := w.must(http.StatusSeeOther, w.post(home, "/passports/refusals/"+w.refused(other).DecisionID, form)).header.Get("Location")
	decide, _, _ = strings.Cut(decide, "?")

	booked := w.booking(workerID)
	w.cleared(booked)
	w.confirm(booked)

	onHold := w.enrol(nurse())
	w.change(onHold, "/holds", `{"why":"sickness"}`)
	return []formPage{
		{me, "/passport/offers"}, {me, "/passport/requests/" + asked.RequestID}, {home, ask}, {matron, decide},
		{ward("RWF"), "/passports/workers/" + workerID + "/induction"}, {home, "/passports/workers/" + onHold}, {health, "/passports/health"},
	}
}
