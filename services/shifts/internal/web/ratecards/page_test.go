package ratecards

import (
	"net/url"
	"reflect"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/pagetest"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
)

func render(t *testing.T, i int) pagetest.Page {
	t.Helper()
	s := Stories()[i]
	return pagetest.Render(t, s.Component, s.Principal)
}

func TestTheListSaysWhatIsPaidForWhatAndWhen(t *testing.T) {
	t.Parallel()
	p := render(t, 0)
	rows := p.All("rate-card")
	if len(rows) != 4 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, want := range []string{
		"For Band 5 Basic £18.45 an hour Other hours Agenda for Change percentages, high cost area 5 % Days From 1 April 2025 to 31 March 2026 Status Over",
		"For Band 5 Basic £18.45 an hour Other hours Agenda for Change percentages, high cost area 5 % Days From 1 April 2026 Status In force",
		"For Band 5, Icu Basic National top point Other hours Agenda for Change percentages, high cost area 5 % Days From 1 April 2027 Status To come",
		"For Medical grade Basic £45.00 an hour Other hours Hours of its own Days From 1 April 2026 Status In force",
	} {
		if rows[i] != want {
			t.Errorf("%q, want %q", rows[i], want)
		}
	}
	p.One("add")
	render(t, 1).One("none")
	render(t, 2).One("show")
}

func TestTheFormShowsItsErrorsAndKeepsTheVersion(t *testing.T) {
	t.Parallel()
	render(t, 3).One("save")
	render(t, 4).Has("error-summary", "either the hourly rate")
	render(t, 5).Has("error-summary", "Another rate card")
	p := render(t, 6)
	if p.Value("version") != "3" || p.Value("basic_pence") != "45.00" || p.Value("unsocial_pence") != "55.00" {
		t.Errorf("%s, %s, %s", p.Value("version"), p.Value("basic_pence"), p.Value("unsocial_pence"))
	}
	p.Has("notice", "hours and percentages of its own")
	if seen := render(t, 7); len(seen.All("save")) != 0 {
		t.Error("who may not change it has a button")
	}
}

func TestWhatIsShownIsWhatIsRead(t *testing.T) {
	t.Parallel()
	c := pay.Card{From: pay.NewDay(2026, time.April, 1), Until: pay.NewDay(2027, time.April, 1), BasicPence: 4505, Scheme: pay.CoreUnsocial, UnsocialPence: 5500, HighCost: 1250}
	if got, err := read(formOf(c)); err != nil || !reflect.DeepEqual(got, c) {
		t.Errorf("%+v, %v", got, err)
	}
	for field, typed := range map[string]string{"from": "1 April", "until": "soon", "basic_pence": "lots", "unsocial_pence": "1,5", "high_cost_basis_points": "a fifth"} {
		form := formOf(c)
		form.Set(field, typed)
		_, err := read(form)
		if f := fault.Of(err); err == nil || len(f.Fields) != 1 || f.Fields[0].Location != "form."+field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if got, err := read(url.Values{"high_cost_basis_points": {"5 %"}, "basic_pence": {"£18.45"}}); err != nil || got.HighCost != 500 || got.BasicPence != 1845 {
		t.Errorf("%+v, %v", got, err)
	}
}
