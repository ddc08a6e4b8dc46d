package credential_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)

// london is the end of a plain date: the midnight after it in London.
func london(y int, m time.Month, d int) *time.Time {
	t := time.Date(y, m, d+1, 0, 0, 0, 0, clock.London).UTC()
	return &t
}

func began(y int, m time.Month, d int) time.Time {
	return time.Date(y, m, d, 0, 0, 0, 0, clock.London).UTC()
}

var (
	dbsID, regID, fireID = id.New(), id.New(), id.New()
	yes                  = true
)

// nurse is an active band 5 nurse of RVV with a record of each kind.
func nurse(change ...func(*worker.Record)) worker.Record {
	issued := began(2025, 2, 1)
	checkOf := func(r check.Record) check.Check {
		if r.ID == id.Nil {
			r.ID = id.New()
		}
		r.Outcome, r.RecordedAt = check.Satisfied, noon.AddDate(0, -1, 0)
		r.CheckedOn = began(2026, 1, 5)
		r.By.Org = "RVV"
		return check.Rehydrate(r)
	}
	w := worker.Record{
		ID: id.New(), HomeEmployer: "RVV", Status: worker.Active, Version: 3,
		Engagements: []worker.Engagement{{ID: id.New(), Employer: "RVV", Kind: "bank", From: began(2020, 1, 6)}},
		Checks: []check.Check{
			checkOf(check.Record{Type: check.Identity, Method: "documents_in_person", Particulars: check.Particulars{GPG45Level: "medium", GPG45Profile: "M1A"}}),
			checkOf(check.Record{Type: check.RightToWork, Level: "list_b1", ValidUntil: london(2027, 10, 24)}),
			checkOf(check.Record{Type: check.References, Particulars: check.Particulars{YearsCovered: 3, GapsExplained: true}}),
			checkOf(check.Record{ID: dbsID, Type: check.DBS, Level: "enhanced_barred", Workforce: "both", StandardVersion: "dbs_2024",
				Particulars: check.Particulars{IssuedOn: &issued, UpdateService: true, BarredLists: []string{"adult"}}}),
			checkOf(check.Record{Type: check.OccupationalHealth, Level: "fit_with_restrictions", EPPClearedUntil: london(2026, 10, 25), Particulars: check.Particulars{ImmunityMet: &yes}}),
		},
		Registrations: []registration.Registration{registration.Rehydrate(registration.Record{
			ID: regID, Body: "NMC", Status: registration.Registered, CheckedAt: began(2026, 3, 9), RecordedAt: noon, ValidUntil: london(2026, 5, 31), Parts: []string{"RN1"},
		})},
		Competencies: []competency.Competency{competency.Rehydrate(competency.Record{
			ID: fireID, Framework: "cstf", Code: "FIRE", Level: 1, AchievedOn: began(2025, 6, 1), RecordedAt: noon, ValidUntil: london(2027, 5, 31), AssessorOrg: "RWF",
		})},
	}
	for _, c := range change {
		c(&w)
	}
	return w
}

func TestWhatEachTypeSays(t *testing.T) {
	t.Parallel()
	person := credential.Person{Subject: "s-1", GivenName: "Ada", FamilyName: "Example", Numbers: map[string]string{"NMC": "98Z7654Q"}}
	want := map[string]map[string]any{
		"check:identity":            {"method": "documents_in_person", "level": nil, "gpg45_level": "medium", "gpg45_profile": "M1A", "standard": "nhs-employment-check-standards"},
		"check:right_to_work":       {"restriction_code": "list_b1", "follow_up_due": "2027-10-24", "valid_until": "2027-10-24"},
		"check:references":          {"years_covered": 3, "gaps_explained": true},
		"check:dbs":                 {"check_level": "enhanced_barred", "issued_on": "2025-02-01", "update_service": true, "status_checked_on": nil, "standard": "dbs_2024", "check_id": dbsID.String()},
		"check:occupational_health": {"cleared": true, "epp_cleared": true, "epp_cleared_until": "2026-10-25", "immunisation_profile": "met", "restrictions_class": "restrictions"},
		"registration:NMC":          {"regulator": "NMC", "number": "98Z7654Q", "registration_status": "registered", "conditions": false, "expires": "2026-05-31", "register_checked_at": "2026-03-09", "checked_by_org": "RVV"},
		"competency:cstf:FIRE:1":    {"framework": "cstf", "code": "FIRE", "title": "Fire Safety", "competency_level": 1, "achieved_on": "2025-06-01", "assessor_org": "RWF", "refresh_due": "2027-05-31"},
	}
	grounds := credential.Grounds(nurse(), noon)
	if len(grounds) != len(want) {
		t.Fatalf("%d grounds", len(grounds))
	}
	for _, g := range grounds {
		claims := g.Claims(person)
		names := slices.Sorted(maps.Keys(claims))
		all := slices.Sorted(slices.Values(credential.ClaimNames(g.Type)))
		if !slices.Equal(names, all) {
			t.Errorf("%s tells %v, not all of %v", g.Subject, names, all)
		}
		for name, v := range want[g.Subject] {
			if claims[name] != v {
				t.Errorf("%s: %s is %v, want %v", g.Subject, name, claims[name], v)
			}
		}
		if claims["sub"] != "s-1" || claims["given_name"] != "Ada" || claims["outcome"] != "satisfied" || (g.Type != credential.Competency && claims["checked_on"] == nil) {
			t.Errorf("%s: %v", g.Subject, claims)
		}
	}
}

func TestNoClaimHasANameOfTheFormatItself(t *testing.T) {
	t.Parallel()
	for _, typ := range credential.Types {
		names := credential.ClaimNames(typ)
		for _, n := range []string{"iss", "nbf", "exp", "iat", "cnf", "vct", "status", "_sd", "_sd_alg", "..."} {
			if slices.Contains(names, n) {
				t.Errorf("%s hides %s", typ, n)
			}
		}
		if slices.Sort(names); len(slices.Compact(names)) != len(names) || typ.Title() == "" {
			t.Errorf("%s tells a claim twice, or has no title", typ)
		}
		if got, ok := credential.TypeOf(typ.In("https://x/"), "https://x/"); !ok || got != typ {
			t.Errorf("%s is read as %s", typ, got)
		}
	}
	if _, ok := credential.TypeOf("https://x/none/1", "https://x/"); ok {
		t.Error("a type that is none was read")
	}
}

func TestACredentialNeverOutlivesWhatItSaysNorNinetyDays(t *testing.T) {
	t.Parallel()
	day := noon.Truncate(24 * time.Hour)
	for name, c := range map[string]struct {
		until []*time.Time
		want  time.Time
	}{
		"nothing ends":                         {nil, day.AddDate(0, 0, 90)},
		"a check without an end":               {[]*time.Time{nil}, day.AddDate(0, 0, 90)},
		"a check that ends later":              {[]*time.Time{london(2027, 1, 1)}, day.AddDate(0, 0, 90)},
		"on the night the clocks go forward":   {[]*time.Time{london(2026, 3, 28)}, time.Date(2026, 3, 29, 0, 0, 0, 0, time.UTC)},
		"on the day after they went forward":   {[]*time.Time{london(2026, 3, 29)}, time.Date(2026, 3, 29, 23, 0, 0, 0, time.UTC)},
		"the sooner of a check and a contract": {[]*time.Time{london(2026, 5, 1), london(2026, 4, 1)}, time.Date(2026, 4, 1, 23, 0, 0, 0, time.UTC)},
	} {
		if got := credential.ExpiresAt(day, c.until...); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	autumn := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	if got := credential.ExpiresAt(autumn, london(2026, 10, 25)); !got.Equal(time.Date(2026, 10, 26, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("on the day the clocks go back: %s", got)
	}
}

func TestOnlyWhatStandsGivesACredential(t *testing.T) {
	t.Parallel()
	ended, soon := noon.Add(-time.Hour), noon.Add(24*time.Hour)
	again := func(r check.Record) func(*worker.Record) {
		return func(w *worker.Record) {
			r.ID, r.RecordedAt = id.New(), noon
			w.Checks = append(w.Checks, check.Rehydrate(r))
		}
	}
	for name, c := range map[string]struct {
		change  func(*worker.Record)
		without []string // nil means none at all
	}{
		"all is well":             {func(*worker.Record) {}, []string{}},
		"suspended":               {func(w *worker.Record) { w.Status = worker.Suspended }, nil},
		"left":                    {func(w *worker.Record) { w.Status = worker.Left }, nil},
		"engagement ended":        {func(w *worker.Record) { w.Engagements[0].Until = &ended }, nil},
		"engaged elsewhere only":  {func(w *worker.Record) { w.Engagements[0].Employer = "RWF" }, nil},
		"engagement ends soon":    {func(w *worker.Record) { w.Engagements[0].Until = &soon }, []string{}},
		"check withdrawn":         {again(check.Record{Type: check.DBS, Outcome: check.Withdrawn}), []string{"check:dbs"}},
		"check not satisfied":     {again(check.Record{Type: check.References, Outcome: check.NotSatisfied}), []string{"check:references"}},
		"check over":              {again(check.Record{Type: check.RightToWork, Outcome: check.Satisfied, ValidUntil: &noon}), []string{"check:right_to_work"}},
		"check that begins later": {again(check.Record{Type: check.Identity, Outcome: check.Satisfied, ValidFrom: &soon}), []string{"check:identity"}},
		"struck off": {func(w *worker.Record) {
			w.Registrations = append(w.Registrations, registration.Rehydrate(registration.Record{ID: id.New(), Body: "NMC", Status: registration.StruckOff, RecordedAt: noon}))
		}, []string{"registration:NMC"}},
		"conditions of practice": {func(w *worker.Record) {
			w.Registrations = append(w.Registrations, registration.Rehydrate(registration.Record{ID: id.New(), Body: "NMC", Status: registration.Conditions, RecordedAt: noon}))
		}, []string{}},
		"supervised only": {func(w *worker.Record) {
			w.Competencies = []competency.Competency{competency.Rehydrate(competency.Record{ID: id.New(), Framework: "cstf", Code: "FIRE", Level: 1, Provisional: true})}
		}, []string{"competency:cstf:FIRE:1"}},
	} {
		got := credential.Grounds(nurse(c.change), noon)
		if c.without == nil {
			if len(got) != 0 {
				t.Errorf("%s: %d", name, len(got))
			}
			continue
		}
		if len(got) != 7-len(c.without) {
			t.Errorf("%s: %d grounds", name, len(got))
		}
		for _, g := range got {
			if slices.Contains(c.without, g.Subject) {
				t.Errorf("%s: %s stands", name, g.Subject)
			}
			if name == "engagement ends soon" && (g.ValidUntil == nil || g.ValidUntil.After(soon)) {
				t.Errorf("%s outlives the engagement: %v", g.Subject, g.ValidUntil)
			}
		}
	}
}

func TestACredentialIsDueOnceAndRenewedFromDaySixty(t *testing.T) {
	t.Parallel()
	held := func(change ...func(*credential.Issued)) []credential.Issued {
		i := credential.Issued{ID: id.New(), Issuer: "RVV", Subject: "check:dbs", Record: dbsID, Holder: "h", IssuedAt: noon, ExpiresAt: noon.AddDate(0, 0, 90)}
		for _, c := range change {
			c(&i)
		}
		return []credential.Issued{i}
	}
	for name, c := range map[string]struct {
		held []credential.Issued
		at   time.Time
		due  bool
	}{
		"none":                   {nil, noon, true},
		"just given":             {held(), noon, false},
		"59 days later":          {held(), noon.AddDate(0, 0, 60).Add(-time.Second), false},
		"60 days later":          {held(), noon.AddDate(0, 0, 60), true},
		"bound to another key":   {held(func(i *credential.Issued) { i.Holder = "lost" }), noon, true},
		"of an earlier record":   {held(func(i *credential.Issued) { i.Record = id.New() }), noon, true},
		"taken back":             {held(func(i *credential.Issued) { i.RevokedAt = &noon }), noon, true},
		"of another subject":     {held(func(i *credential.Issued) { i.Subject = "check:identity" }), noon, true},
		"over, since time is up": {held(), noon.AddDate(0, 0, 90), true},
	} {
		due := credential.Due(c.held, nurse(), "h", c.at)
		got := slices.ContainsFunc(due, func(g credential.Ground) bool { return g.Subject == "check:dbs" })
		if got != c.due {
			t.Errorf("%s: due %t", name, got)
		}
	}
	// What ends with its record is not renewed: it would end at the same moment.
	last := []credential.Issued{{Subject: "registration:NMC", Record: regID, Holder: "h", IssuedAt: noon.AddDate(0, 0, -70), ExpiresAt: *london(2026, 5, 31)}}
	if slices.ContainsFunc(credential.Due(last, nurse(), "h", noon), func(g credential.Ground) bool { return g.Subject == "registration:NMC" }) {
		t.Error("renewed for nothing")
	}
}

func TestWhatIsUntrueIsTakenBackWithItsReason(t *testing.T) {
	t.Parallel()
	live := []credential.Issued{
		{ID: id.New(), Issuer: "RVV", Subject: "check:dbs", Record: dbsID, ExpiresAt: noon.AddDate(0, 0, 9)},
		{ID: id.New(), Issuer: "RVV", Subject: "registration:NMC", Record: regID, ExpiresAt: noon.AddDate(0, 0, 9)},
		{ID: id.New(), Issuer: "RVV", Subject: "competency:cstf:FIRE:1", Record: fireID, ExpiresAt: noon.AddDate(0, 0, -1)},
	}
	gone, ended := noon, noon
	for name, c := range map[string]struct {
		change   func(*worker.Record)
		dbs, nmc string
	}{
		"nothing changed":  {func(*worker.Record) {}, "", ""},
		"suspended":        {func(w *worker.Record) { w.Status = worker.Suspended }, credential.SuspendedWhy, credential.SuspendedWhy},
		"left":             {func(w *worker.Record) { w.Status = worker.Left }, credential.Left, credential.Left},
		"erased":           {func(w *worker.Record) { w.Status, w.ErasedAt = worker.Left, &gone }, credential.Erased, credential.Erased},
		"engagement ended": {func(w *worker.Record) { w.Engagements[0].Until = &ended }, credential.Left, credential.Left},
		"new home": {func(w *worker.Record) {
			w.HomeEmployer = "RWF"
			w.Engagements = append(w.Engagements, worker.Engagement{Employer: "RWF", From: began(2026, 1, 1)})
		}, credential.Left, credential.Left},
		"check superseded": {func(w *worker.Record) {
			w.Checks = append(w.Checks, check.Rehydrate(check.Record{ID: id.New(), Type: check.DBS, Outcome: check.Satisfied, RecordedAt: noon}))
		}, credential.Superseded, ""},
		"check withdrawn": {func(w *worker.Record) {
			w.Checks = append(w.Checks, check.Rehydrate(check.Record{ID: id.New(), Type: check.DBS, Outcome: check.Withdrawn, RecordedAt: noon}))
		}, credential.NotStanding, ""},
		"struck off": {func(w *worker.Record) {
			w.Registrations = append(w.Registrations, registration.Rehydrate(registration.Record{ID: id.New(), Body: "NMC", Status: registration.StruckOff, RecordedAt: noon}))
		}, "", credential.NotStanding},
	} {
		got := credential.Obsolete(live, nurse(c.change), noon)
		if got[live[0].ID] != c.dbs || got[live[1].ID] != c.nmc {
			t.Errorf("%s: dbs %q, nmc %q", name, got[live[0].ID], got[live[1].ID])
		}
		if why, told := got[live[2].ID]; told {
			t.Errorf("%s: what is over already is taken back: %s", name, why)
		}
	}
}
