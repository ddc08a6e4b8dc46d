package areaspage

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/risk"
)

// Stories are the page in all states.
func Stories() []web.Story {
	lead := auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}
	employer := auth.Principal{Subject: "story", Name: "Erin Employer", Role: auth.Employer, Employer: "RVV", ICS: "QKS"}
	first := app.AreasVersion{Areas: risk.DefaultAreas()}
	second := app.AreasVersion{By: "lead-1", At: time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC), Areas: risk.Areas{Version: 1, List: []risk.Area{
		{Name: "Emergency department", Weight: 40, Words: []string{"emergency", "ed", "sdec"}}, {Name: "Stroke unit", Weight: 20, Words: []string{"rvv/kings_a"}},
	}}}
	show := func(all []app.AreasVersion, may bool) View {
		v := viewOf(all, nil, nil)
		v.May = may
		return v
	}
	typed := []Entry{{"Emergency department", "40", "emergency, ed"}, {"Stroke unit", "many", "RVV/KINGS A"}}
	_, rows, f := read(typed)
	f = f.WithFields(fault.Field{Location: "body.areas[1].words", Message: `"a" is no part of a ward's code. Give letters and digits, two at least, or a whole ward as RVV/KINGS_A.`})
	wrong := viewOf([]app.AreasVersion{second, first}, typed, placed(f, rows))
	wrong.May = true
	saved := show([]app.AreasVersion{second, first}, true)
	saved.Saved = true
	return []web.Story{
		{Name: "Critical areas: the default", Component: Page(show([]app.AreasVersion{first}, true)), Principal: lead},
		{Name: "Critical areas: changed", Component: Page(saved), Principal: lead},
		{Name: "Critical areas: refused", Component: Page(wrong), Principal: lead},
		{Name: "Critical areas: an employer looks", Component: Page(show([]app.AreasVersion{second, first}, false)), Principal: employer},
	}
}
