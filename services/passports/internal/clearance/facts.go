package clearance

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/hostpolicy"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Facts are all that a decision looks at.
type Facts struct {
	Passport worker.Record
	Booking  Booking
	// RegistersRead tells, by register, when it was last read for all staff of the home employer.
	RegistersRead map[string]time.Time
	// HostPolicy is what the host asks for beside the shift; its zero value is the default.
	HostPolicy hostpolicy.Record
	// Model is the engagement model of the agreement under which the worker comes to the host; empty at home, and while no
	// agreement is known.
	Model string
	// Disclosures are the hosts to which the worker lets the passport be shown. Nil means that nobody knows, and is not
	// judged; empty means none.
	Disclosures []Disclosure
	// HostChecks are checks that the host did itself. They count at that host, and are no part of the passport.
	HostChecks []check.Check
	// Overrides are those granted for this worker and shift.
	Overrides []Override
	// Reference are the versions of reference data that stood, by kind. Nothing is judged by them: the record itself says by
	// which version a date was reckoned. A kind that nobody has set is left out.
	Reference map[string]int64
	// At is the moment of the decision. Evidence is judged at the shift's end; At judges only how old readings are.
	At time.Time
}

// Disclosure is a worker's word that a host may see the passport.
type Disclosure struct {
	Host  string     `json:"host"`
	From  time.Time  `json:"from"`
	Until *time.Time `json:"until,omitempty"`
}

// Override is what named people granted in place of one requirement of one shift.
type Override struct {
	ID id.ID `json:"id"`
	// Requirement and Code say what it stands in for, e.g. competency:cstf:FIRE:1 and COMPETENCE_EXPIRES. It stands in for
	// nothing else, so a worker whose case has become worse needs another.
	Requirement string `json:"requirement"`
	Code        string `json:"code"`
	// Why is the code under which it was granted.
	Why string `json:"why"`
	// ExpiresAt is the shift's end, or a moment before its start by which what is missing has to be there.
	ExpiresAt time.Time `json:"expires_at"`
}

// shared tells whether the worker lets the host see the passport up to a moment. At home nobody has to be asked.
func (f Facts) shared(until time.Time) bool {
	if f.Disclosures == nil || f.Booking.HostEmployer == "" || f.Booking.HostEmployer == f.Booking.HomeEmployer {
		return true
	}
	return slices.ContainsFunc(f.Disclosures, func(d Disclosure) bool {
		return d.Host == f.Booking.HostEmployer && (d.Until == nil || !d.Until.Before(until))
	})
}

// away tells whether the worker works for another employer than the home.
func (f Facts) away() bool {
	return f.Booking.HostEmployer != "" && f.Booking.HostEmployer != f.Booking.HomeEmployer
}

// hostEmploys tells whether the host becomes the employer for the shift, so that its own right to work check is needed
// (passport.md section 7, engagement models).
func (f Facts) hostEmploys() bool { return f.away() && f.Model == HostPays }

// The engagement models of sharing agreements. Under all but HostPays the home stays the employer, or the lead employer is
// the home.
const (
	LicenceToAttend = "licence_to_attend"
	HomePays        = "home_pays"
	HostPays        = "host_pays"
	LeadEmployer    = "lead_employer"
)
