package agreementpage

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/agreementdraft"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

const storyHash = "9f86d081884c7d659a2feaa0c55ad015"

// Stories are the pages' states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RPA", Duties: []string{auth.Approve, auth.Executive}}
	story := func(name string, status string, change func(*View)) web.Story {
		v := storyView()
		v.Status = view.AgreementStatus(status)
		change(&v)
		return web.Story{Name: "Agreement: " + name, Component: Page(v), Principal: who}
	}
	version := storyVersion()
	old := version
	old.Sections, old.Text, old.Fate = nil, "Workforce-sharing agreement: Kent nurses\n\n1. Parties\nAs they were worded then.\n", "Decided from Sun 1 Mar 2026 at 12:00 to Wed 1 Apr 2026 at 09:00"
	sign := SignView{VersionView: version, Self: "Medway NHS FT", Capacities: view.Options(app.Capacities, nil)}
	refused := sign
	refused.Fault = fault.New(fault.Invalid, "signature_invalid", "The signature cannot be taken as it stands.").
		WithFields(fault.Field{Location: "body.capacity", Message: "Choose the capacity in which you sign."})
	notice := NoticeView{ID: "1", Title: "Kent nurses", Self: "Medway NHS FT", Rule: "The agreement asks for at least 60 days of notice.", Earliest: "30 May 2026", MayLeave: true, Of: "agreement"}
	foreseen := notice
	foreseen.At, foreseen.Seen = "2026-06-30", &ConsequenceView{Headline: "2 booked shifts reach beyond Wed 1 Jul 2026 at 00:00. They are honoured: they are worked as booked.",
		Rows: []string{"East Kent Hospitals (RVV) working for Medway NHS FT (RPA): 2 shifts of 1 worker"}}
	return []web.Story{
		story("draft", app.Draft, func(v *View) { v.MayOffer, v.MayChange = true, true }),
		story("to sign", app.Offered, func(v *View) {
			v.MaySign, v.MayEnd, v.Notice = true, true, "It is in force when these have signed: Medway NHS FT (RPA)."
		}),
		story("in force", app.InForce, func(v *View) { v.MayEnd, v.MayAmend, v.Done = true, true, "You have signed." }),
		story("new version on its way", app.InForce, func(v *View) {
			v.MayEnd, v.MayDrop, v.MaySign, v.Amendment = true, true, true, &version
			v.Inviting = []layout.Option{{Text: "Choose one"}, {Value: "RWF", Text: "Maidstone and Tunbridge Wells (RWF)"}}
		}),
		story("refused", app.InForce, func(v *View) {
			v.MayAmend, v.Fault = true, fault.New(fault.Conflict, "amendment_under_way", "Version 2 is being drafted or signed.")
		}),
		story("ended", app.Ended, func(*View) {}),
		{Name: "Agreement: text", Component: TextPage(version), Principal: who},
		{Name: "Agreement: text of an earlier wording", Component: TextPage(old), Principal: who},
		{Name: "Agreement: version", Component: VersionPage(version), Principal: who},
		{Name: "Agreement: read and sign", Component: SignPage(sign), Principal: who},
		{Name: "Agreement: signature refused", Component: SignPage(refused), Principal: who},
		{Name: "Agreement: give notice", Component: NoticePage(notice), Principal: who},
		{Name: "Agreement: what notice means", Component: NoticePage(foreseen), Principal: who},
	}
}

func storyView() View {
	return View{
		ID: "1", Title: "Kent nurses", Version: "1", Hash: storyHash, Sections: storySections(),
		Facts: []layout.Row{{Key: "Who employs and pays", Value: "Collaborative bank, home pays"}, {Key: "Period", Value: "From 1 April 2026, with no end date"}},
		Signatures: []Signature{
			{Employer: "Medway NHS FT (RPA)", When: "Not signed yet", Capacity: "–", Person: "–"},
			{Employer: "East Kent Hospitals (RVV)", When: "Sun 1 Mar 2026 at 12:00", Capacity: "Chief nurse", Person: "a1b2c3d4", Part: "leaves on Wed 1 Jul 2026 at 00:00"},
		},
		Versions: []VersionRow{{Href: "/agreements/1/versions/1", Name: "Version 1", Fate: "Signed by all on Sun 1 Mar 2026 at 12:00"}},
	}
}

func storyVersion() VersionView {
	return VersionView{
		ID: "1", Title: "Kent nurses", Version: "2", Hash: storyHash, Fate: "Offered on Sun 1 Mar 2026 at 12:00, to be signed", Sections: storySections(),
		Against: "1", Changes: []agreementdraft.Change{{Heading: "Limits", Before: "No limit", After: "At most 30 days"}},
		Signatures: []Signature{{Employer: "Medway NHS FT (RPA)", When: "Not signed yet", Capacity: "–", Person: "–"}},
	}
}

func storySections() []app.Section {
	return []app.Section{{Number: 1, Heading: "Parties", Sentences: []string{"An employer takes part only by signing."}, Lines: []string{"Medway NHS FT (RPA)", "East Kent Hospitals (RVV)"}}}
}
