package app

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/analytics/internal/alert"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
)

// A and B become C, which D follows a year later; E is taken in by F, which was there before.
func merging() (l *Live, first, second time.Time) {
	first, second = time.Date(2026, 3, 31, 23, 0, 0, 0, time.UTC), time.Date(2027, 3, 31, 23, 0, 0, 0, time.UTC)
	l = NewLive(nil, clock.System())
	add := func(code string, since time.Time, closed *time.Time, by string) {
		l.picture.known[code] = fact.Employer{
			Name: code, ClosedAt: closed, SucceededBy: by, Memberships: []fact.Membership{{ICS: "QKS", Since: since, Until: closed}},
		}
	}
	founded := first.AddDate(-4, 0, 0)
	add("A", founded, &first, "C")
	add("B", founded, &first, "C")
	add("C", first, &second, "D")
	add("D", second, nil, "")
	add("E", founded, &first, "F")
	add("F", founded, nil, "")
	for site, owners := range map[string][]fact.Owner{
		"A1": {{Employer: "A", Until: &first}, {Employer: "C", From: &first, Until: &second}, {Employer: "D", From: &second}},
		"B1": {{Employer: "B", Until: &first}, {Employer: "C", From: &first, Until: &second}, {Employer: "D", From: &second}},
		"E1": {{Employer: "E", Until: &first}, {Employer: "F", From: &first}},
	} {
		l.picture.sites[site] = fact.Site{Name: site, Employer: owners[len(owners)-1].Employer, Owners: owners}
	}
	return l, first, second
}

func TestARuleReadsThePartThatItsEmployerWas(t *testing.T) {
	t.Parallel()
	l, first, second := merging()
	before, later := first.Add(-time.Second), second.Add(time.Hour)
	for name, c := range map[string]struct {
		rule       string
		now        time.Time
		code, site string
		want       string
	}{
		"a second before, the code":            {"A", before, "A", "A1", "A"},
		"a second before, the heir":            {"A", before, "C", "A1", "C"},
		"at the midnight, its place":           {"A", first, "C", "A1", "A"},
		"at the midnight, its own old posting": {"A", first, "A", "A1", "A"},
		"at the midnight, another's place":     {"A", first, "C", "B1", "C"},
		"another's old posting":                {"A", first, "B", "B1", "C"},
		"a place that neither had":             {"A", first, "C", "NEW", "A"},
		"the heir sees all":                    {"C", first, "B", "B1", "C"},
		"a rule on all employers":              {"", first, "A", "A1", "C"},
		"somebody else":                        {"A", first, "F", "F1", "F"},
		"two mergers on, its place":            {"A", later, "D", "A1", "A"},
		"two mergers on, another's":            {"A", later, "D", "B1", "D"},
		"two mergers on, the one between":      {"C", later, "D", "B1", "C"},
		"who was taken in, its place":          {"E", first, "F", "E1", "E"},
		"who was taken in, a place unknown":    {"E", first, "F", "NEW", "F"},
		"who took it in":                       {"F", first, "E", "E1", "F"},
	} {
		got := l.readings(c.now).of(c.rule).shift(fact.Shift{Employer: c.code, Site: c.site, StartsAt: c.now.Add(time.Hour)}).Employer
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestTheHeirsOwnRuleTakesThePlaceOfThoseBeforeIt(t *testing.T) {
	t.Parallel()
	l, first, second := merging()
	rule := func(owner string, hours int, on bool) alert.Rule {
		return alert.Rule{ID: id.New(), Owner: owner, Scope: alert.Scope{Employer: owner}, What: alert.FillBelow, HoursAhead: hours, On: on}
	}
	old, heirs := rule("A", 24, true), rule("C", 24, true)
	last := rule("D", 24, true)
	for name, c := range map[string]struct {
		rules []alert.Rule
		now   time.Time
		rests bool
	}{
		"a second before":             {[]alert.Rule{old, heirs}, first.Add(-time.Second), false},
		"from the midnight on":        {[]alert.Rule{old, heirs}, first, true},
		"one that is off":             {[]alert.Rule{old, rule("C", 24, false)}, first, false},
		"one that looks elsewhere":    {[]alert.Rule{old, rule("C", 72, true)}, first, false},
		"a sibling's":                 {[]alert.Rule{old, rule("B", 24, true)}, first, false},
		"one of a stranger":           {[]alert.Rule{old, rule("F", 24, true)}, first, false},
		"the next heir's, too early":  {[]alert.Rule{old, last}, first, false},
		"the next heir's, in its day": {[]alert.Rule{old, last}, second, true},
	} {
		if _, rests := l.readings(c.now).replaced(c.rules)[old.ID]; rests != c.rests {
			t.Errorf("%s: rests %v", name, rests)
		}
	}
}
