package agreement_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

var (
	now   = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	rvv   = agreement.By{Employer: "RVV", Person: "person-1"}
	rpa   = agreement.By{Employer: "RPA", Person: "person-2"}
	chief = "chief_people_officer"
)

func clauses() agreement.Clauses {
	t, _ := agreement.TemplateFor("home_pays")
	c := t.Clauses
	c.Title, c.Parties, c.Scope.StaffGroups = "Kent nurses", agreement.PartiesOf("RVV", "RPA"), []string{"nursing_midwifery"}
	c.From, c.Notice.Days = now.Add(24*time.Hour), 0
	return c
}

func drafted(t *testing.T, change func(*agreement.Clauses)) agreement.Agreement {
	t.Helper()
	c := clauses()
	if change != nil {
		change(&c)
	}
	a, err := agreement.NewDraft(id.ID{15: 1}, rvv, c, now)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func offered(t *testing.T) agreement.Agreement {
	t.Helper()
	a := drafted(t, nil)
	must(t, a.Offer(now))
	return a
}

func inForce(t *testing.T) agreement.Agreement {
	t.Helper()
	a := offered(t)
	must(t, a.Sign(rvv, chief, a.Record().Hash, now))
	must(t, a.Sign(rpa, chief, a.Record().Hash, now.Add(time.Hour)))
	must(t, a.BringIntoForce(now.Add(time.Hour)))
	return a
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, err error, code string) {
	t.Helper()
	var r *rule.Refusal
	if !errors.As(err, &r) || r.Code != code {
		t.Fatalf("want the refusal %s, got %v", code, err)
	}
}

func TestDraftRefusesWhatNobodyCouldSign(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func(*agreement.Clauses)
		field  string
	}{
		"one party":                      {func(c *agreement.Clauses) { c.Parties = agreement.PartiesOf("RVV") }, "parties"},
		"the drafting employer left out": {func(c *agreement.Clauses) { c.Parties = agreement.PartiesOf("RPA", "RWF") }, "parties"},
		"a party twice":                  {func(c *agreement.Clauses) { c.Parties = agreement.PartiesOf("RVV", "RPA", "RVV") }, "parties"},
		"a party that is no code":        {func(c *agreement.Clauses) { c.Parties = agreement.PartiesOf("RVV", "R.*") }, "parties"},
		"an unknown model":               {func(c *agreement.Clauses) { c.Model = "barter" }, "model"},
		"an unknown staff group":         {func(c *agreement.Clauses) { c.Scope.StaffGroups = []string{"nurses"} }, "scope.staff_groups"},
		"an unknown band":                {func(c *agreement.Clauses) { c.Scope.Bands = []string{"10"} }, "scope.bands"},
		"an end before the start":        {func(c *agreement.Clauses) { c.Until = &now }, "until"},
		"no start":                       {func(c *agreement.Clauses) { c.From = time.Time{} }, "from"},
		"a negative limit":               {func(c *agreement.Clauses) { c.Limits.MaxDaysIn12Months = -1 }, "limits.max_days_in_12_months"},
		"no word on the end":             {func(c *agreement.Clauses) { c.Notice.Booked = "" }, "notice.booked"},
		"a title with a line break":      {func(c *agreement.Clauses) { c.Title = "a\nb" }, "title"},
		"a title that is not UTF-8":      {func(c *agreement.Clauses) { c.Title = "a\xff" }, "title"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := clauses()
			tc.change(&c)
			_, err := agreement.NewDraft(id.ID{15: 1}, rvv, c, now)
			var r *rule.Refusal
			if !errors.As(err, &r) || r.Kind != rule.Input || r.Fields[0].Name != tc.field {
				t.Fatalf("want a complaint about %s, got %v", tc.field, err)
			}
		})
	}
}

func TestAnAgreementIsInForceOnlyWhenAllHaveSigned(t *testing.T) {
	t.Parallel()
	a := drafted(t, nil)
	refused(t, a.Sign(rvv, chief, a.Record().Hash, now), "agreement_not_offered")
	must(t, a.Offer(now))
	refused(t, a.Offer(now), "agreement_not_draft")
	must(t, a.Sign(rvv, chief, a.Record().Hash, now))
	if a.Complete() {
		t.Error("complete with one signature of two")
	}
	refused(t, a.BringIntoForce(now), "agreement_unsigned")
	refused(t, a.Sign(rvv, chief, a.Record().Hash, now), "already_signed")
	must(t, a.Sign(rpa, chief, a.Record().Hash, now))
	if !a.Complete() || a.Status() != agreement.Offered {
		t.Fatal("complete with both signatures, and not yet in force")
	}
	must(t, a.BringIntoForce(now))
	if a.Status() != agreement.InForce || a.Record().Version != 4 || !a.InForceAt().Equal(now) {
		t.Errorf("%+v", a.Record())
	}
}

func TestSignRefuses(t *testing.T) {
	t.Parallel()
	a := offered(t)
	refused(t, a.Sign(agreement.By{Employer: "RWF", Person: "x"}, chief, a.Record().Hash, now), "not_a_party")
	refused(t, a.Sign(rvv, chief, strings.Repeat("0", 64), now), "terms_differ")
	refused(t, a.Sign(rvv, chief, "", now), "terms_differ")
	refused(t, a.Sign(rvv, "cleaner", a.Record().Hash, now), "signature_invalid")
	until := now.Add(48 * time.Hour)
	short := drafted(t, func(c *agreement.Clauses) { c.Until = &until })
	must(t, short.Offer(now))
	refused(t, short.Sign(rvv, chief, short.Record().Hash, until), "agreement_over")
}

func TestEnd(t *testing.T) {
	t.Parallel()
	later := now.Add(72 * time.Hour)
	t.Run("at once", func(t *testing.T) {
		t.Parallel()
		a := inForce(t)
		must(t, a.End(rvv, later, later))
		if a.Status() != agreement.Ended || !a.EndsAt().Equal(later) {
			t.Errorf("%+v", a.Record())
		}
		refused(t, a.End(rvv, later, later), "agreement_ended")
	})
	t.Run("by notice it stays in force until then", func(t *testing.T) {
		t.Parallel()
		a := inForce(t)
		must(t, a.End(rvv, later, now.Add(2*time.Hour)))
		if a.Status() != agreement.InForce || !a.EndsAt().Equal(later) || a.Record().Version != 5 {
			t.Errorf("%+v", a.Record())
		}
		refused(t, a.End(rvv, later.Add(time.Hour), now.Add(2*time.Hour)), "agreement_ends_earlier")
		if a.Expire(later.Add(-time.Second)) {
			t.Error("expired before its end")
		}
		if !a.Expire(later) || a.Status() != agreement.Ended || a.Expire(later) {
			t.Errorf("%+v", a.Record())
		}
	})
	t.Run("never in the past", func(t *testing.T) {
		t.Parallel()
		a := inForce(t)
		refused(t, a.End(rvv, now.Add(-time.Hour), now), "end_invalid")
	})
	t.Run("an offer is given up at once", func(t *testing.T) {
		t.Parallel()
		a := offered(t)
		must(t, a.End(rvv, later, now))
		if a.Status() != agreement.Ended || a.InForceAt() != nil {
			t.Errorf("%+v", a.Record())
		}
	})
}

func TestTheTextFollowsFromTheClausesAndFromNothingElse(t *testing.T) {
	t.Parallel()
	one := drafted(t, func(c *agreement.Clauses) {
		c.Parties, c.Scope.Bands = agreement.PartiesOf("RVV", "RPA"), []string{"6", "5"}
	})
	two := drafted(t, func(c *agreement.Clauses) {
		c.Parties, c.Scope.Bands = agreement.PartiesOf("RPA", "RVV"), []string{"5", "6"}
	})
	if one.Record().Text != two.Record().Text || one.Record().Hash != two.Record().Hash {
		t.Error("the order of a list is no clause")
	}
	if len(one.Record().Hash) != 64 || one.Record().Hash != agreement.Hash(one.Record().Text) {
		t.Error("the hash is the SHA-256 of the text in hex")
	}
	seen := map[string]string{one.Record().Hash: "the base"}
	until := now.Add(1000 * time.Hour)
	for name, change := range map[string]func(*agreement.Clauses){
		"title":   func(c *agreement.Clauses) { c.Title = "Kent midwives" },
		"model":   func(c *agreement.Clauses) { c.Model = "host_pays" },
		"parties": func(c *agreement.Clauses) { c.Parties = append(c.Parties, agreement.Party{Employer: "RWF"}) },
		"sites":   func(c *agreement.Clauses) { c.Scope.SitesIn = []string{"RVV01"} },
		"groups":  func(c *agreement.Clauses) { c.Scope.StaffGroups = nil },
		"bands":   func(c *agreement.Clauses) { c.Scope.Bands = []string{"5"} },
		"from":    func(c *agreement.Clauses) { c.From = c.From.Add(time.Second) },
		"until":   func(c *agreement.Clauses) { c.Until = &until },
		"limit":   func(c *agreement.Clauses) { c.Limits.MaxDaysIn12Months = 30 },
		"at end":  func(c *agreement.Clauses) { c.Notice.Booked = agreement.Revoke },
	} {
		a := drafted(t, change)
		if other, dup := seen[a.Record().Hash]; dup {
			t.Errorf("%s does not change the text: same as %s", name, other)
		}
		seen[a.Record().Hash] = name
	}
}

func TestARecordIsACopy(t *testing.T) {
	t.Parallel()
	a := inForce(t)
	a.Record().Clauses.Parties[0].Employer = "XXX"
	a.Record().Signatures[0].Employer = "XXX"
	if !a.HasParty("RPA") || len(a.Unsigned()) != 0 {
		t.Error("changing the copy changed the agreement")
	}
}
