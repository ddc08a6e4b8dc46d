package check

import (
	_ "embed" // the codes
	"regexp"

	"github.com/muster-ics/muster/services/passports/internal/reference"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// restrictionsCSV has the functional restrictions that work health assessments set in practice.
//
//go:embed restrictions.csv
var restrictionsCSV string

// The restrictions by which the program judges, whatever else the table has; other stands for one that was not named.
const (
	// NoNights bars work between 23:00 and 06:00 in London.
	NoNights = "no_nights"
	noEPP    = "no_exposure_prone_procedures"
	other    = "other"
)

// RestrictionColumns are those of a table of restrictions.
var RestrictionColumns = []string{"code", "words", reference.Source}

// ShippedRestrictions is the table that Muster starts with.
func ShippedRestrictions() []reference.Row { return reference.Shipped(restrictionsCSV) }

// Restriction is a functional restriction that a work health assessment may set; never a diagnosis.
type Restriction struct{ Code, Words string }

// Restrictions are all that may be set. Each but no_nights is for the ward to agree to before the shift. A code that is no
// more in the table stays on the records that have it.
type Restrictions []Restriction

var restrictionForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// ReadRestrictions takes the restrictions from a table, or returns every rule that it breaks as refusals.
func ReadRestrictions(rows []reference.Row) (Restrictions, error) {
	var no refusal.List
	var out Restrictions
	for i, r := range rows {
		no.Unless(restrictionForm.MatchString(r["code"]), reference.At(i, "code"), "Give a code of small letters, digits and _, at most 40 characters.")
		_, twice := out.find(r["code"])
		no.Unless(!twice, reference.At(i, "code"), "Give each code once.")
		no.Unless(r["words"] != "", reference.At(i, "words"), "Say what the ward has to keep to. Never a diagnosis.")
		out = append(out, Restriction{Code: r["code"], Words: r["words"]})
	}
	for _, code := range []string{NoNights, noEPP, other} {
		_, there := out.find(code)
		no.Unless(there, "rows", "Keep %s: Muster judges by it.", code)
	}
	return out, no.Err()
}

func (rs Restrictions) find(code string) (Restriction, bool) {
	for _, r := range rs {
		if r.Code == code {
			return r, true
		}
	}
	return Restriction{}, false
}

// Codes are those that may be set.
func (rs Restrictions) Codes() []string {
	out := make([]string, len(rs))
	for i, r := range rs {
		out[i] = r.Code
	}
	return out
}

// Words say what a code asks of the ward; empty for a code that is no more in the table.
func (rs Restrictions) Words(code string) string {
	r, _ := rs.find(code)
	return r.Words
}
