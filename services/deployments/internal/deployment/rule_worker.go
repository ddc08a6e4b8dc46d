package deployment

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

// The models in which somebody other than the home employer employs the worker during the shift.
const (
	hostPays     = "host_pays"
	leadEmployer = "lead_employer"
)

// consent wants the worker's word that this host may see the passport, to the shift's end; where the clause says so, for
// this very version of the agreement.
func consent(j *judgement) {
	if j.Passport == nil || j.Passport.Disclosures == nil {
		return
	}
	host := j.name(j.Placement.Host)
	said := func(d Disclosure) bool {
		return !d.From.After(j.Placement.StartsAt) && (d.Until == nil || !d.Until.Before(j.Placement.EndsAt))
	}
	switch words := *j.Passport.Disclosures; {
	case !slices.ContainsFunc(words, said):
		j.no(ConsentMissing, nil, fmt.Sprintf("You have not said that %s may see your passport for this shift.", host),
			fmt.Sprintf("Open Share my passport and say yes to %s.", host))
	case j.c.EachVersion && !slices.ContainsFunc(words, func(d Disclosure) bool {
		return said(d) && d.Agreement == j.c.Agreement && d.Terms == j.c.Terms
	}):
		j.no(ConsentMissing, nil, fmt.Sprintf("%s asks for your word for each of its versions, and you have not said yes to %s for version %d.", j.title(), host, j.c.Terms),
			fmt.Sprintf("Open Share my passport and say yes to %s again.", host))
	}
}

// rightToWork follows from who is the employer during the shift: a host that becomes it must have checked for itself,
// since the statutory excuse belongs to the employer that checked.
func rightToWork(j *judgement) {
	if j.c.Model != hostPays || j.Passport == nil {
		return
	}
	host := j.name(j.Placement.Host)
	own := slices.IndexFunc(j.Passport.HostChecks, func(c Check) bool { return c.Type == "right_to_work" && c.Outcome == "satisfied" })
	if own < 0 {
		j.no(RTWModel, nil, fmt.Sprintf("Under %s %s becomes the worker's employer for the shift, and no right to work check of its own is recorded.", j.titleWithin(), host),
			fmt.Sprintf("%s does its own right to work check and records it.", host))
		return
	}
	if until := j.Passport.HostChecks[own].ValidUntil; until != nil && until.Before(j.Placement.EndsAt) {
		j.no(RTWModel, nil, fmt.Sprintf("Under %s %s becomes the worker's employer for the shift, and its own right to work check holds only until %s.", j.titleWithin(), host, date(*until)),
			fmt.Sprintf("%s repeats its right to work check before then.", host))
	}
}

// sponsor tells that the hours of the shift count against the hours that a sponsored worker may work for others. The sum
// is shifts' to judge, and whether it applies is advice for HR; here is only what the model makes of it.
func sponsor(j *judgement) {
	if j.Passport == nil || j.Passport.Sponsor == "" {
		return
	}
	employer := j.Placement.Home
	switch j.c.Model {
	case hostPays:
		employer = j.Placement.Host
	case leadEmployer:
		employer = j.c.Lead
	}
	if employer != j.Passport.Sponsor {
		j.note(VisaSecondJob, fmt.Sprintf("Under %s %s is the employer for the shift and not the sponsor, so its hours count against the 20 a week that the visa allows with other employers.", j.titleWithin(), j.name(employer)),
			"Ask your home employer's HR team if unsure.")
	}
}

// minimums compares the passport with what the agreement asks of each check.
func minimums(j *judgement) {
	if j.Passport == nil {
		return
	}
	for _, m := range j.c.Minimums {
		i := slices.IndexFunc(j.Passport.Checks, func(c Check) bool { return c.Type == m.Type && c.Outcome == "satisfied" })
		if i < 0 {
			j.below(m, "is not in place", "does the check and records it")
			continue
		}
		c := j.Passport.Checks[i]
		if rank(m.Level) > rank(c.Level) {
			j.below(m, fmt.Sprintf("must be %s", strings.ToLower(agreement.Label(agreement.DBSLevels, m.Level))), "does a check of that level and records it")
		}
		if m.Workforce != "" && c.Workforce != m.Workforce && c.Workforce != "both" {
			j.below(m, fmt.Sprintf("must be for the %s workforce", workforces[m.Workforce]), "does a check for that workforce and records it")
		}
		if m.MaxAgeMonths > 0 && (c.CheckedOn == nil || monthsAfter(*c.CheckedOn, m.MaxAgeMonths).Before(j.Placement.StartsAt)) {
			j.below(m, fmt.Sprintf("may be at most %s old", count(m.MaxAgeMonths, "month")), "repeats the check and records it")
		}
	}
}

func (j *judgement) below(m Minimum, what, fix string) {
	j.no(CheckMinimum, nil, fmt.Sprintf("%s asks for more: the %s check %s.", j.title(), checkNames[m.Type], what),
		fmt.Sprintf("%s %s.", j.name(j.Placement.Home), fix))
}

// monthsAfter is the end of the day, in London, so many months after a day.
func monthsAfter(t time.Time, months int) time.Time {
	y, m, d := t.In(clock.London).Date()
	last := time.Date(y, m+time.Month(months)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return time.Date(y, m+time.Month(months), min(d, last)+1, 0, 0, 0, 0, clock.London)
}

var checkNames = map[string]string{
	"identity": "identity", "right_to_work": "right to work", "references": "references", "dbs": "DBS", "occupational_health": "occupational health",
}

var workforces = map[string]string{"adult": "adult", "child": "child", "both": "adult and child"}

func rank(level string) int {
	return slices.IndexFunc(agreement.DBSLevels, func(w agreement.Word) bool { return w.Code == level })
}
