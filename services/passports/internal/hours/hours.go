// Package hours is what limits how long a worker may work: the contract's version, an opt-out from the 48-hour week, and
// a cap that the right to work carries. Who plans shifts judges by it; this service only keeps and tells it.
package hours

import (
	"regexp"
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Contracts are the terms that can be recorded; Codes the caps.
var (
	Contracts = []string{"wtr_1998", "resident_doctor_2016", "resident_doctor_2019"}
	Codes     = []string{TermTime20, TermTime10, OtherEmployers20}
)

// The caps: hours a week with all employers in term, or with other employers than the sponsor.
const (
	TermTime20       = "term_time_20"
	TermTime10       = "term_time_10"
	OtherEmployers20 = "other_employers_20"
)

// Period is a time from From to before Until, which is nil when there is no end.
type Period struct {
	From  time.Time  `json:"from"`
	Until *time.Time `json:"until,omitempty"`
}

// Record is all that is known of a worker's hours at one time; the newest record replaces those before it.
type Record struct {
	ID         id.ID
	RecordedAt time.Time
	// Contract is empty for the regulations alone.
	Contract string
	// OptOut is nil when the worker has not opted out.
	OptOut *Period
	// Cap is a code, or empty for none. Sponsor goes with other_employers_20, Terms with the caps of term time.
	Cap, Sponsor string
	Terms        []Period
}

// Hours is a valid record.
type Hours struct{ r Record }

const maxTerms = 24

var ods = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)

// New records a worker's hours, or returns every rule that they break as refusals.
func New(r Record) (Hours, error) {
	var no refusal.List
	no.Unless(r.Contract == "" || slices.Contains(Contracts, r.Contract), "contract", "Choose wtr_1998, resident_doctor_2016 or resident_doctor_2019, or leave it out.")
	if r.OptOut != nil {
		no.Unless(!r.OptOut.From.IsZero(), "opt_out.from", "Give the day from which the opt-out holds.")
		no.Unless(r.OptOut.ends(), "opt_out.until", "The opt-out must end after it begins.")
	}
	no.Unless(r.Cap == "" || slices.Contains(Codes, r.Cap), "hour_cap.code", "Choose term_time_20, term_time_10 or other_employers_20, or leave the cap out.")
	no.Unless((r.Cap == OtherEmployers20) == (r.Sponsor != ""), "hour_cap.sponsor", "Give the sponsor's ODS code with other_employers_20, and only then.")
	no.Unless(r.Sponsor == "" || ods.MatchString(r.Sponsor), "hour_cap.sponsor", "Give the sponsor's ODS code: 1 to 12 capitals and digits.")
	no.Unless(len(r.Terms) == 0 || r.Cap == TermTime20 || r.Cap == TermTime10, "hour_cap.terms", "Term dates go with the caps of term time only.")
	no.Unless(len(r.Terms) <= maxTerms, "hour_cap.terms", "Give at most 24 terms.")
	for _, t := range r.Terms {
		no.Unless(!t.From.IsZero() && t.Until != nil && t.ends(), "hour_cap.terms", "Give each term its first and its last day, in this order.")
	}
	if err := no.Err(); err != nil {
		return Hours{}, err
	}
	return Hours{r}, nil
}

func (p Period) ends() bool { return p.Until == nil || p.Until.After(p.From) }

// Rehydrate is for the store only: it trusts what was validated when it was recorded.
func Rehydrate(r Record) Hours { return Hours{r} }

// Record gives the parts.
func (h Hours) Record() Record { return h.r }
