package receiverspage

import (
	"net/url"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/receiver"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the states of the page.
func Stories() []web.Story {
	lead := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	ended := view.SampleNow.AddDate(0, 0, -1)
	l := receiver.List{
		{Name: "St Example Hospice", Purpose: "pre_employment", Hosts: []string{"verify.hospice.example"}, ValidFrom: view.SampleNow.AddDate(0, -2, 0)},
		{Name: "Sample Care Home", ODS: "VLX00", Hosts: []string{"passports.carehome.example", "verify.carehome.example:8443"}, ValidFrom: view.SampleNow.AddDate(0, 1, 0)},
		{Name: "Example Staffing Bureau", Hosts: []string{"old.bureau.example"}, ValidFrom: view.SampleNow.AddDate(-1, 0, 0), ValidUntil: &ended},
	}
	some := View{Version: "3", MayChange: true, Form: formOf(url.Values{"valid_from": {view.Today(view.SampleNow)}}, nil)}
	for i, r := range l {
		some.Receivers = append(some.Receivers, rowOf(i, r, view.SampleNow))
	}
	some.Receivers[0].Described = []receiver.Root{{Name: "CN=Sample authority", Until: view.SampleNow.AddDate(5, 0, 0), Fingerprint: "0f1e 2d3c 4b5a 6978 8796 a5b4 c3d2 e1f0 0f1e 2d3c 4b5a 6978 8796 a5b4 c3d2 e1f0"}}
	none, wrong, reader := some, some, some
	none.Version, none.Receivers = "0", nil
	wrong.Fault = fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").
		WithFields(fault.Field{Location: "form.name", Message: "Give the name that workers are to read, up to 200 characters."}, fault.Field{Location: "form.roots", Message: "Give 1 to 5 certificates of those that vouch for its requests."})
	wrong.Form = formOf(url.Values{"hosts": {"verify.hospice.example"}, "purpose": {"audit"}}, wrong.Fault)
	reader.MayChange = false
	return []web.Story{
		{Name: "Receivers: some", Principal: lead, Component: Page(some)}, {Name: "Receivers: none", Principal: lead, Component: Page(none)},
		{Name: "Receivers: something is wrong", Principal: lead, Component: Page(wrong)}, {Name: "Receivers: for readers", Principal: view.Verifier, Component: Page(reader)},
	}
}
