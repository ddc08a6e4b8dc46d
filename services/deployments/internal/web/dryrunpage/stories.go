package dryrunpage

import (
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Stories are the page's states.
func Stories() []web.Story {
	who := auth.Principal{Subject: "story", Role: auth.Employer, Employer: "RVV", Duties: []string{auth.Approve}}
	names := view.Names{"RVV": "East Kent Hospitals", "RPA": "Medway NHS Foundation Trust"}
	base := View{Path: "/agreements/1/dry-run?version=2", Version: "2", Back: "/agreements/1", Title: "Kent nurses", Limits: app.DryRunLimits}
	running, done, failed := base, base, base
	running.Asked, running.Running, running.Progress = true, true, "12,000 of 41,250 shifts have been looked at."
	failed.Asked, failed.Failed = true, true
	done.Asked, done.When = true, "Worked out on Mon 2 Nov 2026 at 09:00 from 4,210 passports. It looks back to 5 October 2026 and ahead to 14 December 2026."
	unfilled := app.DryRunPart{Asked: 1412, Already: 20, Total: app.DryRunFigures{Shifts: 405, Minutes: 280200, CostPence: 8100000, Workers: 160}, Rounded: true}
	unfilled.Cells = []app.DryRunCell{
		story("RPA", "RVV", "nursing_midwifery", app.DryRunFigures{Shifts: 388, Minutes: 267720, CostPence: 7752000, Workers: 152}),
		story("RVV", "RPA", "nursing_midwifery", app.DryRunFigures{FewShifts: true, Workers: 11}),
		story("RVV", "RPA", "clinical_support", app.DryRunFigures{Shifts: 21, Minutes: 14490, CostPence: 262000, FewWorkers: true}),
	}
	done.Parts = []Part{
		partOf("Shifts that nobody took", "unfilled", "in the last 28 days", unfilled, names),
		partOf("Shifts that agencies took", "agency", "in the last 28 days", app.DryRunPart{}, names),
		partOf("Shifts that are open now", "open", "in the next six weeks", app.DryRunPart{Asked: 40}, names),
	}
	older := done
	older.Older = true
	older.Choices = []Choice{{Name: "Version 1, in force", Href: "/agreements/1/dry-run?version=1"}, {Name: "Version 2, on its way"}}
	return []web.Story{
		{Name: "Dry run: nobody has asked", Component: Page(base), Principal: who},
		{Name: "Dry run: under way", Component: Page(running), Principal: who},
		{Name: "Dry run: the figures", Component: Page(done), Principal: who},
		{Name: "Dry run: of a draft that was changed", Component: Page(older), Principal: who},
		{Name: "Dry run: failed", Component: Page(failed), Principal: who},
	}
}

func story(home, host, group string, f app.DryRunFigures) app.DryRunCell {
	c := app.DryRunCell{Figures: f}
	c.Home, c.Host, c.StaffGroup = home, host, group
	return c
}
