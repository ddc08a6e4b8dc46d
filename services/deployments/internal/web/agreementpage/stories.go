package agreementpage

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RPA", Duties: []string{auth.Approve, auth.Executive}}
	base := View{
		ID: "1", Title: "Kent nurses", Version: "1", Hash: "9f86d081884c7d659a2feaa0c55ad015", Self: "Medway NHS FT (RPA)",
		Text:  []string{"Workforce-sharing agreement: Kent nurses", "1. Parties. The employers with the ODS codes RPA and RVV."},
		AtEnd: app.Label(app.AtEnds, "honour") + ".",
		Clauses: []layout.Row{
			{Key: "Employers", Value: "Medway NHS FT (RPA), East Kent Hospitals (RVV)"}, {Key: "Staff groups", Value: "All staff groups"},
		},
		Signatures: []Signature{
			{"Medway NHS FT (RPA)", "Not signed yet", "–", "–"},
			{"East Kent Hospitals (RVV)", "Sun 1 Mar 2026 at 12:00", "Chief nurse", "a1b2c3d4"},
		},
		Capacities: view.Options(app.Capacities, nil),
	}
	with := func(change func(*View)) View {
		v := base
		change(&v)
		return v
	}
	draft := with(func(v *View) { v.Status, v.MayOffer = view.AgreementStatus("draft"), true })
	sign := with(func(v *View) {
		v.Status, v.MaySign, v.MayEnd = view.AgreementStatus("offered"), true, true
		v.Notice = "It is in force when these have signed: Medway NHS FT (RPA)."
	})
	refused := with(func(v *View) {
		v.Status, v.MaySign = view.AgreementStatus("offered"), true
		v.Fault = fault.New(fault.Invalid, "signature_invalid", "The signature cannot be taken as it stands.").
			WithFields(fault.Field{Location: "body.capacity", Message: "Choose the capacity in which you sign."})
	})
	force := with(func(v *View) {
		v.Status, v.MayEnd, v.Done = view.AgreementStatus("in_force"), true, "You have signed the agreement."
	})
	ended := with(func(v *View) { v.Status = view.AgreementStatus("ended") })
	return []web.Story{
		{Name: "Agreement: draft", Component: Page(draft), Principal: who},
		{Name: "Agreement: to sign", Component: Page(sign), Principal: who},
		{Name: "Agreement: signature refused", Component: Page(refused), Principal: who},
		{Name: "Agreement: in force", Component: Page(force), Principal: who},
		{Name: "Agreement: ended", Component: Page(ended), Principal: who},
		{Name: "Agreement: text", Component: TextPage(base), Principal: who},
	}
}
