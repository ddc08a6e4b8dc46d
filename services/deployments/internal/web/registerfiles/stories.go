package registerfiles

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/registerfile"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the pages' states.
func Stories() []web.Story {
	lead := auth.Principal{Subject: "story", Role: auth.Lead, ICS: "QKS"}
	at := time.Date(2026, 3, 30, 8, 45, 0, 0, time.UTC)
	p := app.Preview{File: app.RegisterFile{Kind: registerfile.Employers, SentAt: at}, Rows: []app.Judged{
		{Row: registerfile.Row{Number: 1, ODS: "RVV", Name: "East Kent Hospitals University NHS Foundation Trust"}, Verdict: app.RowSame},
		{Row: registerfile.Row{Number: 2, ODS: "RPA", Name: "Medway NHS Foundation Trust"}, Verdict: app.RowByHand, Why: []string{"The file says that it closes on 1 April 2026. Say on its page who follows it."}},
		{Row: registerfile.Row{Number: 3, ODS: "RN7", Name: "Dartford and Gravesham NHS Trust"}, Verdict: app.RowNew, Why: []string{"Joins QKS on 1 April 2026."}},
		{Row: registerfile.Row{Number: 4, ODS: "RN8", Name: "Slip"}, Verdict: app.RowWrong, Why: []string{"“20260230” is no date. Write it like 2026-03-31 or 20260331."}},
	}}
	done := p
	done.File.AppliedAt, done.File.Outcome = &at, p.Count()
	return []web.Story{
		{Name: "Register files: the form", Component: FormPage(FormView{Form: view.Form{Values: map[string][]string{"kind": {"employers"}}}, Past: []Past{pastOf(done.File), pastOf(p.File)}}), Principal: lead},
		{Name: "Register files: refused", Component: FormPage(FormView{Form: view.Form{Fault: fault.New(fault.Invalid, "file_empty", "The file is empty.").
			WithFields(fault.Field{Location: "form.file", Message: "The file is empty. Choose the list of employers and send it again."})}}), Principal: lead},
		{Name: "Register file: looked at", Component: FilePage(viewOf(p)), Principal: lead},
		{Name: "Register file: taken over", Component: FilePage(viewOf(done)), Principal: lead},
	}
}
