package deployment_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

var (
	employers = []string{"RVV", "RPA", "RWF"}
	bandCodes = []string{"5", "6"}
	epoch     = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
)

func hour(t *rapid.T, label string, lo, hi int) time.Time {
	return epoch.Add(time.Duration(rapid.IntRange(lo, hi).Draw(t, label)) * time.Hour)
}

func anAgreement(t *rapid.T, n byte) agreement.Agreement {
	status := rapid.SampledFrom([]agreement.Status{agreement.Draft, agreement.Offered, agreement.InForce, agreement.InForce, agreement.Ended}).Draw(t, "status")
	r := agreement.Record{
		ID: id.ID{15: n}, Terms: 1, Status: status,
		Clauses: agreement.Clauses{
			Title: "A", Parties: agreement.PartiesOf(rapid.SampledFrom([][]string{{"RVV", "RPA"}, {"RPA", "RWF"}, {"RVV", "RPA", "RWF"}}).Draw(t, "parties")...),
			Scope: agreement.Scope{
				Bands:   rapid.SampledFrom([][]string{nil, {"5"}, {"5", "6"}}).Draw(t, "bands"),
				SitesIn: rapid.SampledFrom([][]string{nil, {"S1"}, {"S1", "S2"}}).Draw(t, "sites"),
			},
			From:   hour(t, "from", 0, 60),
			Limits: agreement.Limits{MaxDaysIn12Months: rapid.IntRange(0, 3).Draw(t, "max days")}, Notice: agreement.Notice{Booked: agreement.Honour},
		},
	}
	if status == agreement.InForce || (status == agreement.Ended && rapid.Bool().Draw(t, "was in force")) {
		r.InForceAt = ptr(hour(t, "in force", 0, 60))
	}
	if status == agreement.Ended || rapid.Bool().Draw(t, "ends") {
		r.EndsAt = ptr(hour(t, "end", 30, 120))
	}
	return agreement.Rehydrate(r)
}

// covers is the rule again, written as an outsider would read it from the agreement's text: hour by hour, day by day.
func covers(p deployment.Placement, a agreement.Agreement, worked []deployment.Day) bool {
	r := a.Record()
	member := func(list []string, v string, emptyIsAll bool) bool {
		if len(list) == 0 {
			return emptyIsAll
		}
		for _, x := range list {
			if x == v {
				return true
			}
		}
		return false
	}
	if r.InForceAt == nil || !member(r.Clauses.Employers(), p.Home, false) || !member(r.Clauses.Employers(), p.Host, false) {
		return false
	}
	if !member(r.Clauses.Scope.SitesIn, p.Site, true) || !member(r.Clauses.Scope.Bands, p.Band, true) {
		return false
	}
	for h := p.StartsAt; h.Before(p.EndsAt); h = h.Add(time.Hour) {
		if h.Before(r.Clauses.From) || h.Before(*r.InForceAt) || (r.EndsAt != nil && !h.Before(*r.EndsAt)) {
			return false
		}
	}
	if r.Clauses.Limits.MaxDaysIn12Months == 0 {
		return true
	}
	day := time.Date(p.StartsAt.Year(), p.StartsAt.Month(), p.StartsAt.Day(), 0, 0, 0, 0, time.UTC)
	taken := map[time.Time]bool{day: true}
	for _, w := range worked {
		taken[time.Unix(int64(w)*86400, 0).UTC()] = true
	}
	for start := day.AddDate(-1, 0, 1); !start.After(day); start = start.AddDate(0, 0, 1) {
		n := 0
		for d := range taken {
			if !d.Before(start) && d.Before(start.AddDate(1, 0, 0)) {
				n++
			}
		}
		if n > r.Clauses.Limits.MaxDaysIn12Months {
			return false
		}
	}
	return true
}

func TestNeverAuthorisedOutsideAnAgreementInForce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		start := hour(t, "start", 0, 100)
		p := deployment.Placement{
			Home: rapid.SampledFrom(employers).Draw(t, "home"), Host: rapid.SampledFrom(employers).Draw(t, "host"),
			Site: rapid.SampledFrom([]string{"S1", "S2", "S3"}).Draw(t, "site"), StaffGroup: "nursing_midwifery",
			Band: rapid.SampledFrom(bandCodes).Draw(t, "band"), StartsAt: start,
			EndsAt: start.Add(time.Duration(rapid.IntRange(1, 13).Draw(t, "hours")) * time.Hour),
		}
		if p.Home == p.Host {
			t.Skip("one's own employer is never asked about")
		}
		worked := deployment.Worked{}
		var candidates []agreement.Agreement
		any := false
		for n := range byte(rapid.IntRange(0, 4).Draw(t, "agreements")) {
			a := anAgreement(t, n+1)
			for _, offset := range rapid.SliceOfN(rapid.IntRange(-370, 370), 0, 4).Draw(t, "worked") {
				worked[a.ID()] = append(worked[a.ID()], deployment.DayOf(epoch, time.UTC)+deployment.Day(offset))
			}
			candidates = append(candidates, a)
			any = any || covers(p, a, worked[a.ID()])
		}
		got := deployment.Authorise(p, candidates, worked, time.UTC)
		if got.Yes() != any {
			t.Fatalf("answered %t, an outsider reads %t: %+v", got.Yes(), any, got)
		}
		if got.Yes() == (len(got.Reasons) > 0) {
			t.Fatalf("an answer is yes without reasons or no with reasons: %+v", got)
		}
		for _, a := range candidates {
			if a.ID() == got.Agreement && !covers(p, a, worked[a.ID()]) {
				t.Fatalf("answered with an agreement that does not cover")
			}
		}
	})
}
