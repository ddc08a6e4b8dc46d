package agreement_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

var update = flag.Bool("update", false, "write the golden texts again")

// fromTemplate is an agreement of East Kent and Medway as the template proposes it.
func fromTemplate(t *testing.T, code string) agreement.Clauses {
	t.Helper()
	template, is := agreement.TemplateFor(code)
	if !is {
		t.Fatalf("there is no template %s", code)
	}
	c := template.Clauses
	c.Title, c.Parties = "Kent nurses 2026", agreement.PartiesOf("RVV", "RPA")
	c.From = time.Date(2026, 3, 31, 23, 0, 0, 0, time.UTC) // midnight in London, in summer time
	c.Names = map[string]string{"RVV": "East Kent Hospitals University NHS Foundation Trust", "RPA": "Medway NHS Foundation Trust"}
	if c.Model == "lead_employer" {
		c.Lead = "RVV"
	}
	return c
}

func TestTheTextOfEachTemplateIsAsPeopleHaveReadIt(t *testing.T) {
	t.Parallel()
	for _, template := range agreement.Templates {
		c := fromTemplate(t, template.Code)
		if err := c.Validate(); err != nil {
			t.Errorf("%s: %v", template.Code, err)
		}
		got := agreement.Text(id.ID{15: 1}, 1, c)
		file := filepath.Join("testdata", template.Code+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: the text has changed:\n%s", template.Code, got)
		}
	}
}

func TestEveryDefaultThatNeedsAReasonHasOne(t *testing.T) {
	t.Parallel()
	for _, template := range agreement.Templates {
		if template.Label == "" || template.For == "" || len(template.Why) < 5 {
			t.Errorf("%s is not documented", template.Code)
		}
		paths := map[string]bool{}
		for _, change := range agreement.Diff(agreement.Clauses{Limits: agreement.Limits{MaxDaysIn12Months: -1}, Money: agreement.Money{OnCostBP: -1}}, template.Clauses) {
			paths[change.Path] = true
		}
		for path := range template.Why {
			if !paths[path] && path != "direction.kind" {
				t.Errorf("%s gives a reason for %s, which it does not set", template.Code, path)
			}
		}
	}
}

// shuffled is the same clauses with every list in another order, in another zone and with other spare room.
func shuffled(t *rapid.T, c agreement.Clauses) agreement.Clauses {
	c.Parties = rapid.Permutation(c.Parties).Draw(t, "parties")
	c.Scope.StaffGroups = rapid.Permutation(c.Scope.StaffGroups).Draw(t, "groups")
	c.Scope.Bands = rapid.Permutation(c.Scope.Bands).Draw(t, "bands")
	c.Checks.Minimums = rapid.Permutation(c.Checks.Minimums).Draw(t, "minimums")
	c.Training.TopUps = rapid.Permutation(c.Training.TopUps).Draw(t, "top-ups")
	c.Duties.Home = rapid.Permutation(c.Duties.Home).Draw(t, "duties")
	c.From = c.From.In(time.FixedZone("elsewhere", rapid.IntRange(-12, 12).Draw(t, "zone")*3600))
	names := map[string]string{}
	for code, name := range c.Names {
		names[code] = name
	}
	c.Names = names
	return c
}

func TestTextAndHashAreFunctionsOfTheClausesAlone(t *testing.T) {
	t.Parallel()
	base := map[string]agreement.Clauses{}
	for _, template := range agreement.Templates {
		c := fromTemplate(t, template.Code)
		c.Scope.StaffGroups, c.Scope.Bands = []string{"nursing_midwifery", "clinical_support", "allied_health"}, []string{"5", "6", "2"}
		base[template.Code] = c
	}
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SampledFrom([]string{"licence_to_attend", "home_pays", "host_pays", "lead_employer"}).Draw(t, "template")
		one, two := base[code], shuffled(t, base[code])
		if string(one.JSON()) != string(two.JSON()) || agreement.Text(id.ID{1}, 3, one) != agreement.Text(id.ID{1}, 3, two) {
			t.Fatal("the order of a list or the zone of a clock is no clause")
		}
		if len(agreement.Diff(one, two)) != 0 || one.ScopeKey() != two.ScopeKey() {
			t.Fatalf("differs from itself: %v", agreement.Diff(one, two))
		}
		back, err := agreement.Read(two.JSON())
		if err != nil || string(back.JSON()) != string(one.JSON()) {
			t.Fatalf("comes back otherwise: %v", err)
		}
		two.Limits.MaxDaysIn12Months = rapid.IntRange(1, 366).Filter(func(n int) bool { return n != one.Limits.MaxDaysIn12Months }).Draw(t, "days")
		if agreement.Hash(agreement.Text(id.ID{1}, 3, one)) == agreement.Hash(agreement.Text(id.ID{1}, 3, two)) {
			t.Fatal("another limit leaves the text as it was")
		}
		if d := agreement.Diff(one, two); len(d) != 1 || d[0].Path != "limits.max_days_in_12_months" {
			t.Fatalf("%v", d)
		}
	})
}

// Every clause that can be agreed on stands in the text: else a party would sign what it cannot read.
func TestEveryClauseChangesTheText(t *testing.T) {
	t.Parallel()
	end := time.Date(2027, 4, 1, 0, 0, 0, 0, time.UTC)
	changes := map[string]func(*agreement.Clauses){
		"title":                     func(c *agreement.Clauses) { c.Title = "Kent midwives" },
		"model":                     func(c *agreement.Clauses) { c.Model = "secondment" },
		"lead":                      func(c *agreement.Clauses) { c.Lead = "RPA" },
		"parties":                   func(c *agreement.Clauses) { c.Parties = agreement.PartiesOf("RVV", "RPA", "RWF") },
		"accession date":            func(c *agreement.Clauses) { c.Parties[0].AccedesAt = &end },
		"exit date":                 func(c *agreement.Clauses) { c.Parties[0].ExitsAt = &end },
		"accession":                 func(c *agreement.Clauses) { c.Accession = "by_amendment" },
		"from":                      func(c *agreement.Clauses) { c.From = c.From.Add(time.Microsecond) },
		"until":                     func(c *agreement.Clauses) { c.Until = &end },
		"scope.sites_in":            func(c *agreement.Clauses) { c.Scope.SitesIn = []string{"RVV01"} },
		"scope.sites_out":           func(c *agreement.Clauses) { c.Scope.SitesOut = []string{"RVV01"} },
		"scope.staff_groups":        func(c *agreement.Clauses) { c.Scope.StaffGroups = []string{"students"} },
		"scope.bands":               func(c *agreement.Clauses) { c.Scope.Bands = []string{"5"} },
		"scope.excluded_activities": func(c *agreement.Clauses) { c.Scope.ExcludedActivities = []string{"epp"} },
		"direction": func(c *agreement.Clauses) {
			c.Direction = agreement.Direction{Kind: "one_way", Lenders: []string{"RVV"}, Borrowers: []string{"RPA"}}
		},
		"consent":                           func(c *agreement.Clauses) { c.Consent = "each_version" },
		"limits.max_single_deployment_days": func(c *agreement.Clauses) { c.Limits.MaxSingleDeploymentDays = 3 },
		"checks":                            func(c *agreement.Clauses) { c.Checks.Minimums = c.Checks.Minimums[1:] },
		"checks age":                        func(c *agreement.Clauses) { c.Checks.Minimums[0].MaxAgeMonths = 7 },
		"training.accepted":                 func(c *agreement.Clauses) { c.Training.Accepted = nil },
		"training.top_ups":                  func(c *agreement.Clauses) { c.Training.TopUps[0].Host = "RPA" },
		"money.rate_basis":                  func(c *agreement.Clauses) { c.Money.RateBasis = "host" },
		"money.harmonised": func(c *agreement.Clauses) {
			c.Money.Harmonised = []agreement.HarmonisedRate{{StaffGroup: "students", Band: "5", HourlyPence: 1, UnsocialPence: 2}}
		},
		"money.on_cost_bp":               func(c *agreement.Clauses) { c.Money.OnCostBP++ },
		"money.admin_fee_pence":          func(c *agreement.Clauses) { c.Money.AdminFeePence++ },
		"money.travel_pence_per_mile":    func(c *agreement.Clauses) { c.Money.TravelPencePerMile++ },
		"money.cancellation_bearer":      func(c *agreement.Clauses) { c.Money.CancellationBearer = "home" },
		"money.invoice":                  func(c *agreement.Clauses) { c.Money.Invoice = "weekly" },
		"money.dispute_days":             func(c *agreement.Clauses) { c.Money.DisputeDays++ },
		"vat.treatment":                  func(c *agreement.Clauses) { c.VAT.Treatment = "exempt" },
		"vat.reason":                     func(c *agreement.Clauses) { c.VAT.Reason = "Another." },
		"indemnity.clinical_negligence":  func(c *agreement.Clauses) { c.Indemnity.ClinicalNegligence = "home" },
		"indemnity.employers_liability":  func(c *agreement.Clauses) { c.Indemnity.EmployersLiability = "home" },
		"information.controllers":        func(c *agreement.Clauses) { c.Information.Controllers = "joint" },
		"information.platform_processor": func(c *agreement.Clauses) { c.Information.PlatformProcessor = false },
		"information.lawful_bases":       func(c *agreement.Clauses) { c.Information.LawfulBases = []string{"art_10"} },
		"notice.days":                    func(c *agreement.Clauses) { c.Notice.Days++ },
		"notice.booked":                  func(c *agreement.Clauses) { c.Notice.Booked = agreement.Revoke },
		"duties.home":                    func(c *agreement.Clauses) { c.Duties.Home = nil },
		"duties.host":                    func(c *agreement.Clauses) { c.Duties.Host = nil },
		"duties.concern_hours":           func(c *agreement.Clauses) { c.Duties.ConcernHours++ },
		"mutual_aid":                     func(c *agreement.Clauses) { c.MutualAid.MaxHours = 5 },
	}
	seen := map[string]string{agreement.Text(id.ID{1}, 1, fromTemplate(t, "home_pays")): "the template"}
	for name, change := range changes {
		c := fromTemplate(t, "home_pays")
		c.Parties, c.Checks.Minimums, c.Training.TopUps = slices.Clone(c.Parties), slices.Clone(c.Checks.Minimums), slices.Clone(c.Training.TopUps)
		change(&c)
		text := agreement.Text(id.ID{1}, 1, c)
		if other, same := seen[text]; same {
			t.Errorf("%s does not change the text: same as %s", name, other)
		}
		seen[text] = name
	}
}
