package check_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

func at(t time.Time) *time.Time { return &t }

var yes = true

// golden is what each type of check may say, one real case a line; field is what is refused, empty for nothing.
var golden = []struct {
	name  string
	r     check.Record
	field string
}{
	{"British passport seen in person, list A", check.Record{Type: check.RightToWork, Level: "list_a", Method: "documents_in_person"}, ""},
	{"list A with an end", check.Record{Type: check.RightToWork, Level: "list_a", ValidUntil: at(noon.AddDate(1, 0, 0))}, "valid_until"},
	{"skilled worker visa to 2028, list B1", check.Record{Type: check.RightToWork, Level: "list_b1", Method: "share_code", ValidUntil: at(noon.AddDate(2, 0, 0)), ReviewDue: at(noon.AddDate(2, 0, 0))}, ""},
	{"list B1 without an end", check.Record{Type: check.RightToWork, Level: "list_b1"}, "valid_until"},
	{"follow-up after the permission ends", check.Record{Type: check.RightToWork, Level: "list_b1", ValidUntil: at(noon.AddDate(0, 3, 0)), ReviewDue: at(noon.AddDate(0, 4, 0))}, "review_due"},
	{"positive verification notice, six months", check.Record{Type: check.RightToWork, Level: "list_b2", ValidUntil: at(noon.AddDate(0, 5, 0))}, ""},
	{"positive verification notice, a year", check.Record{Type: check.RightToWork, Level: "list_b2", ValidUntil: at(noon.AddDate(1, 0, 0))}, "valid_until"},
	{"a list nobody knows", check.Record{Type: check.RightToWork, Level: "list_z"}, "level"},

	{"enhanced with both barred lists", check.Record{Type: check.DBS, Level: "enhanced_barred", Workforce: "both", Particulars: check.Particulars{BarredLists: []string{"adult", "child"}, IssuedOn: at(noon.AddDate(0, -2, 0))}}, ""},
	{"confirmed by the Update Service", check.Record{Type: check.DBS, Level: "enhanced", Workforce: "adult", Particulars: check.Particulars{IssuedOn: at(noon.AddDate(-2, 0, 0)), UpdateService: true, StatusCheckedOn: at(noon.AddDate(0, -1, 0))}}, ""},
	{"a status date without the Update Service", check.Record{Type: check.DBS, Level: "enhanced", Workforce: "adult", Particulars: check.Particulars{StatusCheckedOn: at(noon.AddDate(0, -1, 0))}}, "update_service"},
	{"barred lists at the level enhanced", check.Record{Type: check.DBS, Level: "enhanced", Workforce: "adult", Particulars: check.Particulars{BarredLists: []string{"adult"}}}, "barred_lists"},
	{"a list that does not exist", check.Record{Type: check.DBS, Level: "enhanced_barred", Workforce: "adult", Particulars: check.Particulars{BarredLists: []string{"pets"}}}, "barred_lists"},
	{"a certificate from tomorrow", check.Record{Type: check.DBS, Level: "enhanced", Workforce: "adult", Particulars: check.Particulars{IssuedOn: at(noon.AddDate(0, 0, 1))}}, "issued_on"},
	{"a certificate's day on an identity check", check.Record{Type: check.Identity, Particulars: check.Particulars{IssuedOn: at(noon.AddDate(0, 0, -1))}}, "issued_on"},

	{"medium confidence by profile M1A", check.Record{Type: check.Identity, Particulars: check.Particulars{GPG45Level: "medium", GPG45Profile: "M1A"}}, ""},
	{"a profile of another level", check.Record{Type: check.Identity, Particulars: check.Particulars{GPG45Level: "medium", GPG45Profile: "H1A"}}, "gpg45_profile"},
	{"a profile without its level", check.Record{Type: check.Identity, Particulars: check.Particulars{GPG45Profile: "M1A"}}, "gpg45_profile"},
	{"a level on references", check.Record{Type: check.References, Particulars: check.Particulars{GPG45Level: "low"}}, "gpg45_level"},

	{"references of three years", check.Record{Type: check.References, Particulars: check.Particulars{YearsCovered: 3, GapsExplained: true}}, ""},
	{"references of two years", check.Record{Type: check.References, Particulars: check.Particulars{YearsCovered: 2}}, "years_covered"},
	{"NHS to NHS, one factual reference of a year", check.Record{Type: check.References, Method: "nhs_factual", Particulars: check.Particulars{YearsCovered: 1}}, ""},

	{"no nights, no lifting", check.Record{Type: check.OccupationalHealth, Level: "fit_with_restrictions", Restrictions: []string{"no_nights", "no_manual_handling"}}, ""},
	{"a restriction on somebody fit", check.Record{Type: check.OccupationalHealth, Level: "fit", Restrictions: []string{"no_nights"}}, "restrictions"},
	{"a diagnosis in place of a restriction", check.Record{Type: check.OccupationalHealth, Level: "fit_with_restrictions", Restrictions: []string{"epilepsy"}}, "restrictions"},
	{"one restriction twice", check.Record{Type: check.OccupationalHealth, Level: "fit_with_restrictions", Restrictions: []string{"no_nights", "no_nights"}}, "restrictions"},
	{"a restriction on a criminal record check", check.Record{Type: check.DBS, Level: "basic", Workforce: "adult", Restrictions: []string{"no_nights"}}, "restrictions"},
	{"exposure-prone procedures cleared and barred", check.Record{Type: check.OccupationalHealth, Level: "fit_with_restrictions", Restrictions: []string{"no_exposure_prone_procedures"}, EPPClearedUntil: at(noon.AddDate(1, 0, 0))}, "epp_cleared_until"},
	{"immunity on an identity check", check.Record{Type: check.Identity, Particulars: check.Particulars{ImmunityMet: &yes}}, "immunity_met"},

	{"begins to hold after it ends", check.Record{Type: check.Identity, ValidFrom: at(noon.AddDate(1, 0, 0)), ValidUntil: at(noon.AddDate(0, 6, 0))}, "valid_from"},
	{"to be reviewed before it was done", check.Record{Type: check.Identity, ReviewDue: at(noon.AddDate(-2, 0, 0))}, "review_due"},
	{"a sentence as version of the standard", check.Record{Type: check.Identity, StandardVersion: "the new one"}, "standard_version"},
	{"a name as authority", check.Record{Type: check.Identity, VerifiedWith: "Mrs Jones"}, "verified_with"},
	{"a sentence as reason", check.Record{Type: check.Identity, Why: "Mrs Jones said so"}, "recorded_reason"},
	{"a source nobody knows", check.Record{Type: check.Identity, Source: check.Source{Kind: "hearsay"}}, "source"},
}

func TestWhatEachTypeOfCheckMaySay(t *testing.T) {
	t.Parallel()
	for _, c := range golden {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := c.r
			r.Outcome, r.CheckedOn, r.RecordedAt = check.Satisfied, noon.AddDate(0, -1, 0), noon
			_, err := check.New(r, restrictions(t))
			in := refusal.Inputs(err)
			switch {
			case c.field == "" && err != nil:
				t.Fatalf("refused: %v", err)
			case c.field != "" && (len(in) != 1 || in[0].Field != c.field):
				t.Fatalf("want a refusal of %s alone, got %v", c.field, err)
			}
		})
	}
}

func TestWhichRestrictionsTheWardAgreesTo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name           string
		level          string
		restrictions   []string
		nights, agrees bool
	}{
		{"fit", "fit", nil, false, false},
		{"restrictions that were not named", "fit_with_restrictions", nil, false, true},
		{"no nights alone", "fit_with_restrictions", []string{"no_nights"}, true, false},
		{"no nights and no lifting", "fit_with_restrictions", []string{"no_nights", "no_manual_handling"}, true, true},
		{"reduced hours", "fit_with_restrictions", []string{"reduced_hours"}, false, true},
	} {
		k := check.Rehydrate(check.Record{Type: check.OccupationalHealth, Level: c.level, Restrictions: c.restrictions})
		if k.BarsNights() != c.nights || k.WardAgrees() != c.agrees {
			t.Errorf("%s: nights %v, the ward agrees %v", c.name, k.BarsNights(), k.WardAgrees())
		}
	}
}
