package openshifts

import (
	"net/url"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/pagetest"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

func TestWhatIsNotOpenSaysWhyAndLeadsNowhere(t *testing.T) {
	t.Parallel()
	s := Stories()[0]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("count", "1 shift is open to you")
	if links := p.All("shift-link"); len(links) != 1 {
		t.Errorf("%d shifts can be tapped, want the open one", len(links))
	}
	p.Has("closed", "11 h of rest are needed", "Choose a shift that starts at", "Possible from")
	p.Has("shift-place", "William Harvey Hospital", "East Kent Hospitals", "about 18 km from CT1")
	p.Has("shift-pay", "£264.21 in all", "£18.45 an hour")
	p.Has("tags", "Urgent", "Night", "Another employer")
	p.Has("distance-note", "straight line", "GeoNames")
}

func TestAnEmptyListSaysWhatToDo(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: "choose which ones to be told of", 2: "Take a limit out"} {
		s := Stories()[n]
		p := pagetest.Render(t, s.Component, s.Principal)
		p.Has("count", "0 shifts are open to you")
		p.Has("nothing", want)
	}
}

func TestAQueryThatCannotBeReadSaysWhatToChange(t *testing.T) {
	t.Parallel()
	s := Stories()[3]
	p := pagetest.Render(t, s.Component, s.Principal)
	p.Has("error-summary", "No postcode area ZZ9 is known")
	if len(p.All("count")) != 0 {
		t.Error("a count of nothing is told")
	}
	for input, typed := range map[string]string{"from": "tomorrow", "to": "2026-02-30", "within_km": "far", "min_rate": "lots", "min_total": "-5"} {
		_, err := read(url.Values{input: {typed}})
		f := fault.Of(err)
		if err == nil || f.Kind != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Location != "form."+input {
			t.Errorf("%s=%s: %v", input, typed, err)
		}
	}
}

func TestTheFormIsReadAsItIsMeant(t *testing.T) {
	t.Parallel()
	q, err := read(url.Values{"from": {"2026-03-29"}, "to": {"2026-03-29"}, "ward": {"Ward 7"}, "min_rate": {"£18.5"}, "within_km": {"0"}, "sort": {"nearest"}})
	if err != nil {
		t.Fatal(err)
	}
	// The day on which the clocks go forward has 23 hours.
	if !q.From.Equal(time.Date(2026, 3, 29, 0, 0, 0, 0, clock.London)) || q.To.Sub(q.From) != 23*time.Hour {
		t.Errorf("from %s to %s", q.From, q.To)
	}
	if q.Ward != "ward_7" || q.MinRatePence != 1850 || q.WithinKM != 0 || q.Sort != app.Nearest {
		t.Errorf("%+v", q)
	}
	if q, err = read(url.Values{}); err != nil || q.WithinKM != app.AsPreferred || !q.From.IsZero() {
		t.Errorf("nothing chosen: %+v, %v", q, err)
	}
}
