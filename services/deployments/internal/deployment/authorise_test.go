package deployment_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

type (
	candidateChange = func(*deployment.Candidate)
	placementChange = func(*deployment.Placement)
	passportChange  = func(*deployment.Passport)
)

// golden is one named case of the rule: what differs from the agreement and shift of the kit, and what is answered.
type golden struct {
	agreement candidateChange
	placement placementChange
	// passport nil is one that meets every clause.
	passport passportChange
	unheard  bool
	// want are the codes of the no; notes those that go with a yes.
	want, notes []string
	says        string
}

func (g golden) check(t *testing.T) {
	t.Helper()
	f := facts(placement(g.placement), candidate(g.agreement))
	if !g.unheard {
		f.Passport = fitting(g.passport)
	}
	f.Names = map[string]string{"RPA": "Medway"}
	got := deployment.Authorise(f)
	for _, r := range got.Reasons {
		if err := r.Validate(); err != nil || r.Fix == "" {
			t.Errorf("a reason without a fix or broken: %+v %v", r, err)
		}
	}
	hard, soft := codesOf(got)
	if !slices.Equal(hard, g.want) || !slices.Equal(soft, g.notes) || got.Yes() != (len(g.want) == 0) {
		t.Fatalf("got %v and %v (yes=%t), want %v and %v: %+v", hard, soft, got.Yes(), g.want, g.notes, got.Reasons)
	}
	if got.Yes() && (got.Agreement != first || got.Terms != 1) {
		t.Errorf("answered with %v version %d", got.Agreement, got.Terms)
	}
	if g.says != "" && !strings.Contains(got.Reasons[0].Message, g.says) {
		t.Errorf("message %q does not say %q", got.Reasons[0].Message, g.says)
	}
}

func TestAuthorise(t *testing.T) {
	t.Parallel()
	type C = deployment.Candidate
	type P = deployment.Placement
	for name, tc := range map[string]golden{
		"covered": {},
		"on offer and not signed by one party": {
			agreement: func(c *C) { c.InForceAt, c.Host.SignedAt, c.Unsigned = nil, nil, []string{"RPA"} },
			want:      []string{"AGREEMENT_NONE"}, says: "not been signed by Medway",
		},
		"all signed only after the shift has started": {
			agreement: func(c *C) { c.InForceAt = ptr(at("2026-03-10 07:31")) },
			want:      []string{"AGREEMENT_NONE"}, says: "not signed by all its parties before",
		},
		"signed in the very moment of the start": {
			agreement: func(c *C) { c.InForceAt, c.Home.SignedAt = ptr(at("2026-03-10 07:30")), ptr(at("2026-03-10 07:30")) },
		},
		"the shift starts before the agreement": {
			agreement: func(c *C) { c.From = at("2026-03-10 08:00") },
			want:      []string{"AGREEMENT_NONE"}, says: "only from 10 March 2026 at 08:00",
		},
		"the shift starts with the agreement": {agreement: func(c *C) { c.From = at("2026-03-10 07:30") }},
		"the start of an agreement is told by the clock in London": {
			agreement: func(c *C) { c.From = at("2026-06-01 00:00") },
			want:      []string{"AGREEMENT_NONE"}, says: "only from 1 June 2026 at 00:00",
		},
		"a party that joined later, before the shift": {agreement: func(c *C) { c.Host.SignedAt = ptr(at("2026-03-09 12:00")) }},
		"a party that joins only after the shift starts": {
			agreement: func(c *C) { c.Host.SignedAt = ptr(at("2026-03-10 08:00")) },
			want:      []string{"AGREEMENT_NONE"}, says: "Medway signed the agreement “Kent nurses” only on 10 March 2026",
		},
		"a party that is invited and has not signed": {
			agreement: func(c *C) { c.Host.SignedAt = nil }, want: []string{"AGREEMENT_NONE"}, says: "Medway has not signed",
		},
		"a party that takes part from a later day": {
			agreement: func(c *C) { c.Host.From = ptr(at("2026-03-11 00:00")) }, want: []string{"AGREEMENT_NONE"}, says: "only from 11 March 2026",
		},
		"a party that takes part from that day on": {agreement: func(c *C) { c.Host.From = ptr(at("2026-03-10 00:00")) }},
		"a party that leaves before the shift ends": {
			agreement: func(c *C) { c.Home.Until = ptr(at("2026-03-10 19:00")) }, want: []string{"AGREEMENT_ENDS"}, says: "RVV leaves",
		},
		"a party that leaves when the shift ends": {agreement: func(c *C) { c.Home.Until = ptr(at("2026-03-10 19:30")) }},
		"a party that closes at midnight, and a night across it": {
			agreement: func(c *C) { c.Home.Until, c.Home.Closed = ptr(at("2026-04-01 00:00")), true },
			placement: func(p *P) { p.StartsAt, p.EndsAt = at("2026-03-31 19:30"), at("2026-04-01 07:30") },
			want:      []string{"AGREEMENT_ENDS"}, says: "RVV closes on 1 April 2026 at 00:00",
		},
		"a party that closes at midnight, and a late shift up to it": {
			agreement: func(c *C) { c.Home.Until, c.Home.Closed = ptr(at("2026-04-01 00:00")), true },
			placement: func(p *P) { p.StartsAt, p.EndsAt = at("2026-03-31 12:00"), at("2026-04-01 00:00") },
		},
		"the other way only":                {agreement: func(c *C) { c.Lends = false }, want: []string{"AGREEMENT_DIRECTION"}, says: "does not let RVV lend workers to Medway"},
		"the shift ends with the agreement": {agreement: func(c *C) { c.EndsAt = ptr(at("2026-03-10 19:30")) }},
		"the shift reaches one minute beyond the end": {
			agreement: func(c *C) { c.EndsAt = ptr(at("2026-03-10 19:29")) },
			want:      []string{"AGREEMENT_ENDS"}, says: "before the shift does",
		},
		"a night across the last day": {
			agreement: func(c *C) { c.EndsAt = ptr(at("2026-04-01 00:00")) },
			placement: func(p *P) { p.StartsAt, p.EndsAt = at("2026-03-31 19:30"), at("2026-04-01 07:30") },
			want:      []string{"AGREEMENT_ENDS"}, says: "ends on 1 April 2026 at 00:00",
		},
		"a night that loses an hour ends by the clock on the wall": {
			agreement: func(c *C) { c.EndsAt = ptr(at("2026-03-29 07:30")) },
			placement: func(p *P) { p.StartsAt, p.EndsAt = at("2026-03-28 19:30"), at("2026-03-28 19:30").Add(11*time.Hour) },
		},
		"a night that loses an hour: twelve hours reach beyond 07:30": {
			agreement: func(c *C) { c.EndsAt = ptr(at("2026-03-29 07:30")) },
			placement: func(p *P) { p.StartsAt, p.EndsAt = at("2026-03-28 19:30"), at("2026-03-28 19:30").Add(12*time.Hour) },
			want:      []string{"AGREEMENT_ENDS"},
		},
		"a night that gains an hour: twelve hours end before 07:30": {
			agreement: func(c *C) { c.EndsAt = ptr(at("2026-10-25 06:30")) },
			placement: func(p *P) { p.StartsAt, p.EndsAt = at("2026-10-24 19:30"), at("2026-10-24 19:30").Add(12*time.Hour) },
		},
		"an agreement that starts on the day of the clock change starts at its midnight": {
			agreement: func(c *C) { c.From = at("2026-03-29 00:00") },
			placement: func(p *P) { p.StartsAt, p.EndsAt = at("2026-03-29 00:00"), at("2026-03-29 08:00") },
		},
		"the hour before the midnight of the second clock change is the day before": {
			agreement: func(c *C) { c.From = at("2026-10-25 00:00") },
			placement: func(p *P) { p.StartsAt, p.EndsAt = at("2026-10-24 23:00"), at("2026-10-25 07:00") },
			want:      []string{"AGREEMENT_NONE"},
		},
		"replaced before the shift by a version without the host": {
			agreement: func(c *C) { c.ReplacedAt = ptr(at("2026-03-09 00:00")) },
			want:      []string{"AGREEMENT_ENDS"}, says: "was replaced",
		},
		"replaced while the shift is worked": {agreement: func(c *C) { c.ReplacedAt = ptr(at("2026-03-10 12:00")) }},
		"a site outside":                     {agreement: func(c *C) { c.SitesIn = []string{"RVV01"} }, want: []string{"AGREEMENT_SCOPE"}, says: "site RPA02"},
		"a site inside":                      {agreement: func(c *C) { c.SitesIn = []string{"RPA02", "RVV01"} }},
		"a site left out":                    {agreement: func(c *C) { c.SitesOut = []string{"RPA02"} }, want: []string{"AGREEMENT_SCOPE"}, says: "site RPA02"},
		"another site left out":              {agreement: func(c *C) { c.SitesOut = []string{"RPA03"} }},
		"a staff group outside":              {agreement: func(c *C) { c.StaffGroups = []string{"medical_dental"} }, want: []string{"AGREEMENT_SCOPE"}, says: "staff group Nursing and midwifery"},
		"a band outside":                     {agreement: func(c *C) { c.Bands = []string{"6"} }, want: []string{"AGREEMENT_SCOPE"}, says: "the band 5"},
		"exposure-prone procedures left out": {
			agreement: func(c *C) { c.Excluded = []string{"epp"} }, placement: func(p *P) { p.EPP = true },
			want: []string{"AGREEMENT_ACTIVITY"}, says: "exposure-prone",
		},
		"exposure-prone procedures left out and not asked for": {agreement: func(c *C) { c.Excluded = []string{"children", "epp"} }},
		"work with children left out": {
			agreement: func(c *C) { c.Excluded = []string{"children", "epp"} }, placement: func(p *P) { p.Children = true },
			want: []string{"AGREEMENT_ACTIVITY"}, says: "work with children",
		},
		"lone working left out is for the ward to see to": {agreement: func(c *C) { c.Excluded = []string{"lone_working"} }, notes: []string{"AGREEMENT_ACTIVITY"}},
		"every reason is told, not the first": {
			agreement: func(c *C) {
				c.Lends, c.SitesIn, c.StaffGroups, c.Bands, c.Excluded = false, []string{"RVV01"}, []string{"medical_dental"}, []string{"medical"}, []string{"epp"}
				c.EndsAt, c.MaxDays, c.Days = ptr(at("2026-03-10 12:00")), 1, days("2026-03-02 07:30", 1)
				c.MaxSingleDays, c.HostDays = 1, days("2026-03-09 07:30", 1)
				c.Model, c.Minimums = "host_pays", []deployment.Minimum{{Type: "dbs", Level: "enhanced_barred"}}
			},
			placement: func(p *P) { p.EPP = true },
			passport:  func(p *deployment.Passport) { p.Disclosures = &[]deployment.Disclosure{} },
			want: []string{
				"AGREEMENT_DIRECTION", "AGREEMENT_SCOPE", "AGREEMENT_SCOPE", "AGREEMENT_SCOPE", "AGREEMENT_ACTIVITY", "AGREEMENT_ENDS",
				"AGREEMENT_DAYS", "AGREEMENT_SINGLE_DAYS", "CONSENT_MISSING", "RTW_MODEL", "CHECK_MINIMUM",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.check(t)
		})
	}
}

func TestOfSeveralAgreementsTheNewestInForceAnswers(t *testing.T) {
	t.Parallel()
	older := candidate()
	newer := candidate(func(c *deployment.Candidate) {
		c.Agreement, c.Terms, c.InForceAt = second, 3, ptr(at("2026-03-02 12:00"))
	})
	outOfScope := candidate(func(c *deployment.Candidate) {
		c.Agreement, c.InForceAt, c.Bands = id.ID{15: 9}, ptr(at("2026-03-05 12:00")), []string{"9"}
	})
	for _, order := range [][]deployment.Candidate{{older, newer, outOfScope}, {outOfScope, newer, older}} {
		got := deployment.Authorise(facts(placement(nil), order...))
		if got.Agreement != second || got.Terms != 3 || len(got.Reasons) != 0 {
			t.Fatalf("got %+v", got)
		}
	}
	twin := candidate(func(c *deployment.Candidate) { c.Agreement = second })
	for _, order := range [][]deployment.Candidate{{older, twin}, {twin, older}} {
		if got := deployment.Authorise(facts(placement(nil), order...)); got.Agreement != first {
			t.Fatalf("equal moments: the smaller id answers, got %v", got.Agreement)
		}
	}
}

func TestTheVersionInForceAtTheStartOfTheShiftAnswers(t *testing.T) {
	t.Parallel()
	amended := at("2026-03-20 12:00")
	one := candidate(func(c *deployment.Candidate) { c.ReplacedAt = &amended })
	two := candidate(func(c *deployment.Candidate) { c.Terms, c.InForceAt, c.Bands = 2, &amended, []string{"6"} })
	for _, tc := range []struct {
		start string
		terms int64
		code  string
	}{
		{"2026-03-20 11:59", 1, ""},
		{"2026-03-20 12:00", 0, "AGREEMENT_SCOPE"},
		{"2026-03-21 07:30", 0, "AGREEMENT_SCOPE"},
	} {
		p := placement(func(p *deployment.Placement) { p.StartsAt, p.EndsAt = at(tc.start), at(tc.start).Add(8*time.Hour) })
		got := deployment.Authorise(facts(p, two, one))
		hard, _ := codesOf(got)
		if got.Terms != tc.terms || strings.Join(hard, " ") != tc.code {
			t.Errorf("a shift at %s: version %d, %v", tc.start, got.Terms, hard)
		}
	}
	offered := candidate(func(c *deployment.Candidate) { c.Terms, c.InForceAt, c.Unsigned = 2, nil, []string{"RPA"} })
	if got := deployment.Authorise(facts(placement(nil), offered, candidate())); got.Terms != 1 {
		t.Errorf("until all have signed the new version the old one stands: %+v", got)
	}
}

func TestSeveralAgreementsTellTheSameReasonOnce(t *testing.T) {
	t.Parallel()
	f := facts(placement(nil), candidate(), candidate(func(c *deployment.Candidate) { c.Agreement = second }))
	f.Passport = fitting(func(p *deployment.Passport) { p.Disclosures = &[]deployment.Disclosure{} })
	if got := deployment.Authorise(f); len(got.Reasons) != 1 {
		t.Errorf("%+v", got.Reasons)
	}
	if got := deployment.Authorise(facts(placement(nil))); got.Yes() || len(got.Reasons) != 1 || got.Reasons[0].Code != "AGREEMENT_NONE" {
		t.Errorf("no agreement at all: %+v", got)
	}
}
