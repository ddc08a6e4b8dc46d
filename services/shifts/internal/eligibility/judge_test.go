package eligibility

import (
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/events/reason"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

var (
	starts = time.Date(2026, 3, 12, 19, 30, 0, 0, time.UTC)
	ends   = starts.Add(12 * time.Hour)
	before = ends.Add(-time.Second)
	signed = starts.Add(-time.Hour)
)

func asked() shift.State {
	return shift.State{BreakMinutes: 60, Employer: "RVV", Site: "RVV01", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", StartsAt: starts, EndsAt: ends,
		Requirements: shift.Requirements{RegistrationBody: "NMC", DBSLevel: "enhanced", DBSWorkforce: "adult", EPP: true,
			Competencies: []shift.Competency{{Framework: "cstf", Code: "FIRE", Level: 1}}}}
}

// fit is a worker of RPA to whom nothing is missing; everything lasts exactly to the end of the shift.
func fit() Worker {
	return Worker{HomeEmployer: "RPA", Status: "active",
		Engagements: []Engagement{{Employer: "RPA", Kind: "bank", StaffGroup: "nursing_midwifery", Role: "registered_nurse", Band: "5", From: starts, Until: &ends}},
		Checks: []Check{{Type: "identity", Outcome: "satisfied"}, {Type: "right_to_work", Outcome: "satisfied", ValidUntil: &ends}, {Type: "references", Outcome: "satisfied"},
			{Type: "occupational_health", Outcome: "satisfied", EPPClearedUntil: &ends}, {Type: "dbs", Outcome: "satisfied", Level: "enhanced", Workforce: "both", ValidUntil: &ends}},
		Competencies:  []Competency{{Framework: "cstf", Code: "FIRE", Level: 2, ValidUntil: &ends}, {Framework: "local_RVV", Code: "INDUCTION", Level: 1}},
		Registrations: []Registration{{Body: "NMC", Effect: "allow", ValidUntil: &ends}},
	}
}

func covering() Agreement {
	return Agreement{Status: "in_force", From: starts, Until: &ends, Parties: []Party{{Employer: "RPA", SignedAt: &signed}, {Employer: "RVV", SignedAt: &signed, ExitsAt: &ends}}}
}

func codes(d Decision) []string {
	out := []string{}
	for _, r := range d.Reasons {
		out = append(out, r.Code)
	}
	return out
}

func TestEachRuleHasItsReason(t *testing.T) {
	t.Parallel()
	check := func(kind string, change func(*Check)) func(*Worker) {
		return func(w *Worker) {
			for i := range w.Checks {
				if w.Checks[i].Type == kind {
					change(&w.Checks[i])
				}
			}
		}
	}
	for name, c := range map[string]struct {
		spoil func(*Worker)
		want  string
	}{
		"suspended":                      {func(w *Worker) { w.Status = "suspended" }, "HOLD_SUSPENDED"},
		"a hold during the shift":        {func(w *Worker) { w.Holds = []Hold{{From: before}} }, "HOLD"},
		"no registration":                {func(w *Worker) { w.Registrations = nil }, "REG_NOT_ACTIVE"},
		"registration ends a second ago": {func(w *Worker) { w.Registrations[0].ValidUntil = &before }, "REG_NOT_ACTIVE"},
		"registration blocked":           {func(w *Worker) { w.Registrations[0].Effect = "block" }, "REG_NOT_ACTIVE"},
		"registration with conditions":   {func(w *Worker) { w.Registrations[0].Effect = "approval" }, "REG_CONDITIONS"},
		"registration with a note":       {func(w *Worker) { w.Registrations[0].Effect = "flag" }, "REG_FLAG"},
		"another home's engagement":      {func(w *Worker) { w.Engagements[0].Employer = "RVV" }, "ENGAGEMENT_NONE"},
		"engagement ends before":         {func(w *Worker) { w.Engagements[0].Until = &before }, "ENGAGEMENT_NONE"},
		"another role":                   {func(w *Worker) { w.Engagements[0].Role = "midwife" }, "GROUP_MISMATCH"},
		"a lower band":                   {func(w *Worker) { w.Engagements[0].Band = "4" }, "GRADE_MISMATCH"},
		"a medical grade":                {func(w *Worker) { w.Engagements[0].Band = "medical" }, "GRADE_MISMATCH"},
		"no right to work check":         {func(w *Worker) { w.Checks = slices.Delete(w.Checks, 1, 2) }, "RTW_MISSING"},
		"right to work ends before":      {check("right_to_work", func(c *Check) { c.ValidUntil = &before }), "RTW_EXPIRES"},
		"identity withdrawn":             {check("identity", func(c *Check) { c.Outcome = "withdrawn" }), "IDENTITY_MISSING"},
		"references open":                {check("references", func(c *Check) { c.Outcome = "inconclusive" }), "REFERENCES_MISSING"},
		"EPP ends before":                {check("occupational_health", func(c *Check) { c.EPPClearedUntil = &before }), "EPP_NOT_CLEARED"},
		"a lower DBS level":              {check("dbs", func(c *Check) { c.Level = "standard" }), "DBS_LEVEL"},
		"the other DBS workforce":        {check("dbs", func(c *Check) { c.Workforce = "child" }), "DBS_WORKFORCE"},
		"DBS due before":                 {check("dbs", func(c *Check) { c.ValidUntil = &before }), "DBS_RECHECK_DUE"},
		"a competency missing":           {func(w *Worker) { w.Competencies = w.Competencies[1:] }, "COMPETENCE_MISSING"},
		"a competency of too low level":  {func(w *Worker) { w.Competencies[0].Level = 0 }, "COMPETENCE_MISSING"},
		"a competency that ends before":  {func(w *Worker) { w.Competencies[0].ValidUntil = &before }, "COMPETENCE_EXPIRES"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := fit()
			c.spoil(&w)
			d := Judge(w, asked(), Facts{Agreements: []Agreement{covering()}})
			if got := codes(d); !slices.Equal(got, []string{c.want}) {
				t.Fatalf("%v, want %s", got, c.want)
			}
			r := d.Reasons[0]
			if r.Validate() != nil || r.Fix == "" {
				t.Errorf("nobody can act on %+v", r)
			}
			want := map[reason.Weight]Outcome{reason.Hard: Ineligible, reason.Approval: NeedsApproval, reason.Soft: EligibleWithWarnings}[r.Weight]
			if d.Outcome != want {
				t.Errorf("comes to %s", d.Outcome)
			}
		})
	}
}

func TestAFitWorkerOfAPartyIsEligible(t *testing.T) {
	t.Parallel()
	if d := Judge(fit(), asked(), Facts{Agreements: []Agreement{covering()}}); d.Outcome != Eligible || len(d.Reasons) != 0 {
		t.Errorf("%+v", d)
	}
	higher := fit()
	higher.Engagements[0].Band = "6"
	if d := Judge(higher, asked(), Facts{Agreements: []Agreement{covering()}}); d.Outcome != Eligible {
		t.Errorf("a higher band: %+v", d)
	}
}

func TestTheAgreementCoversHomeHostScopeAndTheWholeShift(t *testing.T) {
	t.Parallel()
	later := starts.Add(time.Second)
	for name, c := range map[string]struct {
		spoil func(*Agreement)
		want  string
	}{
		"ended":                {func(a *Agreement) { a.Status = "ended" }, "AGREEMENT_ENDS"},
		"on offer":             {func(a *Agreement) { a.Status = "offered" }, "AGREEMENT_NONE"},
		"home not a party":     {func(a *Agreement) { a.Parties[0].Employer = "RWF" }, "AGREEMENT_NONE"},
		"host not signed":      {func(a *Agreement) { a.Parties[1].SignedAt = nil }, "AGREEMENT_NONE"},
		"signed too late":      {func(a *Agreement) { a.Parties[1].SignedAt = &later }, "AGREEMENT_NONE"},
		"another site":         {func(a *Agreement) { a.Sites = []string{"RVV02"} }, "AGREEMENT_SCOPE"},
		"another staff group":  {func(a *Agreement) { a.StaffGroups = []string{"students"} }, "AGREEMENT_SCOPE"},
		"another band":         {func(a *Agreement) { a.Bands = []string{"6"} }, "AGREEMENT_SCOPE"},
		"from after the start": {func(a *Agreement) { a.From = later }, "AGREEMENT_NONE"},
		"until before the end": {func(a *Agreement) { a.Until = &before }, "AGREEMENT_ENDS"},
		"exit before the end":  {func(a *Agreement) { a.Parties[1].ExitsAt = &before }, "AGREEMENT_ENDS"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := covering()
			c.spoil(&a)
			if got := codes(Judge(fit(), asked(), Facts{Agreements: []Agreement{a}})); !slices.Equal(got, []string{c.want}) {
				t.Errorf("%v, want %s", got, c.want)
			}
			if got := codes(Judge(fit(), asked(), Facts{Agreements: []Agreement{a, covering()}})); len(got) != 0 {
				t.Errorf("with another that covers: %v", got)
			}
		})
	}
	own := asked()
	own.Employer = "RPA"
	if d := Judge(fit(), own, Facts{}); d.Outcome != Eligible {
		t.Errorf("own bank: %+v", d)
	}
}

func TestAllReasonsComeInOneOrder(t *testing.T) {
	t.Parallel()
	w := Worker{HomeEmployer: "RPA", Status: "suspended", Disclosures: []Disclosure{}}
	got := codes(Judge(w, asked(), diary([]Entry{{StartsAt: starts, EndsAt: ends}, {StartsAt: ends.Add(time.Hour), EndsAt: ends.Add(2 * time.Hour)}})))
	want := []string{"HOLD_SUSPENDED", "REG_NOT_ACTIVE", "ENGAGEMENT_NONE", "RTW_MISSING", "IDENTITY_MISSING", "REFERENCES_MISSING",
		"DBS_LEVEL", "HEALTH_NOT_FIT", "EPP_NOT_CLEARED", "COMPETENCE_MISSING", "INDUCTION_MISSING", "AGREEMENT_NONE", "CONSENT_MISSING", "OVERLAP", "REST_11H"}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

func diary(entries []Entry) Facts { return Facts{Diary: workingtime.Diary{Entries: entries}} }
