package eligibility

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/wording"
	"github.com/muster-ics/muster/services/shifts/internal/workingtime"
)

// HostCheck is a check of a worker that one host did itself.
type HostCheck struct {
	Host, Type, Outcome string
	ValidUntil          *time.Time
}

// consent wants the worker's word that this host may see the passport, to the shift's end; where the clause says so, for
// this very version of the agreement. Whose passport tells nothing of it is not judged.
func (c *crossing) consent() {
	if c.w.Disclosures == nil {
		return
	}
	host := c.name(c.s.Employer)
	switch {
	case !slices.ContainsFunc(c.w.Disclosures, func(d Disclosure) bool { return d.lets(c.s) }):
		c.reasons = append(c.reasons, notShared(host))
	case c.a.EachVersion && !slices.ContainsFunc(c.w.Disclosures, func(d Disclosure) bool {
		return d.lets(c.s) && d.Agreement == c.a.ID && d.Version == c.a.Version
	}):
		c.no(consentMissing, nil, fmt.Sprintf("%s asks for your word for each of its versions, and you have not said yes to %s for version %d.", c.title(), host, c.a.Version),
			fmt.Sprintf("Open Share my passport and say yes to %s again.", host))
	}
}

// rightToWork: a host that becomes the employer must have checked for itself.
func (c *crossing) rightToWork() {
	if c.a.Model != "host_pays" {
		return
	}
	host := c.name(c.s.Employer)
	own := slices.IndexFunc(c.f.HostChecks, func(k HostCheck) bool {
		return k.Host == c.s.Employer && k.Type == "right_to_work" && k.Outcome == "satisfied"
	})
	const becomes = "Under %s %s becomes the worker's employer for the shift, and "
	switch {
	case own < 0:
		c.no("RTW_MODEL", nil, fmt.Sprintf(becomes+"no right to work check of its own is recorded.", c.titleWithin(), host),
			host+" does its own right to work check and records it.")
	case !validAt(c.f.HostChecks[own].ValidUntil, c.s.EndsAt):
		c.no("RTW_MODEL", nil, fmt.Sprintf(becomes+"its own right to work check holds only until %s.", c.titleWithin(), host, moment(*c.f.HostChecks[own].ValidUntil)),
			host+" repeats its right to work check before then.")
	}
}

// sponsor tells that the hours of the shift count against those that a sponsored worker may work for others. Their sum is
// judged with the working time.
func (c *crossing) sponsor() {
	if !c.w.Hours.Sponsored() {
		return
	}
	if by := c.a.employs(c.w.HomeEmployer, c.s.Employer); by != c.w.Hours.Visa.Sponsor {
		c.note(workingtime.SecondJobCap, fmt.Sprintf("Under %s %s is the employer for the shift and not the sponsor, so its hours count against the 20 a week that the visa allows with other employers.", c.titleWithin(), c.name(by)),
			"Ask your home employer's HR team if unsure.")
	}
}

// minimums compares the passport with what the agreement asks of each check.
func (c *crossing) minimums() {
	for _, m := range c.a.Minimums {
		k, ok := newest(*c.w, m.Type)
		if !ok || k.Outcome != "satisfied" {
			c.below(m, "is not in place", "does the check and records it")
			continue
		}
		if slices.Index(shift.DBSLevels, m.Level) > slices.Index(shift.DBSLevels, k.Level) {
			c.below(m, "must be "+dbsLevels[m.Level], "does a check of that level and records it")
		}
		if m.Workforce != "" && k.Workforce != m.Workforce && k.Workforce != "both" {
			c.below(m, fmt.Sprintf("must be for the %s workforce", strings.Replace(m.Workforce, "both", "adult and child", 1)), "does a check for that workforce and records it")
		}
		if m.MaxAgeMonths > 0 && (k.CheckedOn == nil || monthsAfter(*k.CheckedOn, m.MaxAgeMonths).Before(c.s.StartsAt)) {
			c.below(m, fmt.Sprintf("may be at most %s old", wording.Plural(m.MaxAgeMonths, "month")), "repeats the check and records it")
		}
	}
}

func (c *crossing) below(m Minimum, what, fix string) {
	c.no("CHECK_MINIMUM", nil, fmt.Sprintf("%s asks for more: the %s check %s.", c.title(), checkNames[m.Type], what), c.name(c.w.HomeEmployer)+" "+fix+".")
}

var (
	checkNames = map[string]string{
		"identity": "identity", "right_to_work": "right to work", "references": "references", "dbs": "DBS", "occupational_health": "occupational health",
	}
	dbsLevels = map[string]string{"basic": "basic", "standard": "standard", "enhanced": "enhanced", "enhanced_barred": "enhanced with barred lists"}
)
