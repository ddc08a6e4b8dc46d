package deployments_test

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
)

type dryRunAnswer struct {
	Status  string
	Version int64
	Result  struct {
		Unfilled, Agency, Open struct {
			Asked, Already int
			Total          dryRunFigures
			Cells          []struct {
				Home, Host string
				dryRunFigures
			}
		}
		Workers int
	}
	Limits []string
}

type dryRunFigures struct {
	Shifts, Minutes, Workers int
	CostPence                int64 `json:"cost_pence"`
	FewShifts                bool  `json:"few_shifts"`
	FewWorkers               bool  `json:"few_workers"`
}

// nurses tells of fit band 5 nurses of an employer.
func (w *world) nurses(n int, home string) (out []passports.PassportState) {
	w.t.Helper()
	from := w.Clock.Now().AddDate(-1, 0, 0)
	for range n {
		s := passports.PassportState{
			WorkerID: id.New().String(), HomeEmployer: home, Status: "active", Competencies: []passports.Competency{}, Holds: []passports.Hold{},
			Engagements: []passports.Engagement{{EngagementID: id.New().String(), Employer: home, Kind: "bank", StaffGroup: "nursing_midwifery",
				Role: "registered_nurse", Band: "5", From: from}},
			Registrations: []passports.Registration{{Body: "NMC", Effect: passports.Allow}},
		}
		for _, kind := range []string{"identity", "right_to_work", "references", "occupational_health"} {
			s.Checks = append(s.Checks, passports.Check{Type: kind, Outcome: "satisfied"})
		}
		testkit.Publish(w.t, w.Bus, "passports", passports.PassportChangedV1{Passport: s}, events.Meta{AggregateID: s.WorkerID, ODS: home})
		out = append(out, s)
	}
	return out
}

func (w *world) knowsWorkers(n int) {
	w.t.Helper()
	testkit.Await(w.t, wait, fmt.Sprintf("%d passports are kept", n), func() bool {
		c, err := w.Bus.JS.Consumer(w.t.Context(), "MUSTER_PASSPORTS", "deployments-passports-models")
		if err != nil {
			return false
		}
		info, err := c.Info(w.t.Context())
		return err == nil && info.NumPending == 0 && info.NumAckPending == 0
	})
}

// lapsed tells of a shift three days ago that nobody took, or that an agency took.
func (w *world) lapsed(host string, by shifts.Channel) shifts.ShiftState {
	w.t.Helper()
	return w.posted(host, func(s *shifts.ShiftState) {
		s.StartsAt, s.EndsAt = s.StartsAt.AddDate(0, 0, -4), s.EndsAt.AddDate(0, 0, -4)
		s.Requirements.RegistrationBody = "NMC"
		s.Status = shifts.ShiftLapsed
		if by != "" {
			s.Status, s.FilledBy = shifts.ShiftWorked, by
		}
	})
}

func TestADryRunSaysWhatADraftWouldHaveOpenedAndOpens(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.draft(nil) // Nobody has been told of it, let alone signed.
	path := "/agreements/" + a.ID + "/dry-run"
	exec := person("RVV", auth.Approve)
	if got := w.must(404, exec, "GET", path, nil).code(t); got != "dry_run_not_found" {
		t.Errorf("code %s", got)
	}
	nurses := w.nurses(7, "RVV")
	w.nurses(6, "RWF") // No party.
	for range 6 {
		w.lapsed("RPA", "")
		w.posted("RPA", nil)
	}
	for range 5 {
		w.lapsed("RPA", shifts.FrameworkAgency)
	}
	w.lapsed("RPA", shifts.OwnBank)
	w.lapsed("RWF", "")
	// One of the seven is at work three days ago.
	busy := w.booking(func(b *shifts.BookingState) {
		b.WorkerID, b.StartsAt, b.EndsAt, b.Status = nurses[0].WorkerID, b.StartsAt.AddDate(0, 0, -4), b.EndsAt.AddDate(0, 0, -4), shifts.BookingWorked
	})
	testkit.Publish(t, w.Bus, "shifts", shifts.BookingWorkedV1{Booking: busy}, events.Meta{AggregateID: busy.BookingID, AggregateVersion: 4, ODS: "RPA"})
	w.factsSettled()
	w.knowsWorkers(13)

	var got dryRunAnswer
	ask := func() {
		t.Helper()
		if r := w.call(exec, "POST", base+path, ""); r.status != 200 && r.status != 202 {
			t.Fatalf("%d %s", r.status, r.raw)
		}
		testkit.Await(t, wait, "the dry run is done", func() bool {
			got = dryRunAnswer{}
			w.must(200, exec, "GET", path, nil).into(t, &got)
			return got.Status == "done"
		})
	}
	ask()
	u, ag, op := got.Result.Unfilled, got.Result.Agency, got.Result.Open
	pay := int64(1845*690*2+60) / 120
	each := pay + pay*2300/10000 + 500 // the template's on-costs and fee; half a penny apart at most
	if u.Asked != 6 || u.Total.Shifts != 6 || u.Total.Workers != 6 || u.Total.Minutes != 6*690 || u.Total.CostPence < 6*each || u.Total.CostPence > 6*(each+1) {
		t.Errorf("unfilled: %+v, each about %d", u, each)
	}
	if ag.Asked != 5 || ag.Total.Shifts != 5 || ag.Total.Workers != 6 || op.Asked != 6 || op.Total.Shifts != 6 || op.Total.Workers != 7 {
		t.Errorf("agency %+v, open %+v", ag, op)
	}
	if len(u.Cells) != 1 || u.Cells[0].Home != "RVV" || u.Cells[0].Host != "RPA" || got.Result.Workers != 7 || len(got.Limits) < 5 {
		t.Errorf("%+v", got)
	}
	// What an agreement in force opens the draft does not open.
	w.inForce(func(c map[string]any) { c["title"] = "In force already" })
	ask()
	if op := got.Result.Open; op.Already != 6 || op.Total.Shifts != 0 {
		t.Errorf("open already: %+v", op)
	}
	if u := got.Result.Unfilled; u.Already != 0 || u.Total.Shifts != 6 {
		t.Errorf("it was not in force three days ago: %+v", u)
	}
	for _, stranger := range []auth.Principal{person("RWF", auth.Approve), worker("RVV")} {
		w.must(404, stranger, "POST", path, nil)
		w.must(404, stranger, "GET", path, nil)
	}
	status, p := w.page(exec, path, nil)
	if status != 200 {
		t.Fatal(status)
	}
	p.Has("unfilled", "The parties had 6 in the last 28 days.", "6 of them: 6 workers, 69 hours")
	p.Has("limits", "Nobody has been asked.")
	if status, p = w.page(exec, path, url.Values{}); status != 200 {
		t.Fatal(status)
	}
	p.One("run")
}

func TestADryRunLooksAtTheVersionOnItsWay(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.inForce(func(c map[string]any) { c["scope"] = map[string]any{"staff_groups": []string{"allied_health"}} })
	path, exec := "/agreements/"+a.ID+"/dry-run", person("RVV", auth.Approve, auth.Executive)
	w.nurses(6, "RVV")
	for range 5 {
		w.posted("RPA", nil)
	}
	w.factsSettled()
	w.knowsWorkers(6)
	done := func(who auth.Principal, address string) (got dryRunAnswer) {
		t.Helper()
		if r := w.call(who, "POST", base+address, ""); r.status != 200 && r.status != 202 {
			t.Fatalf("%d %s", r.status, r.raw)
		}
		testkit.Await(t, wait, "the dry run is done", func() bool {
			got = dryRunAnswer{}
			w.must(200, who, "GET", address, nil).into(t, &got)
			return got.Status == "done"
		})
		return got
	}
	if got := done(exec, path); got.Result.Open.Total.Shifts != 0 {
		t.Errorf("version 1: %+v", got.Result.Open)
	}
	draft := w.amend(a, map[string]any{"scope": map[string]any{"staff_groups": []string{"allied_health", "nursing_midwifery"}}})
	// The version that RVV drafts is nobody else's business yet.
	w.must(404, person("RPA", auth.Approve), "POST", path+"?version=2", nil)
	if got := done(exec, path); got.Version != 2 || got.Result.Open.Total.Shifts != 5 || got.Result.Open.Total.Workers != 6 {
		t.Errorf("version 2: %d %+v", got.Version, got.Result.Open)
	}
	if got := done(exec, path+"?version=1"); got.Version != 1 || got.Result.Open.Total.Shifts != 0 {
		t.Errorf("version 1 again: %d %+v", got.Version, got.Result.Open)
	}
	for _, none := range []string{"?version=3", "?version=0", "?version=-1", "?version=x"} {
		if got := w.call(exec, "GET", base+path+none, ""); got.status != 404 && got.status != 422 {
			t.Errorf("%s: %d", none, got.status)
		}
	}
	_, p := w.page(exec, path, nil)
	p.Has("chosen", "Version 2, on its way")
	p.Has("open", "could take 5 of them: 6 workers")
	_, p = w.page(exec, path+"?version=1", nil)
	p.Has("chosen", "Version 1, in force")
	p.Has("open", "would open none of them")
	if status, _ := w.page(exec, path+"?version=zwei", nil); status != 404 {
		t.Errorf("a version that is no number: %d", status)
	}
	// The draft is changed: the figures are of an earlier state of it.
	w.must(200, exec, "POST", "/agreements/"+a.ID+"/revise", map[string]any{"was": draft.Amendment.TermsHash, "title": "Nurses as well"})
	_, p = w.page(exec, path, nil)
	p.Has("older", "was changed after")
}

func TestALeadOpensShiftsOnPagesAlone(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	if _, p := w.page(lead(), "/mutual-aid/new", nil); len(p.All("none")) != 1 {
		t.Error("a form without an agreement")
	}
	w.inForce(func(c map[string]any) { c["scope"] = map[string]any{"staff_groups": []string{"allied_health"}} })
	shift := w.posted("RPA", nil)
	w.posted("RWF", nil) // No party.
	w.factsSettled()
	if status, _ := w.page(person("RPA", auth.Executive), "/mutual-aid/new", nil); status != 403 {
		t.Errorf("an employer: %d", status)
	}
	_, p := w.page(lead(), "/mutual-aid/new", nil)
	p.Has("agreement", "Kent nurses")
	form := url.Values{"agreement_id": {p.Value("agreement_id")}, "why": {"surge"}, "until": {"soon"}, "shifts": {shift.ShiftID}}
	status, p := w.page(lead(), "/mutual-aid/new", form)
	if status != 422 {
		t.Fatalf("%d", status)
	}
	p.Has("error-summary", "whole number of hours")
	form.Set("until", "100")
	if status, p = w.page(lead(), "/mutual-aid/new", form); status != 422 {
		t.Fatalf("%d", status)
	}
	p.Has("error-summary", "at most 72 hours", "Enter some text")
	form.Set("until", "12")
	form.Set("note", "Forty people wait.")
	status, p = w.page(lead(), "/mutual-aid/new", form)
	if status != 200 {
		t.Fatalf("%d %v", status, p.All("error-summary"))
	}
	p.Has("success", "The shifts are open")
	p.Has("shift", "Site RPA01")
	_, p = w.page(person("RVV"), "/mutual-aid", nil)
	p.Has("aid", "1 at Employer RPA (RPA)")
	var list struct {
		MutualAid []mutualAid `json:"mutual_aid"`
	}
	w.must(200, lead(), "GET", "/mutual-aid", nil).into(t, &list)
	w.Clock.Advance(time.Minute)
	_, p = w.page(lead(), "/mutual-aid/"+list.MutualAid[0].ID+"/end", url.Values{})
	p.Has("status", "Closed")
	if status, p = w.page(lead(), "/mutual-aid/"+list.MutualAid[0].ID+"/end", url.Values{}); status != 409 {
		t.Errorf("twice: %d", status)
	}
	p.Has("error-summary", "It has ended already.")
}
