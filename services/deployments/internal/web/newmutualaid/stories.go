package newmutualaid

import (
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	lead := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	at := time.Date(2026, 11, 2, 19, 30, 0, 0, time.UTC)
	one, two := standing(1, "Kent and Medway bank"), standing(2, "Medway and Maidstone")
	shift := app.ShiftFact{Shift: id.ID{15: 3}, Host: "RVV", Site: "RVV01", StaffGroup: "nursing_midwifery", Band: "5", StartsAt: at, EndsAt: at.Add(12 * time.Hour)}
	q := app.OpeningQuery{Agreement: one.ID()}
	found := app.ToOpen{Agreements: []app.Agreement{one}, Shifts: []app.ShiftFact{shift}, More: true}
	wrong := fault.New(fault.Invalid, "mutual_aid_invalid", "The shifts cannot be opened as it stands.").
		WithFields(fault.Field{Location: "form.until", Message: "The agreement allows mutual aid for at most 72 hours at a time. Choose an earlier end."})
	typed := url.Values{"until": {"90"}, "note": {"Forty people wait."}, "why": {"surge"}, "shifts": {shift.Shift.String()}}
	page := func(f app.ToOpen, q app.OpeningQuery, form url.Values, bad *fault.Error) web.Story {
		return web.Story{Component: Page(viewOf(f, q, view.StoryNames, view.StoryNames, form, bad)), Principal: lead}
	}
	stories := []web.Story{
		page(found, q, url.Values{}, nil), page(found, q, typed, wrong), page(app.ToOpen{Agreements: []app.Agreement{one, two}}, app.OpeningQuery{}, url.Values{}, nil),
		page(app.ToOpen{Agreements: []app.Agreement{one}}, q, url.Values{}, nil), page(app.ToOpen{}, app.OpeningQuery{}, url.Values{}, nil),
	}
	for i, name := range []string{"the form", "too long", "which agreement", "no shift", "no agreement"} {
		stories[i].Name = "Open shifts: " + name
	}
	return stories
}

func standing(n byte, title string) app.Agreement {
	t, _ := agreement.TemplateFor("home_pays")
	c := t.Clauses
	c.Title, c.Parties, c.From = title, agreement.PartiesOf("RVV", "RPA", "RWF"), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	return agreement.Rehydrate(app.AgreementRecord{ID: id.ID{15: n}, Terms: 1, Status: agreement.InForce, Clauses: c})
}
