package view

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
)

func TestASplitReadsLikeAPayslip(t *testing.T) {
	t.Parallel()
	q := SampleQuote()
	q.Basis.Rate, q.Basis.Band, q.Basis.Escalated = pay.FromWorker, "6", true
	p := pagetest.Render(t, PaySplit(LockedPay(q)), SampleWorker)
	lines := p.All("pay-line")
	if len(lines) != 3 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, want := range []string{
		"Unsocial hours 3 h 30 min £18.45 + 30 % £83.95", "Sunday or public holiday 7 h 30 min £18.45 + 60 % £221.40", "High cost area supplement £0.92 £10.12",
	} {
		if got := strings.Join(strings.Fields(lines[i]), " "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	p.Has("pay-total", "£315.47")
	if len(p.All("pay-note")) != 3 {
		t.Errorf("%d notes", len(p.All("pay-note")))
	}
	if empty := pagetest.Render(t, PaySplit(Pay{}), SampleWorker); len(empty.All("pay-split")) != 0 {
		t.Error("nothing is shown as a table")
	}
}

func TestPercentagesAndWhatWasShown(t *testing.T) {
	t.Parallel()
	for points, want := range map[int64]string{3000: "30 %", 1207: "12.07 %", 1250: "12.5 %", 4105: "41.05 %"} {
		if got := Percent(points); got != want {
			t.Errorf("%d is %q", points, got)
		}
	}
	for body, want := range map[string]int64{"shown_pence=31547": 31547, "": 0, "shown_pence=%C2%A33": 0} {
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if got := ShownPence(r); got != want {
			t.Errorf("%q is %d", body, got)
		}
	}
}
