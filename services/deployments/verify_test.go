package deployments_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/services/deployments"
)

// Both employers come to the statement from the events alone, whatever came twice, late or again, and whatever people did
// to the lines meanwhile.
func TestAStatementFollowsFromTheEventsAlone(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	a := w.inForce(nil)
	month := w.Clock.Now().Format("2006-01")
	spoken := testkit.Collect(t, w.Bus, "shifts")
	card := shifts.RateCardState{RateCardID: id.New().String(), Employer: "RVV", StaffGroup: "nursing_midwifery", Band: "5", From: "2020-04-01",
		Point: "entry", Scheme: "afc", Enhancements: []shifts.Enhancement{{Kind: "unsocial", UpliftBasisPoints: 3_000}}, PointPence: []shifts.DatedPence{{From: "2020-04-01", Pence: 1_700}}}
	testkit.Publish(t, w.Bus, "shifts", shifts.RateCardChangedV1{RateCard: card}, events.Meta{AggregateID: card.RateCardID, ODS: "RVV"})
	w.settledOn("deployments-shifts-recharges")
	var lines []shifts.BookingState
	for i := range 4 {
		b := w.approved(w.booking(func(b *shifts.BookingState) { b.StartsAt, b.EndsAt = w.Clock.Now(), w.Clock.Now().Add(8*3600e9) }), a, 5, 20_000+int64(i))
		w.approved(b, a, 4, 1)
		w.approved(b, a, 5, 20_000+int64(i))
		lines = append(lines, b)
	}
	w.settledOn("deployments-shifts-recharges") // An earlier word may be handled first, and the later one then ends a dispute.
	first := w.recharged(lines[0], "raised", 1)
	payer, owed := person("RPA", auth.Finance), person("RVV", auth.Finance)
	path := "/recharges/" + first.RechargeID
	w.must(200, payer, "POST", path+"/dispute", map[string]any{"reason": "rate", "note": "By whose card?"})
	w.must(200, owed, "POST", path+"/answer", map[string]any{"outcome": "credited", "credit_pence": 777, "note": "Rounded in kindness."})
	w.approved(lines[1], a, 9, 15_000)
	for _, b := range lines {
		w.recharged(b, "raised", 1)
	}
	w.recharged(lines[0], "raised", 3)
	w.heard.Await(t, wait, func(e events.Envelope) bool {
		return events.EntityOf(e.Type) == "deployments.recharge" && strings.Contains(string(e.Data), `"timesheet_version":9`)
	})

	var told struct {
		Statement struct {
			TotalPence int64 `json:"total_pence"`
			Lines      int
		}
	}
	w.must(200, payer, "GET", "/statements/RVV/RPA/"+month, nil).into(t, &told)
	v, err := deployments.NewVerifier("RVV", "RPA", month)
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Read(t.Context(), w.Bus); err != nil {
		t.Fatal(err)
	}
	var total int64
	for _, l := range v.Lines() {
		total += l.Pence
		if l.Why != "" || l.AsTold || l.Pence != l.ToldPence {
			t.Errorf("%+v", l)
		}
	}
	if len(v.Lines()) != 4 || told.Statement.Lines != 4 || total != told.Statement.TotalPence {
		t.Errorf("%d lines come to %d, the statement has %d and %d", len(v.Lines()), total, told.Statement.Lines, told.Statement.TotalPence)
	}
	if first.Basis != "home" || first.HomeRate == nil || first.HomeRate.BasicPence != 1_700 {
		t.Errorf("the home employer's card did not count: %+v", first)
	}
	testkit.Await(t, wait, "the events of shifts are collected", func() bool { return len(spoken.All()) == 14 })
	w.deviate(month, lines[2], append(spoken.All(), w.heard.All()...))
}

// deviate reads the same events with parts of them missing or false.
func (w *world) deviate(month string, b shifts.BookingState, all []events.Envelope) {
	w.t.Helper()
	for name, tc := range map[string]struct {
		keep   func(events.Envelope) bool
		forge  func(string) string
		asTold bool
		why    string
	}{
		"the agreement is older than the events": {keep: func(e events.Envelope) bool { return events.EntityOf(e.Type) != "deployments.agreement" }, asTold: true},
		"the rate card is older than the events": {keep: func(e events.Envelope) bool { return events.EntityOf(e.Type) != "shifts.rate_card" }, asTold: true},
		"a booking was never told":               {keep: func(e events.Envelope) bool { return e.AggregateID != b.BookingID }, why: "not in the events"},
		"the line was told at another amount": {forge: func(s string) string {
			return strings.NewReplacer(`"pence":19550`, `"pence":19551`, `"total_pence":24547`, `"total_pence":24548`).Replace(s)
		}, why: "another amount"},
	} {
		v, err := deployments.NewVerifier("RVV", "RPA", month)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, e := range all {
			if tc.keep != nil && !tc.keep(e) {
				continue
			}
			if tc.forge != nil && strings.Contains(string(e.Data), b.BookingID) {
				e.Data = []byte(tc.forge(string(e.Data)))
			}
			if err := v.Add(e); err != nil {
				w.t.Fatal(err)
			}
		}
		for _, l := range v.Lines() {
			if l.Booking == b.BookingID && (l.AsTold != tc.asTold || !strings.Contains(l.Why, tc.why) || tc.why == "" && l.Why != "") {
				w.t.Errorf("%s: %+v", name, l)
			}
		}
	}
}
