package deployment_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

var (
	london, _ = time.LoadLocation("Europe/London")
	first     = id.ID{15: 1}
	second    = id.ID{15: 2}
)

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, london)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func ptr[T any](v T) *T { return &v }

// record is an agreement in force between RVV and RPA for everything, signed on 1 March 2026.
func record(change func(*agreement.Record)) agreement.Agreement {
	r := agreement.Record{
		ID: first, Version: 4, Terms: 1, Status: agreement.InForce,
		Clauses: agreement.Clauses{
			Title: "Kent nurses", Model: "home_pays", Parties: agreement.PartiesOf("RPA", "RVV"), From: at("2026-03-01 00:00"),
			Notice: agreement.Notice{Booked: agreement.Honour},
		},
		ProposedBy: "RVV", InForceAt: ptr(at("2026-03-01 12:00")),
		Signatures: []agreement.Signature{{Employer: "RPA", SignedAt: at("2026-03-01 11:00")}, {Employer: "RVV", SignedAt: at("2026-03-01 12:00")}},
	}
	if change != nil {
		change(&r)
	}
	return agreement.Rehydrate(r)
}

func placement(change func(*deployment.Placement)) deployment.Placement {
	p := deployment.Placement{
		Booking: id.ID{1}, Shift: id.ID{2}, Worker: id.ID{3}, Home: "RVV", Host: "RPA", Site: "RPA02",
		StaffGroup: "nursing_midwifery", Band: "5", StartsAt: at("2026-03-10 07:30"), EndsAt: at("2026-03-10 19:30"),
	}
	if change != nil {
		change(&p)
	}
	return p
}

func days(from string, n int) []deployment.Day {
	out := make([]deployment.Day, n)
	for i := range out {
		out[i] = deployment.DayOf(at(from), london) + deployment.Day(i)
	}
	return out
}

func TestAuthorise(t *testing.T) {
	t.Parallel()
	type (
		A = agreement.Record
		P = deployment.Placement
	)
	for name, tc := range map[string]struct {
		agreement func(*A)
		placement func(*P)
		worked    []deployment.Day
		want      []string // codes; none is yes
		says      string   // a part of the first reason's message
	}{
		"everything between two parties is covered": {},
		"direction: the other party's worker is covered alike": {
			placement: func(p *P) { p.Home, p.Host, p.Site = "RPA", "RVV", "RVV01" },
		},
		"an employer that is no party": {
			placement: func(p *P) { p.Host, p.Site = "RWF", "RWF03" },
			want:      []string{"AGREEMENT_NONE"}, says: "No workforce-sharing agreement names both RVV and RWF",
		},
		"a home that is no party": {
			placement: func(p *P) { p.Home = "RN7" }, want: []string{"AGREEMENT_NONE"},
		},
		"a draft covers nothing": {
			agreement: func(a *A) { a.Status, a.InForceAt, a.Signatures = agreement.Draft, nil, nil },
			want:      []string{"AGREEMENT_NONE"}, says: "No workforce-sharing agreement",
		},
		"an offer that one party has signed covers nothing and says who is missing": {
			agreement: func(a *A) { a.Status, a.InForceAt, a.Signatures = agreement.Offered, nil, a.Signatures[:1] },
			want:      []string{"AGREEMENT_NONE"}, says: "not been signed by RVV",
		},
		"an offer that was given up is no candidate": {
			agreement: func(a *A) {
				a.Status, a.InForceAt, a.EndedAt, a.EndsAt = agreement.Ended, nil, ptr(at("2026-03-02 00:00")), ptr(at("2026-03-02 00:00"))
			},
			want: []string{"AGREEMENT_NONE"}, says: "No workforce-sharing agreement",
		},
		"the last party signed after the shift's start": {
			agreement: func(a *A) { a.InForceAt = ptr(at("2026-03-10 07:31")) },
			want:      []string{"AGREEMENT_NONE"}, says: "not signed by all its parties before the shift starts",
		},
		"the last party signed at the shift's very start": {
			agreement: func(a *A) { a.InForceAt = ptr(at("2026-03-10 07:30")) },
		},
		"the shift starts before the agreement": {
			agreement: func(a *A) { a.Clauses.From = at("2026-03-10 08:00") },
			want:      []string{"AGREEMENT_NONE"}, says: "only from 10 March 2026 at 08:00 UTC",
		},
		"the shift starts with the agreement": {
			agreement: func(a *A) { a.Clauses.From = at("2026-03-10 07:30") },
		},
		"the shift ends with the agreement": {
			agreement: func(a *A) { a.EndsAt = ptr(at("2026-03-10 19:30")) },
		},
		"the shift reaches one minute beyond the end": {
			agreement: func(a *A) { a.EndsAt = ptr(at("2026-03-10 19:29")) },
			want:      []string{"AGREEMENT_ENDS"}, says: "before the shift does",
		},
		"an ended agreement covers nothing after its end": {
			agreement: func(a *A) {
				a.Status, a.EndedAt, a.EndsAt = agreement.Ended, ptr(at("2026-03-05 00:00")), ptr(at("2026-03-05 00:00"))
			},
			want: []string{"AGREEMENT_ENDS"},
		},
		"a late question about a shift that lay wholly before the end is answered as it would have been": {
			agreement: func(a *A) {
				a.Status, a.EndedAt, a.EndsAt = agreement.Ended, ptr(at("2026-03-12 00:00")), ptr(at("2026-03-12 00:00"))
			},
		},
		"a night that loses an hour ends by the clock of the world": {
			agreement: func(a *A) { a.EndsAt = ptr(at("2026-03-29 07:30")) },
			placement: func(p *P) { p.StartsAt, p.EndsAt = at("2026-03-28 19:30"), at("2026-03-28 19:30").Add(11*time.Hour) },
		},
		"a night that loses an hour: twelve hours reach beyond 07:30": {
			agreement: func(a *A) { a.EndsAt = ptr(at("2026-03-29 07:30")) },
			placement: func(p *P) { p.StartsAt, p.EndsAt = at("2026-03-28 19:30"), at("2026-03-28 19:30").Add(12*time.Hour) },
			want:      []string{"AGREEMENT_ENDS"},
		},
		"a site outside":        {agreement: func(a *A) { a.Clauses.Scope.SitesIn = []string{"RVV01"} }, want: []string{"AGREEMENT_SCOPE"}, says: "site RPA02"},
		"a site inside":         {agreement: func(a *A) { a.Clauses.Scope.SitesIn = []string{"RPA02", "RVV01"} }},
		"a staff group outside": {agreement: func(a *A) { a.Clauses.Scope.StaffGroups = []string{"medical_dental"} }, want: []string{"AGREEMENT_SCOPE"}, says: "staff group Nursing and midwifery"},
		"a band outside":        {agreement: func(a *A) { a.Clauses.Scope.Bands = []string{"6"} }, want: []string{"AGREEMENT_SCOPE"}, says: "the band 5"},
		"every reason is told, not the first": {
			agreement: func(a *A) {
				a.Clauses.Scope.SitesIn, a.Clauses.Scope.StaffGroups, a.Clauses.Scope.Bands = []string{"RVV01"}, []string{"medical_dental"}, []string{"medical"}
				a.EndsAt, a.Clauses.Limits.MaxDaysIn12Months = ptr(at("2026-03-10 12:00")), 1
			},
			worked: days("2026-03-02 07:30", 1),
			want:   []string{"AGREEMENT_SCOPE", "AGREEMENT_SCOPE", "AGREEMENT_SCOPE", "AGREEMENT_ENDS", "AGREEMENT_DAYS"},
		},
		"the last day of the limit": {agreement: func(a *A) { a.Clauses.Limits.MaxDaysIn12Months = 3 }, worked: days("2026-03-02 07:30", 2)},
		"one day beyond the limit":  {agreement: func(a *A) { a.Clauses.Limits.MaxDaysIn12Months = 3 }, worked: days("2026-03-02 07:30", 3), want: []string{"AGREEMENT_DAYS"}, says: "at most 3 days"},
		"a second shift on a day already given costs no day": {
			agreement: func(a *A) { a.Clauses.Limits.MaxDaysIn12Months = 3 }, worked: append(days("2026-03-02 07:30", 2), days("2026-03-10 07:30", 1)...),
		},
		"days of more than 12 months ago are free again": {agreement: func(a *A) { a.Clauses.Limits.MaxDaysIn12Months = 1 }, worked: days("2025-03-10 07:30", 1)},
		"days within 12 months are not":                  {agreement: func(a *A) { a.Clauses.Limits.MaxDaysIn12Months = 1 }, worked: days("2025-03-11 07:30", 1), want: []string{"AGREEMENT_DAYS"}},
		"days already booked after the shift count too":  {agreement: func(a *A) { a.Clauses.Limits.MaxDaysIn12Months = 1 }, worked: days("2026-06-01 07:30", 1), want: []string{"AGREEMENT_DAYS"}},
		"no limit": {worked: days("2026-01-01 07:30", 300)},
		"a night that starts before midnight in London counts on that day": {
			agreement: func(a *A) { a.Clauses.Limits.MaxDaysIn12Months = 1 },
			placement: func(p *P) { p.StartsAt, p.EndsAt = at("2026-06-10 00:30"), at("2026-06-10 08:00") }, // 23:30 UTC on the 9th
			worked:    days("2026-06-10 12:00", 1),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := record(tc.agreement)
			got := deployment.Authorise(placement(tc.placement), []agreement.Agreement{a}, deployment.Worked{first: tc.worked}, london)
			var codes []string
			for _, r := range got.Reasons {
				if err := r.Validate(); err != nil || r.Fix == "" {
					t.Errorf("a reason without a fix or broken: %+v %v", r, err)
				}
				codes = append(codes, r.Code)
			}
			if !slices.Equal(codes, tc.want) || got.Yes() != (len(tc.want) == 0) {
				t.Fatalf("got %v (yes=%t), want %v: %+v", codes, got.Yes(), tc.want, got.Reasons)
			}
			if got.Yes() && (got.Agreement != first || got.Terms != 1) {
				t.Errorf("answered with %v version %d", got.Agreement, got.Terms)
			}
			if tc.says != "" && !strings.Contains(got.Reasons[0].Message, tc.says) {
				t.Errorf("message %q does not say %q", got.Reasons[0].Message, tc.says)
			}
		})
	}
}

func TestOfSeveralAgreementsTheNewestInForceAnswers(t *testing.T) {
	t.Parallel()
	older := record(nil)
	newer := record(func(a *agreement.Record) { a.ID, a.Terms, a.InForceAt = second, 3, ptr(at("2026-03-02 12:00")) })
	outOfScope := record(func(a *agreement.Record) {
		a.ID, a.InForceAt, a.Clauses.Scope.Bands = id.ID{15: 9}, ptr(at("2026-03-05 12:00")), []string{"9"}
	})
	for _, order := range [][]agreement.Agreement{{older, newer, outOfScope}, {outOfScope, newer, older}} {
		got := deployment.Authorise(placement(nil), order, nil, london)
		if got.Agreement != second || got.Terms != 3 || len(got.Reasons) != 0 {
			t.Fatalf("got %+v", got)
		}
	}
	twin := record(func(a *agreement.Record) { a.ID = second })
	for _, order := range [][]agreement.Agreement{{older, twin}, {twin, older}} {
		if got := deployment.Authorise(placement(nil), order, nil, london); got.Agreement != first {
			t.Fatalf("equal moments: the smaller id answers, got %v", got.Agreement)
		}
	}
}

func TestARefusalSaysWhenTheDaysAreFreeAgain(t *testing.T) {
	t.Parallel()
	a := record(func(a *agreement.Record) { a.Clauses.Limits.MaxDaysIn12Months = 1 })
	got := deployment.Authorise(placement(nil), []agreement.Agreement{a}, deployment.Worked{first: days("2025-09-01 07:30", 1)}, london)
	want := at("2026-09-01 00:00")
	if len(got.Reasons) != 1 || got.Reasons[0].From == nil || !got.Reasons[0].From.Equal(want) {
		t.Fatalf("want free from %s, got %+v", want, got.Reasons)
	}
}
