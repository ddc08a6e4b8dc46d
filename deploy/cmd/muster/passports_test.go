package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/deploy/internal/apiclient"
	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/deploy/internal/simulator"
	"github.com/muster-ics/muster/deploy/seed"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
)

const records = "/api/passports/v1/"

// reopensWithin is how long a suspension at home may take to open the shift at the host again. It bounds a wait and is no
// measurement.
const reopensWithin = 5 * time.Second

// holder is the worker of this story, whose name and numbers are like no other text.
type holder struct {
	t     *testing.T
	ctx   context.Context
	world seed.World
	as    func(auth.Principal) apiclient.Client
	id    string
	// home and host are people of the two employers, me is the worker.
	home, host, me apiclient.Client
}

// The life of one passport across four services, from outside: taken in by file, shared, booked with, suspended, shown,
// exported, erased. What names the worker is nowhere but sealed, and after the erasure not even that.
func TestThePassportFromOutside(t *testing.T) {
	t.Parallel()
	spans := startCollector(t)
	demo := startDemo(t, dataDir(t), "--fast", "--no-history", "--workers", "60", "--otlp-endpoint", spans.URL)
	sim := simulatorOf(t, demo)
	h := newHolder(t, demo, sim)
	shift := h.books()
	h.looksRound(shift)
	h.suspendedAtHome(demo, shift)
	decided := h.keepsAndShows()
	sealedAlone(t, demo)
	h.erased(decided)
	sealedAlone(t, demo)
	followedAlone(t, demo, spans)
	rebuilt(t, demo)
}

func newHolder(t *testing.T, demo *program, sim *simulator.Simulator) *holder {
	t.Helper()
	h := &holder{t: t, ctx: t.Context(), world: sim.World}
	h.as = func(p auth.Principal) apiclient.Client {
		token, err := sim.Signer.Token(p, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		return apiclient.Client{Base: demo.URL, Token: token}
	}
	h.home, h.host = h.as(history.Staff(sim.World.ICS, "RWF")), h.as(history.Staff(sim.World.ICS, "RVV"))
	h.enrol()
	h.me = h.as(history.Worker{ID: h.id, Name: "Synthetic", Home: "RWF"}.Principal(sim.World.ICS))
	return h
}

func (h *holder) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *holder) post(as apiclient.Client, path string, body, out any) {
	h.t.Helper()
	h.must(as.Post(h.ctx, records+path, body, out))
}

// opens reads a page as a person's browser would.
func (h *holder) opens(as apiclient.Client, path string) {
	h.t.Helper()
	status, body, err := as.Do(h.ctx, http.MethodGet, path, "", nil)
	h.must(err)
	mustStatus(h.t, path, status, body, http.StatusOK)
}

// enrol takes a nurse of RWF in with the whole record.
func (h *holder) enrol() {
	h.t.Helper()
	day := func(t time.Time) string { return t.In(clock.London).Format(time.DateOnly) }
	now := clock.System().Now()
	began, until := day(now.AddDate(-1, 0, 0)), day(now.AddDate(1, 0, 0))
	role := h.world.Roles[0]
	check := func(kind, level, workforce string) map[string]any {
		c := map[string]any{"type": kind, "outcome": "satisfied", "checked_on": began, "evidence": map[string]any{"kind": "document", "reference": canary.reference}}
		if level != "" {
			c["level"], c["workforce"], c["valid_until"] = level, workforce, until
		}
		return c
	}
	competencies := []any{}
	for _, c := range h.world.Competencies(role) {
		competencies = append(competencies, map[string]any{"framework": c.Framework, "code": c.Code, "level": c.Level, "achieved_on": began, "valid_until": until})
	}
	body := map[string]any{"given_name": canary.given, "family_name": canary.family, "email": canary.email, "staff_number": canary.staff, "home_employer": "RWF",
		"engagements": []any{map[string]any{"employer": "RWF", "kind": "bank", "staff_group": role.StaffGroup, "role": role.Code, "band": role.Band, "from": began}},
		"checks": []any{check("identity", "", ""), check("right_to_work", "", ""), check("references", "", ""), check("dbs", "enhanced", "both"),
			check("occupational_health", "", "")},
		"competencies":  competencies,
		"registrations": []any{map[string]any{"body": role.Body, "number": canary.number, "status": "registered", "valid_until": until}},
	}
	var made struct {
		WorkerID string `json:"worker_id"`
	}
	h.post(h.as(history.Founder(h.world.ICS, "RWF")), "workers", body, &made)
	h.id = made.WorkerID
}

// books says yes to the host and takes a shift there.
func (h *holder) books() shifts.ShiftState {
	h.t.Helper()
	h.must(h.me.Call(h.ctx, http.MethodPut, records+"me/disclosures/RVV", id.New().String(), map[string]any{}, nil))
	shift := postNurseShift(h.ctx, h.t, h.host, 30*time.Hour)
	path := "/api/shifts/v1/shifts/" + shift.ShiftID + "/bookings"
	await(h.t, 20*time.Second, "a booking across trusts", func() (bool, string) {
		var b shifts.BookingState
		err := h.me.Post(h.ctx, path, map[string]any{}, &b)
		return err == nil && b.Status == shifts.BookingConfirmed, fmt.Sprint(b.Status, err)
	})
	return shift
}

// looksRound is the host's ward: the card, and a tour of the site.
func (h *holder) looksRound(shift shifts.ShiftState) {
	h.t.Helper()
	// The passport learns a moment after the confirmation that the worker is booked there.
	await(h.t, 20*time.Second, "the card at the host", func() (bool, string) {
		status, body, err := h.host.Do(h.ctx, http.MethodGet, "/passports/workers/"+h.id+"/card", "", nil)
		return err == nil && status == http.StatusOK, fmt.Sprint(status, err, string(body))
	})
	h.post(h.host, "workers/"+h.id+"/inductions", map[string]any{"employer": "RVV", "site": shift.Site, "done_on": clock.System().Now()}, nil)
}

// suspendedAtHome has the home employer take the passport out of use: the booking at the host ends, and another worker is
// offered the shift.
func (h *holder) suspendedAtHome(demo *program, shift shifts.ShiftState) {
	h.t.Helper()
	people, _, err := history.LoadPopulation(demo.data)
	h.must(err)
	other := h.as(workerOf(h.t, people.Workers, "RWF", shift.Role).Principal(h.world.ICS))
	h.post(h.home, "workers/"+h.id+"/suspend", map[string]any{"why": "checks_in_doubt"}, nil)
	await(h.t, reopensWithin, "the shift open again at the host, and offered to another", func() (bool, string) {
		var now shifts.ShiftState
		var open apiclient.OpenShifts
		if err := h.host.Get(h.ctx, "/api/shifts/v1/shifts/"+shift.ShiftID, &now); err != nil || now.Status != "open" {
			return false, fmt.Sprint(now.Status, err)
		}
		err := other.Get(h.ctx, "/api/shifts/v1/open-shifts", &open)
		for _, o := range open.Shifts {
			if o.Shift.ShiftID == shift.ShiftID {
				return true, ""
			}
		}
		return false, fmt.Sprint("not offered: ", err)
	})
	h.post(h.home, "workers/"+h.id+"/reinstate", map[string]any{}, nil)
}

// keepsAndShows does with the passport what can be done with it, and gives a decision about the worker.
func (h *holder) keepsAndShows() string {
	h.t.Helper()
	var file struct {
		ImportID string `json:"import_id"`
	}
	export := "Assignment Number,Competency Name,Expiry Date,Date Start,Last Updated By,Title,VPD\r\n" +
		canary.staff + ",NHS|CSTF|Fire Safety - 2 Years|,30-Nov-2028,01-Nov-2026," + canary.family + "," + canary.given + ",457\r\n" +
		canary.staff + ",457|LOCAL|Synthetic tour|,,01-Nov-2026," + canary.family + "," + canary.given + ",457\r\n"
	h.must(h.home.Upload(h.ctx, records+"imports/esr", "file", canary.family+".csv", []byte(export), &file))
	h.post(h.home, "imports/"+file.ImportID+"/apply", map[string]any{"rows": "only_good"}, nil)

	h.post(h.me, "me/credentials", map[string]any{}, nil)
	var asked, seen struct {
		RequestID string `json:"request_id"`
		Status    string
		Shown     []struct{ Claims map[string]any }
	}
	h.post(h.host, "vp/requests", map[string]any{"purpose": "deployment", "asks": []any{
		map[string]any{"type": "identity/1", "claims": []string{"given_name", "family_name", "outcome"}},
		map[string]any{"type": "professional-registration/1", "claims": []string{"number", "registration_status"}}}}, &asked)
	h.post(h.me, "me/requests/"+asked.RequestID+"/answer", map[string]any{}, nil)
	h.must(h.host.Get(h.ctx, records+"vp/requests/"+asked.RequestID, &seen))
	if seen.Status != "verified" || len(seen.Shown) != 2 || !strings.Contains(fmt.Sprint(seen.Shown), canary.family) {
		h.t.Errorf("what the worker showed: %+v", seen)
	}

	h.post(h.me, "me/adjustments", map[string]any{"text": canary.words, "shared_with": []string{"RWF", "RVV"}}, nil)
	var mine struct {
		Decisions []struct {
			DecisionID string `json:"decision_id"`
		}
	}
	h.must(h.me.Get(h.ctx, records+"me/decisions", &mine))
	if len(mine.Decisions) == 0 {
		h.t.Fatal("no decision was kept")
	}
	decided := mine.Decisions[0].DecisionID
	h.post(h.me, "me/decisions/"+decided+"/review", map[string]any{"words": canary.words}, nil)
	h.post(h.home, "decisions/"+decided+"/review/answer", map[string]any{"outcome": "upheld", "words": canary.words}, nil)
	for _, page := range []string{"/passport", "/passport/share", "/passport/seen", "/passport/decisions", "/passport/adjustments", "/passport/door",
		"/passport/offers", "/passport/export/print"} {
		h.opens(h.me, page)
	}
	for _, page := range []string{"/passports", "/passports/workers/" + h.id, "/passports/queue", "/passports/imports/" + file.ImportID} {
		h.opens(h.home, page)
	}
	var export2 map[string]any
	h.must(h.me.Get(h.ctx, records+"me/export", &export2))
	if !strings.Contains(fmt.Sprint(export2), canary.family) {
		h.t.Error("the export does not name the worker")
	}
	// A mistake in every field is answered without repeating it.
	for _, path := range []string{"workers", "workers/" + h.id + "/checks", "workers/" + h.id + "/holds"} {
		status, _, err := h.home.Do(h.ctx, http.MethodPost, records+path, id.New().String(), map[string]any{"why": canary.family, canary.given: canary.words})
		if err != nil || status != http.StatusUnprocessableEntity {
			h.t.Errorf("%s: %d %v", path, status, err)
		}
	}
	return decided
}

// erased destroys what names the worker; the decision stays readable.
func (h *holder) erased(decided string) {
	h.t.Helper()
	h.post(h.home, "workers/"+h.id+"/leave", map[string]any{"why": "resigned"}, nil)
	h.post(h.home, "workers/"+h.id+"/erase", map[string]any{"why": "request"}, nil)
	for _, path := range []string{"workers/" + h.id, "decisions/" + decided} {
		status, body, err := h.home.Do(h.ctx, http.MethodGet, records+path, "", nil)
		h.must(err)
		mustStatus(h.t, path, status, body, http.StatusOK)
		if word, found := canary.in(body); found {
			h.t.Errorf("%s still tells %q", path, word)
		}
	}
}
