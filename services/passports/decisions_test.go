package passports_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	contract "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
)

func personOf(name, ods string, duties ...string) auth.Principal {
	p := verifier(ods)
	p.Subject, p.Duties = name, duties
	return p
}

type decisionBody struct {
	DecisionID   string `json:"decision_id"`
	Outcome      string
	TookBack     bool `json:"took_back"`
	Cause        string
	Requirements []clearance.Requirement
	Reasons      []struct{ Code string }
	Inputs       json.RawMessage
	Review       *struct {
		State, Words, Outcome, Answer string
	}
}

func (w *world) refused(b shifts.BookingState) contract.BookingNotClearedV1 {
	w.t.Helper()
	w.request(b)
	ev, ok := w.answer(b.BookingID, 1).(contract.BookingNotClearedV1)
	if !ok {
		w.t.Fatalf("want the booking not cleared, got %+v", w.answer(b.BookingID, 1))
	}
	return ev
}

func TestADecisionIsToldToEachAsMuchAsTheyMayKnow(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	health := personOf("oh-rvv", "RVV", auth.Health)
	w.must(http.StatusCreated, w.call(health, http.MethodPost, "/workers/"+workerID+"/checks",
		`{"type":"occupational_health","outcome":"satisfied","level":"fit_with_restrictions","restrictions":["no_lone_working"],"checked_on":"2024-01-02"}`))
	ev := w.cleared(w.booking(workerID))
	path := "/decisions/" + ev.DecisionID

	var home, own, host decisionBody
	w.must(http.StatusOK, w.call(verifier("RVV"), http.MethodGet, path, "")).into(t, &home)
	w.must(http.StatusOK, w.call(asWorker(workerID), http.MethodGet, path, "")).into(t, &own)
	raw := w.must(http.StatusOK, w.call(verifier("RWF"), http.MethodGet, path, ""))
	raw.into(t, &host)
	if len(home.Inputs) == 0 || len(own.Inputs) == 0 || len(home.Requirements) < 10 || len(own.Requirements) != len(home.Requirements) {
		t.Errorf("home and worker read all of it: %+v", home)
	}
	if len(host.Inputs) != 0 || strings.Contains(string(raw.raw), "HEALTH_RESTRICTED") || strings.Contains(string(raw.raw), "no_lone_working") {
		t.Errorf("the host reads %s", raw.raw)
	}
	w.must(http.StatusNotFound, w.call(verifier("RPA"), http.MethodGet, path, ""))
	w.must(http.StatusNotFound, w.call(asWorker(w.enrol(nurse())), http.MethodGet, path, ""))
	w.must(http.StatusNotFound, w.call(verifier("RVV"), http.MethodGet, "/decisions/"+workerID, ""))
}

// Everything that was decided in a life of bookings, changes and time is made again over what was kept, by the pure engine
// alone, and the same bytes come out.
func TestEveryKeptDecisionIsReplayedByteForByte(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	w.cleared(w.booking(workerID))
	held := w.booking(workerID)
	w.cleared(held)
	unfit := w.booking(workerID)
	unfit.Requirements.EPP = true
	w.refused(unfit)
	w.change(workerID, "/holds", `{"why":"sickness"}`)
	w.answer(held.BookingID, 2)
	other := w.enrol(nurse())
	w.cleared(w.booking(other))
	w.change(other, "/suspend", `{"why":"conduct"}`)

	rows, err := w.DB.Pool.Query(t.Context(), "select inputs, decision, digest, cause from decisions order by id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n, causes := 0, map[string]bool{}
	for rows.Next() {
		var inputs, decision, digest, cause string
		if err := rows.Scan(&inputs, &decision, &digest, &cause); err != nil {
			t.Fatal(err)
		}
		again, err := clearance.Replay([]byte(inputs))
		if err != nil || string(again.Canonical()) != decision || again.Digest != digest {
			t.Errorf("%v: made again it is\n%s\nand was\n%s", err, again.Canonical(), decision)
		}
		n++
		causes[cause] = true
	}
	if n != 7 || !causes["booking_requested"] || !causes["passport_changed"] || !causes["passport_suspended"] {
		t.Errorf("%d decisions of %v", n, causes)
	}
}

func TestAHostChangesWhatItAsksForAndBookingsAheadAreJudgedAgain(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	b := w.booking(workerID)
	w.cleared(b)
	w.confirm(b)
	executive := personOf("exec-rwf", "RWF", auth.Executive)
	put := func(who auth.Principal, tag, body string) reply {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, w.URL+"/api/passports/v1/host-policies/RWF", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+w.Token(who))
		req.Header.Set("Content-Type", "application/json")
		if tag != "" {
			req.Header.Set("If-Match", tag)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		return read(t, res)
	}
	first := w.must(http.StatusOK, w.call(executive, http.MethodGet, "/host-policies/RWF", ""))
	if got := first.header.Get("ETag"); got != `"0"` {
		t.Fatalf("the default is version 0, got %s", got)
	}
	strict := `{"dbs_months":12}`
	w.must(http.StatusForbidden, put(verifier("RVV"), `"0"`, strict))
	w.must(http.StatusForbidden, put(personOf("poster", "RWF", auth.Post), `"0"`, strict))
	w.must(http.StatusPreconditionRequired, put(executive, "", strict))
	w.must(http.StatusUnprocessableEntity, put(executive, `"0"`, `{"register_flag_days":20,"register_block_days":30}`))
	w.must(http.StatusPreconditionFailed, put(executive, `"7"`, strict))
	if got := w.must(http.StatusOK, put(executive, `"0"`, strict)).header.Get("ETag"); got != `"1"` {
		t.Errorf("want version 1, got %s", got)
	}
	ev, ok := w.answer(b.BookingID, 2).(contract.BookingUnclearedV1)
	if !ok || !slices.Equal(codes(ev.Reasons), []string{"DBS_RECHECK_DUE", "INDUCTION_MISSING"}) && ev.Reasons[0].Code != "DBS_RECHECK_DUE" {
		t.Errorf("got %+v", ev)
	}
	changed, ok := w.passportEvent("RWF", 1).(contract.HostPolicyChangedV1)
	if !ok || changed.Body.DBSMonths != 12 || changed.Body.RegisterBlockDays != 14 {
		t.Errorf("got %+v", changed)
	}
	if no := w.refused(w.booking(workerID)); no.Reasons[0].Code != "DBS_RECHECK_DUE" {
		t.Errorf("got %+v", no)
	}
	w.cleared(w.atHome(workerID))
}

func TestTimeAloneEndsABookingBeforeItStarts(t *testing.T) {
	t.Parallel()
	w := start(t)
	b := w.booking(w.enrol(nurse()))
	b.StartsAt = w.Clock.Now().Add(20 * 24 * time.Hour).Truncate(time.Hour)
	b.EndsAt = b.StartsAt.Add(12 * time.Hour)
	w.cleared(b)
	w.confirm(b)
	soon := w.booking(w.enrol(nurse()))
	w.cleared(soon)
	w.confirm(soon)
	// A day before the start the register was last read 19 days ago, and nobody has said anything.
	w.Clock.Set(b.StartsAt.Add(-24 * time.Hour))
	ev, ok := w.answer(b.BookingID, 2).(contract.BookingUnclearedV1)
	if !ok || ev.Reasons[0].Code != "REG_STALE" || !ev.DecidedAt.Before(b.StartsAt) {
		t.Fatalf("got %+v", ev)
	}
	var answer string
	if err := w.DB.Pool.QueryRow(t.Context(), "select answer from clearances where booking_id = $1", soon.BookingID).Scan(&answer); err != nil || answer != "cleared" {
		t.Errorf("a shift that is over is judged no more: %s, %v", answer, err)
	}
}

func TestASuspensionEndsBookingsAtEveryHost(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	var ids []string
	for i, host := range []string{"RWF", "RPA", "RN7"} {
		b := w.booking(workerID)
		b.HostEmployer, b.Site = host, host+"01"
		b.StartsAt, b.EndsAt = b.StartsAt.AddDate(0, 0, i), b.EndsAt.AddDate(0, 0, i)
		w.cleared(b)
		w.confirm(b)
		ids = append(ids, b.BookingID)
	}
	s := w.change(workerID, "/suspend", `{"why":"registration"}`)
	ev, ok := w.passportEvent(workerID, s.PassportVersion).(contract.PassportSuspendedV1)
	if !ok {
		t.Fatal("want passport.suspended")
	}
	slices.Sort(ids)
	slices.Sort(ev.BookingIDs)
	if !slices.Equal(ids, ev.BookingIDs) {
		t.Errorf("want %v, got %v", ids, ev.BookingIDs)
	}
	var own struct{ Decisions []decisionBody }
	w.must(http.StatusOK, w.call(asWorker(workerID), http.MethodGet, "/me/decisions", "")).into(t, &own)
	if len(own.Decisions) != 6 || !own.Decisions[0].TookBack || own.Decisions[0].Cause != "passport_suspended" {
		t.Errorf("the worker reads each end: %+v", own.Decisions)
	}
}

func TestAWorkerAsksForASecondLookAndIsAnswered(t *testing.T) {
	t.Parallel()
	w := start(t)
	workerID := w.enrol(nurse())
	b := w.booking(workerID)
	b.Requirements.EPP = true
	id := w.refused(b).DecisionID
	ask := "/me/decisions/" + id + "/review"
	w.must(http.StatusNotFound, w.call(asWorker(w.enrol(nurse())), http.MethodPost, ask, `{"words":"x"}`))
	w.must(http.StatusUnprocessableEntity, w.call(asWorker(workerID), http.MethodPost, ask, `{"words":"   "}`))
	w.must(http.StatusCreated, w.call(asWorker(workerID), http.MethodPost, ask, `{"words":"I was cleared in `+canaryGiven+`'s clinic"}`))
	if code := w.must(http.StatusConflict, w.call(asWorker(workerID), http.MethodPost, ask, `{"words":"again"}`)).problem(t).Code; code != "review_open" {
		t.Errorf("got %s", code)
	}
	if ev, ok := w.passportEvent(id, 1).(contract.DecisionReviewRequestedV1); !ok || ev.Review.State != "requested" {
		t.Errorf("got %+v", ev)
	}
	var open struct{ Decisions []decisionBody }
	w.must(http.StatusOK, w.call(verifier("RVV"), http.MethodGet, "/reviews?employer=RVV&open=true", "")).into(t, &open)
	if len(open.Decisions) != 1 || open.Decisions[0].Review.Words == "" {
		t.Fatalf("got %+v", open)
	}
	w.must(http.StatusNotFound, w.call(verifier("RWF"), http.MethodGet, "/reviews?employer=RVV", ""))
	answer := "/decisions/" + id + "/review/answer"
	w.must(http.StatusNotFound, w.call(verifier("RWF"), http.MethodPost, answer, `{"outcome":"upheld","words":"no"}`))
	w.must(http.StatusOK, w.call(verifier("RVV"), http.MethodPost, answer, `{"outcome":"corrected","words":"Your clearance is on record now."}`))
	w.liesSealed(canaryGiven)
	w.liesSealed("Your clearance is on record")
	w.must(http.StatusConflict, w.call(verifier("RVV"), http.MethodPost, answer, `{"outcome":"upheld","words":"no"}`))
	var d decisionBody
	w.must(http.StatusOK, w.call(asWorker(workerID), http.MethodGet, "/decisions/"+id, "")).into(t, &d)
	if d.Review == nil || d.Review.State != "answered" || d.Review.Outcome != "corrected" || d.Review.Answer == "" {
		t.Errorf("got %+v", d.Review)
	}
	if ev, ok := w.passportEvent(id, 2).(contract.DecisionReviewAnsweredV1); !ok || ev.Review.Outcome != "corrected" {
		t.Errorf("got %+v", ev)
	}
}
