package deployments_test

import (
	"strings"
	"testing"
	"time"

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

// Hours that the host pays flat are split anew by home's card, or as the agreement's table has it: the line, the statement and
// whoever recomputes it come to the same, with the card's event or by the line's own word of it.
func TestNightsAndHolidaysAreRepaidByTheHoursOfTheBasis(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	byCard := w.inForce(nil)
	byTable := w.inForce(func(c map[string]any) {
		c["scope"] = map[string]any{"staff_groups": []string{"nursing_midwifery"}}
		c["money"] = map[string]any{
			"rate_basis": "harmonised", "unsocial_hours": "agenda_for_change", "cancellation_bearer": "host", "invoice": "monthly", "dispute_days": 30,
			"harmonised": []map[string]any{{"staff_group": "nursing_midwifery", "band": "5", "hourly_pence": 2_000, "unsocial_pence": 2_600}},
		}
	})
	weekdays := []string{"mon", "tue", "wed", "thu", "fri"}
	card := shifts.RateCardState{RateCardID: id.New().String(), Employer: "RVV", StaffGroup: "nursing_midwifery", Band: "5", From: "2020-04-01",
		Point: "entry", Scheme: "afc", PointPence: []shifts.DatedPence{{From: "2020-04-01", Pence: 1_700}},
		Enhancements: []shifts.Enhancement{{Kind: "unsocial", UpliftBasisPoints: 3_000}, {Kind: "sunday_or_holiday", UpliftBasisPoints: 6_000}},
		HoursTold:    true, Hours: []shifts.PayWindow{
			{Kind: "sunday_or_holiday", Days: []string{"sun", "holiday"}, ToMinute: 1440, UpliftBasisPoints: 6_000},
			{Kind: "unsocial", Days: []string{"sat"}, ToMinute: 1440, UpliftBasisPoints: 3_000},
			{Kind: "unsocial", Days: weekdays, ToMinute: 360, UpliftBasisPoints: 3_000},
			{Kind: "unsocial", Days: weekdays, FromMinute: 1200, ToMinute: 1440, UpliftBasisPoints: 3_000},
		}}
	testkit.Publish(t, w.Bus, "shifts", shifts.RateCardChangedV1{RateCard: card}, events.Meta{AggregateID: card.RateCardID, ODS: "RVV"})
	w.settledOn("deployments-shifts-recharges")
	spoken := testkit.Collect(t, w.Bus, "shifts")
	for name, tc := range map[string]struct {
		a           agreement
		from, until time.Time
		pay         int64
	}{
		"the clocks go back, by the card":    {byCard, at(t, "2026-10-24T19:30:00+01:00"), at(t, "2026-10-25T07:30:00Z"), 7_735 + 23_120},
		"the clocks go back, by the table":   {byTable, at(t, "2026-10-24T19:30:00+01:00"), at(t, "2026-10-25T07:30:00Z"), 31_200},
		"a weekday night, by the card":       {byCard, at(t, "2026-10-27T19:30:00Z"), at(t, "2026-10-28T07:30:00Z"), 24_310},
		"a weekday night, by the table":      {byTable, at(t, "2026-10-27T19:30:00Z"), at(t, "2026-10-28T07:30:00Z"), 2_000 + 26_000},
		"the clocks go forward, by the card": {byCard, at(t, "2026-03-28T19:30:00Z"), at(t, "2026-03-29T07:30:00+01:00"), 7_735 + 17_680},
		"a bank holiday, by the card":        {byCard, at(t, "2026-05-25T07:30:00+01:00"), at(t, "2026-05-25T20:00:00+01:00"), 31_280},
		"a bank holiday, by the table":       {byTable, at(t, "2026-05-25T07:30:00+01:00"), at(t, "2026-05-25T20:00:00+01:00"), 29_900},
	} {
		b := w.approved(w.booking(func(b *shifts.BookingState) {
			b.StartsAt, b.EndsAt = tc.from, tc.until
			b.WorkedFrom, b.WorkedUntil, b.WorkedBreakMinutes = &tc.from, &tc.until, 60
		}), tc.a, 5, 20_000)
		if got := w.recharged(b, "raised", 1); len(got.Components) == 0 || got.Components[0].Part != "pay" || got.Components[0].Pence != tc.pay {
			t.Errorf("%s: %+v, want %d of pay", name, got.Components, tc.pay)
		}
	}
	testkit.Await(t, wait, "the events of shifts are collected", func() bool { return len(spoken.All()) == 8 })
	all := append(spoken.All(), w.heard.All()...)
	for _, month := range []string{"2026-03", "2026-05", "2026-10"} {
		v, err := deployments.NewVerifier("RVV", "RPA", month)
		if err != nil {
			t.Fatal(err)
		}
		if err := v.Read(t.Context(), w.Bus); err != nil {
			t.Fatal(err)
		}
		fromLines, err := deployments.NewVerifier("RVV", "RPA", month)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all { // Neither the card nor an agreement is in these.
			if events.EntityOf(e.Type) != "shifts.rate_card" && events.EntityOf(e.Type) != "deployments.agreement" {
				if err := fromLines.Add(e); err != nil {
					t.Fatal(err)
				}
			}
		}
		if len(v.Lines()) == 0 || len(v.Lines()) != len(fromLines.Lines()) {
			t.Errorf("%s: %d and %d lines", month, len(v.Lines()), len(fromLines.Lines()))
		}
		for i, l := range v.Lines() {
			if l.Why != "" || l.AsTold || l.Pence != l.ToldPence || fromLines.Lines()[i].Pence != l.Pence || !fromLines.Lines()[i].AsTold {
				t.Errorf("%s: %+v, by the line's word %+v", month, l, fromLines.Lines()[i])
			}
		}
	}
}

func at(t *testing.T, moment string) time.Time {
	t.Helper()
	out, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		t.Fatal(err)
	}
	return out.UTC()
}
