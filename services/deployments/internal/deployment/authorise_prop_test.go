package deployment_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

var epoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func hour(t *rapid.T, label string, lo, hi int) time.Time {
	return epoch.Add(time.Duration(rapid.IntRange(lo, hi).Draw(t, label)) * time.Hour)
}

func maybeHour(t *rapid.T, label string, lo, hi int) *time.Time {
	if rapid.Bool().Draw(t, label+" is set") {
		return ptr(hour(t, label, lo, hi))
	}
	return nil
}

func anyCandidate(t *rapid.T, agreement byte, terms int64) deployment.Candidate {
	side := func(party string) deployment.Side {
		return deployment.Side{
			Party: party, SignedAt: ptr(hour(t, party+" signed", 0, 60)),
			From: maybeHour(t, party+" from", 0, 80), Until: maybeHour(t, party+" until", 30, 120),
		}
	}
	c := deployment.Candidate{
		Agreement: id.ID{15: agreement}, Terms: terms, Title: "A", Model: "home_pays", Home: side("RVV"), Host: side("RPA"),
		Lends: rapid.IntRange(0, 3).Draw(t, "direction") > 0, From: hour(t, "from", 0, 60), InForceAt: maybeHour(t, "in force", 0, 60),
		EndsAt: maybeHour(t, "end", 30, 120), ReplacedAt: maybeHour(t, "replaced", 0, 120),
		Bands:    rapid.SampledFrom([][]string{nil, {"5"}, {"5", "6"}}).Draw(t, "bands"),
		SitesIn:  rapid.SampledFrom([][]string{nil, {"S1"}, {"S1", "S2"}}).Draw(t, "sites"),
		SitesOut: rapid.SampledFrom([][]string{nil, nil, {"S2"}}).Draw(t, "sites out"),
		Excluded: rapid.SampledFrom([][]string{nil, nil, {"epp"}, {"children", "lone_working"}}).Draw(t, "excluded"),
		MaxDays:  rapid.IntRange(0, 3).Draw(t, "max days"), MaxSingleDays: rapid.IntRange(0, 3).Draw(t, "max single days"),
		EachVersion: rapid.Bool().Draw(t, "each version"),
	}
	if c.InForceAt == nil {
		c.Unsigned = []string{"RPA"}
	}
	for _, offset := range rapid.SliceOfN(rapid.IntRange(-370, 370), 0, 4).Draw(t, "worked") {
		c.Days = append(c.Days, deployment.DayOf(epoch, time.UTC)+deployment.Day(offset))
	}
	for _, offset := range rapid.SliceOfN(rapid.IntRange(-4, 8), 0, 4).Draw(t, "worked here") {
		c.HostDays = append(c.HostDays, deployment.DayOf(epoch, time.UTC)+deployment.Day(offset))
	}
	return c
}

// covers is the rule again, written as an outsider would read it from the agreement's text: hour by hour, day by day.
func covers(f deployment.Facts, c deployment.Candidate) bool {
	p := f.Placement
	in := func(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }
	if !c.Lends || !in(c.SitesIn, p.Site) || slices.Contains(c.SitesOut, p.Site) || !in(c.StaffGroups, p.StaffGroup) || !in(c.Bands, p.Band) {
		return false
	}
	if (p.EPP && slices.Contains(c.Excluded, "epp")) || (p.Children && slices.Contains(c.Excluded, "children")) {
		return false
	}
	if c.InForceAt == nil || (c.ReplacedAt != nil && !p.StartsAt.Before(*c.ReplacedAt)) {
		return false
	}
	for _, later := range f.Candidates {
		if later.Agreement == c.Agreement && later.Terms > c.Terms && later.InForceAt != nil && !p.StartsAt.Before(*later.InForceAt) && !p.StartsAt.Before(later.From) {
			return false
		}
	}
	for h := p.StartsAt; h.Before(p.EndsAt); h = h.Add(time.Hour) {
		if h.Before(c.From) || h.Before(*c.InForceAt) || (c.EndsAt != nil && !h.Before(*c.EndsAt)) {
			return false
		}
		for _, s := range []deployment.Side{c.Home, c.Host} {
			if h.Before(*s.SignedAt) || (s.From != nil && h.Before(*s.From)) || (s.Until != nil && !h.Before(*s.Until)) {
				return false
			}
		}
	}
	return withinYear(c, p.StartsAt) && withinRow(c, p.StartsAt) && mayShow(f, c)
}

func withinYear(c deployment.Candidate, starts time.Time) bool {
	if c.MaxDays == 0 {
		return true
	}
	day := time.Date(starts.Year(), starts.Month(), starts.Day(), 0, 0, 0, 0, time.UTC)
	taken := map[time.Time]bool{day: true}
	for _, w := range c.Days {
		taken[time.Unix(int64(w)*86400, 0).UTC()] = true
	}
	for start := day.AddDate(-1, 0, 1); !start.After(day); start = start.AddDate(0, 0, 1) {
		n := 0
		for d := range taken {
			if !d.Before(start) && d.Before(start.AddDate(1, 0, 0)) {
				n++
			}
		}
		if n > c.MaxDays {
			return false
		}
	}
	return true
}

// withinRow looks for a run of more days than allowed that holds the shift's day: every window of limit+1 days around it.
func withinRow(c deployment.Candidate, starts time.Time) bool {
	day := deployment.DayOf(starts, time.UTC)
	for first := day - deployment.Day(c.MaxSingleDays); c.MaxSingleDays > 0 && first <= day; first++ {
		full := true
		for d := first; d <= first+deployment.Day(c.MaxSingleDays); d++ {
			full = full && (d == day || slices.Contains(c.HostDays, d))
		}
		if full {
			return false
		}
	}
	return true
}

func mayShow(f deployment.Facts, c deployment.Candidate) bool {
	if f.Passport == nil || f.Passport.Disclosures == nil {
		return true
	}
	host, version := false, false
	for _, d := range *f.Passport.Disclosures {
		if !f.Placement.StartsAt.Before(d.From) && (d.Until == nil || !f.Placement.EndsAt.After(*d.Until)) {
			host = true
			version = version || (d.Agreement == c.Agreement && d.Terms == c.Terms)
		}
	}
	return host && (version || !c.EachVersion)
}

func TestNeverAuthorisedOutsideAnAgreementInForce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		f := anyFacts(t)
		got := deployment.Authorise(f)
		if want := slices.ContainsFunc(f.Candidates, func(c deployment.Candidate) bool { return covers(f, c) }); got.Yes() != want {
			t.Fatalf("answered %t, an outsider reads %t: %+v", got.Yes(), want, got)
		}
		if hard, _ := codesOf(got); got.Yes() == (len(hard) > 0) {
			t.Fatalf("an answer is yes without hard reasons or no with one: %+v", got)
		}
		for _, c := range f.Candidates {
			if c.Agreement == got.Agreement && c.Terms == got.Terms && !covers(f, c) {
				t.Fatalf("answered with an agreement that does not cover")
			}
		}
	})
}
