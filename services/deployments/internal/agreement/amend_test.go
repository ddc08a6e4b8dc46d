package agreement_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

var rwf = agreement.By{Employer: "RWF", Person: "person-3"}

// amending is an agreement in force with a second version on offer, which limits the days.
func amending(t *testing.T) agreement.Agreement {
	t.Helper()
	a := inForce(t)
	must(t, a.Amend(rvv, 2, now))
	c, _, hash, _ := a.Draft()
	c.Limits.MaxDaysIn12Months = 30
	must(t, a.Revise(rvv, hash, c, now))
	must(t, a.Offer(now))
	return a
}

func TestTheVersionInForceStaysUntilTheLastSignature(t *testing.T) {
	t.Parallel()
	a := amending(t)
	old, next := a.Record().Hash, a.Next().Hash
	refused(t, a.Sign(rvv, chief, old, now), "terms_differ")
	must(t, a.Sign(rvv, chief, next, now))
	refused(t, a.Sign(rvv, chief, next, now), "already_signed")
	refused(t, a.BringIntoForce(now), "agreement_unsigned")
	if a.Terms() != 1 || a.Clauses().Limits.MaxDaysIn12Months != 0 || a.Complete() {
		t.Errorf("%+v", a.Record())
	}
	must(t, a.Sign(rpa, chief, next, now))
	must(t, a.BringIntoForce(now.Add(time.Hour)))
	r := a.Record()
	if r.Terms != 2 || r.Hash != next || r.Clauses.Limits.MaxDaysIn12Months != 30 || a.Next() != nil || !r.InForceAt.Equal(now.Add(time.Hour)) {
		t.Errorf("%+v", r)
	}
	// The new version decides from its own start, which is later than the last signature.
	if !a.DecidesFrom().Equal(now.Add(24 * time.Hour)) {
		t.Errorf("decides from %s", a.DecidesFrom())
	}
}

func TestNoticeGivesUpTheVersionOnItsWay(t *testing.T) {
	t.Parallel()
	a := amending(t)
	must(t, a.End(rpa, now.Add(240*time.Hour), now))
	if a.Next() != nil || a.Status() != agreement.InForce || a.Record().Notice.By != "RPA" {
		t.Errorf("%+v", a.Record())
	}
	refused(t, a.Sign(rvv, chief, a.Record().Hash, now), "agreement_not_offered")
	refused(t, a.Amend(rvv, 3, now), "notice_given")
}

func TestWhoJoinsAndWhoLeaves(t *testing.T) {
	t.Parallel()
	a := inForce(t)
	refused(t, a.Sign(rwf, chief, a.Record().Hash, now), "agreement_not_offered")
	must(t, a.Invite(rvv, "RWF", now))
	if !a.Concerns("RWF") || a.HasParty("RWF") {
		t.Error("invited is to know of it, not to take part")
	}
	later := now.Add(48 * time.Hour)
	must(t, a.Sign(rwf, chief, a.Record().Hash, later))
	p, is := a.Party("RWF")
	if !is || !a.Joined("RWF") || !p.AccedesAt.Equal(later) {
		t.Errorf("%+v", p)
	}
	if n := len(a.Claims()); n != 6 {
		t.Errorf("%d directions between three parties", n)
	}
	exit := later.Add(24 * time.Hour)
	must(t, a.Leave(rpa, exit, later))
	refused(t, a.Leave(rwf, exit, later), "too_few_parties")
	for _, c := range a.Claims() {
		if (c.Lender == "RPA" || c.Borrower == "RPA") && (c.Until == nil || !c.Until.Equal(exit)) {
			t.Errorf("%+v reaches beyond the exit", c)
		}
	}
	// A new version names who joined, and the exit.
	must(t, a.Amend(rvv, 2, later))
	if got := a.Next().Clauses.Employers(); len(got) != 3 || a.Next().Clauses.Parties[0].ExitsAt == nil {
		t.Errorf("%+v", a.Next().Clauses.Parties)
	}
}

func TestOneWayClaimsOneDirection(t *testing.T) {
	t.Parallel()
	a := inForce(t)
	r := a.Record()
	r.Clauses.Direction = agreement.Direction{Kind: agreement.OneWay, Lenders: []string{"RVV"}, Borrowers: []string{"RPA"}}
	a = agreement.Rehydrate(r)
	if claims := a.Claims(); len(claims) != 1 || claims[0].Lender != "RVV" || claims[0].Borrower != "RPA" {
		t.Errorf("%+v", claims)
	}
}

// The days of notice are London days, however long the clocks make them.
func TestTheEarliestEndIsTheStartOfADayInLondon(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		given, want string
		days        int
	}{
		{"2026-03-28 12:00", "2026-03-29 00:00", 1},  // the night that loses an hour
		{"2026-03-28 12:00", "2026-03-30 00:00", 2},  // in summer time by then
		{"2026-10-24 23:30", "2026-10-25 00:00", 1},  // the night that has an hour twice
		{"2026-10-24 00:00", "2026-10-26 00:00", 2},  // in winter time by then
		{"2026-12-31 23:59", "2027-01-30 00:00", 30}, // over the turn of the year
	} {
		given, err := time.ParseInLocation("2006-01-02 15:04", tc.given, clock.London)
		must(t, err)
		want, err := time.ParseInLocation("2006-01-02 15:04", tc.want, clock.London)
		must(t, err)
		a := inForce(t)
		r := a.Record()
		r.Clauses.Notice.Days = tc.days
		a = agreement.Rehydrate(r)
		if got := a.EarliestEnd(given); !got.Equal(want) {
			t.Errorf("%d days from %s: %s, want %s", tc.days, tc.given, got.In(clock.London), tc.want)
		}
		refused(t, a.End(rvv, want.Add(-time.Minute), given), "notice_too_short")
		must(t, a.End(rvv, want, given))
	}
}
