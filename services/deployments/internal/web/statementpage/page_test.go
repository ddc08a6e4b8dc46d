package statementpage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/web/statementpage"
)

func TestTheStatementIsTheSumOfItsLinesAndOnlyWhoPaysMaySettle(t *testing.T) {
	t.Parallel()
	buttons := map[string]int{"Statement: to pay": 1, "Statement: owed to us": 0, "Statement: seen by the lead": 0, "Statement: payment refused": 1, "Statement: empty": 0}
	for _, s := range statementpage.Stories() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			p := pagetest.Render(t, s.Component, s.Principal)
			want, known := buttons[s.Name]
			if !known || len(p.All("settle")) != want {
				t.Errorf("%d buttons, want %d", len(p.All("settle")), want)
			}
			p.Has("verify", "muster recharge verify --pair RVV,RPA --month 2026-")
			if s.Name == "Statement: empty" {
				p.One("none")
				return
			}
			if got := p.All("line"); len(got) != 5 {
				t.Fatalf("%d lines", len(got))
			}
			// £330.65 four times less £20.00, and £73.80 for the cancelled shift.
			p.Has("total", "£1,376.40")
			p.Has("settled", "£330.65")
			p.Has("disputed", "£330.65")
			p.Has("line", "Disputed", "Settled", "Cancelled", "11 h 30 min", "£264.76", "£60.89")
		})
	}
}
