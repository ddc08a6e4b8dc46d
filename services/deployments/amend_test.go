package deployments_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	contracts "github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
)

// amended is an agreement with a version on its way, as the API shows it.
type amended struct {
	agreement
	Version   int64
	Amendment *struct {
		Version   int64
		Status    string
		TermsHash string `json:"terms_hash"`
		Unsigned  []string
		Changes   []struct{ Path, Before, After string }
	}
	Parties []struct {
		Employer string
		Joined   bool
		ExitsAt  *time.Time `json:"exits_at"`
	}
}

// ifYes reads the answer when it is no refusal.
func (a answer) ifYes(t *testing.T, v any) {
	t.Helper()
	if a.status < 300 {
		a.into(t, v)
	}
}

func (w *world) amend(a agreement, body map[string]any) (out amended) {
	w.t.Helper()
	w.must(200, person("RVV", auth.Approve), "POST", "/agreements/"+a.ID+"/amend", body).into(w.t, &out)
	return out
}

// told waits for an event of an agreement and gives its state.
func (w *world) told(a agreement, name string) (state contracts.AgreementState, env events.Envelope) {
	w.t.Helper()
	env = w.heard.Await(w.t, wait, func(e events.Envelope) bool {
		return e.AggregateID == a.ID && e.Type == "muster.deployments.agreement."+name+".v1"
	})
	var data struct{ Agreement contracts.AgreementState }
	if err := json.Unmarshal(env.Data, &data); err != nil {
		w.t.Fatal(err)
	}
	return data.Agreement, env
}

func TestTheVersionInForceDecidesUntilAllHaveSignedTheNewOne(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.inForce(nil)
	path := "/agreements/" + a.ID
	x := w.amend(a, map[string]any{"scope": map[string]any{"bands": []string{"6"}}})
	if x.Status != "in_force" || x.Version != 1 || x.Amendment.Status != "draft" || x.Amendment.Version != 2 {
		t.Fatalf("%+v", x)
	}
	w.must(409, person("RVV", auth.Approve), "POST", path+"/amend", map[string]any{})
	var other amended
	w.must(200, person("RPA"), "GET", path, nil).into(t, &other)
	if other.Amendment != nil {
		t.Error("another party sees the draft of a new version")
	}
	w.must(403, person("RPA", auth.Approve), "POST", path+"/revise", map[string]any{"was": x.Amendment.TermsHash, "title": "Taken over"})
	w.must(409, person("RVV", auth.Approve), "POST", path+"/revise", map[string]any{"was": a.TermsHash, "title": "From an old page"})
	w.must(200, person("RVV", auth.Approve), "POST", path+"/revise",
		map[string]any{"was": x.Amendment.TermsHash, "limits": map[string]any{"max_days_in_12_months": 30}}).into(t, &x)
	w.must(200, person("RVV", auth.Approve), "POST", path+"/offer", nil)
	hash := x.Amendment.TermsHash
	if state, _ := w.told(a, "offered"); state.Status != "offered" {
		t.Errorf("first offer: %+v", state)
	}
	w.must(409, person("RVV", auth.Approve), "POST", path+"/revise", map[string]any{"was": hash, "title": "After the offer"})

	sign := func(ods, hash string, want int) (x amended) {
		t.Helper()
		w.must(want, person(ods, auth.Executive), "POST", path+"/sign", map[string]any{"capacity": "chief_nurse", "terms_hash": hash}).ifYes(t, &x)
		return x
	}
	sign("RPA", a.TermsHash, 409) // the text in force, not the one on offer
	sign("RPA", hash, 200)
	before := w.booking(nil) // band 5, which the new version leaves out
	w.request(before)
	if d, _ := w.await(before, "authorised"); d.AgreementVersion != 1 {
		t.Errorf("%+v", d)
	}
	if x = sign("RVV", hash, 200); x.Version != 2 || x.Amendment != nil || x.TermsHash != hash {
		t.Fatalf("%+v", x)
	}
	state, env := w.told(a, "amended")
	var e contracts.AgreementAmendedV1
	if err := json.Unmarshal(env.Data, &e); err != nil {
		t.Fatal(err)
	}
	if state.Version != 2 || state.Status != "in_force" || e.FromVersion != 1 || len(e.Changes) != 2 ||
		e.Changes[0] != (contracts.ClauseChange{Path: "limits.max_days_in_12_months", Before: "0", After: "30"}) {
		t.Errorf("%+v", e)
	}
	after := w.booking(nil)
	w.request(after)
	if d, _ := w.await(after, "refused"); d.Reasons[0].Code != "AGREEMENT_SCOPE" {
		t.Errorf("%+v", d)
	}
	six := w.booking(func(b *shifts.BookingState) { b.Band = "6" })
	w.request(six)
	if d, _ := w.await(six, "authorised"); d.AgreementVersion != 2 {
		t.Errorf("%+v", d)
	}
	// A shift that started before the new version is asked about late: the version of that time answers.
	late := w.booking(func(b *shifts.BookingState) {
		b.StartsAt = w.Clock.Now().Add(-time.Hour)
		b.EndsAt = b.StartsAt.Add(8 * time.Hour)
	})
	w.request(late)
	if d, _ := w.await(late, "refused"); len(d.Reasons) == 0 {
		t.Errorf("%+v", d)
	}
	var versions struct {
		Versions []struct {
			Version      int64
			SupersededAt *time.Time `json:"superseded_at"`
			Changes      []struct{ Path string }
		}
	}
	w.must(200, person("RPA"), "GET", path+"/versions", nil).into(t, &versions)
	if len(versions.Versions) != 2 || versions.Versions[1].SupersededAt == nil || len(versions.Versions[0].Changes) != 2 {
		t.Errorf("%+v", versions)
	}
}

func TestANewVersionIsWithdrawnOrDeclined(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.inForce(nil)
	path := "/agreements/" + a.ID
	w.amend(a, map[string]any{"title": "Kent nurses and midwives"})
	w.must(200, person("RVV", auth.Approve), "POST", path+"/drop", nil) // a draft: nobody had been told
	w.amend(a, map[string]any{"title": "Kent nurses and midwives"})
	w.must(200, person("RVV", auth.Approve), "POST", path+"/offer", nil)
	w.must(403, person("RPA", auth.Approve), "POST", path+"/drop", nil)
	var x amended
	w.must(200, person("RPA", auth.Executive), "POST", path+"/drop", nil).into(t, &x)
	if x.Status != "in_force" || x.Version != 1 || x.Amendment != nil {
		t.Errorf("%+v", x)
	}
	w.must(409, person("RPA", auth.Executive), "POST", path+"/drop", nil)
	if x := w.amend(a, map[string]any{}); x.Amendment.Version != 4 {
		t.Errorf("a number is used twice: %+v", x.Amendment)
	}
	if got := w.must(409, person("RVV", auth.Approve), "POST", path+"/offer", nil).code(t); got != "nothing_changed" {
		t.Errorf("code %s", got)
	}
}

func TestAFurtherEmployerJoinsAndAPartyLeaves(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.inForce(func(c map[string]any) { c["notice"] = notice(10, "honour") })
	path := "/agreements/" + a.ID
	w.must(404, person("RWF", auth.Executive), "GET", path, nil)
	w.must(422, person("RVV", auth.Executive), "POST", path+"/invite", map[string]any{"employer": "RN7"})
	w.must(200, person("RVV", auth.Executive), "POST", path+"/invite", map[string]any{"employer": "RWF"})
	w.must(409, person("RPA", auth.Executive), "POST", path+"/invite", map[string]any{"employer": "RWF"})
	foreign := w.booking(func(b *shifts.BookingState) { b.HostEmployer, b.Site = "RWF", "RWF01" })
	w.request(foreign)
	w.await(foreign, "refused")
	w.must(200, person("RWF"), "GET", path+"/text", nil)
	w.sign(a, "RWF")
	joined := w.booking(func(b *shifts.BookingState) { b.HostEmployer, b.Site = "RWF", "RWF01" })
	w.request(joined)
	w.await(joined, "authorised")

	leave := func(days, want int) (x amended) {
		t.Helper()
		y, m, d := w.Clock.Now().In(clock.London).Date()
		at := time.Date(y, m, d+days, 0, 0, 0, 0, clock.London)
		w.must(want, person("RPA", auth.Executive), "POST", path+"/end", map[string]any{"of": "party", "at": at}).ifYes(t, &x)
		return x
	}
	leave(9, 422)
	x := leave(10, 200)
	if x.Status != "in_force" || x.Parties[0].ExitsAt == nil || !x.Parties[2].Joined {
		t.Errorf("%+v", x)
	}
	state, _ := w.told(a, "notice_given")
	if state.Status != "in_force" || state.Parties[0].ExitsAt == nil || len(state.Parties) != 3 {
		t.Errorf("%+v", state)
	}
	got := w.must(409, person("RWF", auth.Executive), "POST", path+"/end", map[string]any{"of": "party", "at": w.Clock.Now().AddDate(0, 1, 0)})
	if got.code(t) != "too_few_parties" {
		t.Errorf("%s", got.raw)
	}
}
