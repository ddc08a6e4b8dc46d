// Package induction is that a worker was shown round a site by the people there: fire exits, emergency numbers, systems.
package induction

import (
	"regexp"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Record is what an induction is made of.
type Record struct {
	ID id.ID
	// Employer is the host's ODS code; Site the code of the place.
	Employer, Site     string
	DoneOn, RecordedAt time.Time
	// ValidUntil is when the host wants it repeated; nil when it does not.
	ValidUntil *time.Time
	// By is the opaque person who recorded it.
	By string
}

// Induction is a recorded induction.
type Induction struct{ r Record }

var (
	ods  = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)
	site = regexp.MustCompile(`^[A-Z0-9_-]{1,20}$`)
)

// New records an induction, or returns every rule that it breaks as refusals.
func New(r Record) (Induction, error) {
	var no refusal.List
	no.Unless(ods.MatchString(r.Employer), "employer", "Give the ODS code of the employer: 1 to 12 capitals and digits.")
	no.Unless(site.MatchString(r.Site), "site", "Give the code of the site, e.g. RWF03.")
	no.Unless(!r.DoneOn.IsZero() && !r.DoneOn.After(r.RecordedAt), "done_on", "Give the day on which it was done, today at the latest.")
	no.Unless(r.ValidUntil == nil || r.ValidUntil.After(r.DoneOn), "valid_until", "The induction must hold for some time after it was done.")
	if err := no.Err(); err != nil {
		return Induction{}, err
	}
	return Induction{r: r}, nil
}

// Rehydrate is for the store only: it trusts what was validated when it was recorded.
func Rehydrate(r Record) Induction { return Induction{r: r} }

// Record gives the parts of the induction.
func (i Induction) Record() Record { return i.r }

// At tells whether one of the inductions at a site holds to the end of a shift there. An end at that very moment suffices.
func At(all []Induction, employer, site string, end time.Time) bool {
	for _, i := range all {
		if i.r.Employer == employer && i.r.Site == site && (i.r.ValidUntil == nil || !i.r.ValidUntil.Before(end)) {
			return true
		}
	}
	return false
}
