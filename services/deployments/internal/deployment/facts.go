package deployment

import (
	"slices"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Facts are all that an answer depends on: the same facts give the same answer, byte for byte, whenever it is asked. They
// have ids, codes, dates and the titles of agreements, and nothing of a person.
type Facts struct {
	Placement Placement `json:"placement"`
	// Candidates are the versions of agreements that name both employers, in any order.
	Candidates []Candidate `json:"candidates"`
	// Passport is what passports told last of the worker; nil when nothing has been heard of, and then what depends on it
	// is left to passports, which answers the same booking.
	Passport *Passport `json:"passport,omitempty"`
	// Aid is the mutual aid that had opened the shift when the worker asked for it; nil when none had.
	Aid *Aid `json:"aid,omitempty"`
	// OneEmployer tells that a merger has made the two employers of the booking one by the start of the shift.
	OneEmployer bool `json:"one_employer,omitempty"`
	// Names are what employers are called, by code.
	Names map[string]string `json:"names,omitempty"`
}

// Candidate is one version of one agreement, as it stands for one pair of employers.
type Candidate struct {
	Agreement id.ID  `json:"agreement_id"`
	Terms     int64  `json:"version"`
	Title     string `json:"title"`
	// Model is who employs and who pays; Lead the lead employer where there is one.
	Model string `json:"model"`
	Lead  string `json:"lead,omitempty"`
	Home  Side   `json:"home"`
	Host  Side   `json:"host"`
	// Lends tells whether the agreement lets home lend to host.
	Lends bool `json:"lends"`
	// From is the agreement's start; InForceAt when its last party signed, nil before; ReplacedAt when a later version took
	// its place; EndsAt when it stops covering work.
	From       time.Time  `json:"from"`
	InForceAt  *time.Time `json:"in_force_at,omitempty"`
	ReplacedAt *time.Time `json:"replaced_at,omitempty"`
	EndsAt     *time.Time `json:"ends_at,omitempty"`
	// Unsigned are the parties that have not signed a version on offer.
	Unsigned []string `json:"unsigned,omitempty"`

	SitesIn     []string `json:"sites_in,omitempty"`
	SitesOut    []string `json:"sites_out,omitempty"`
	StaffGroups []string `json:"staff_groups,omitempty"`
	Bands       []string `json:"bands,omitempty"`
	// Excluded are activities that no deployment may be for: epp, children, lone_working.
	Excluded []string `json:"excluded,omitempty"`
	// EachVersion says that the worker's word must have been given for this very version.
	EachVersion bool `json:"each_version,omitempty"`
	// MaxDays is the most days in any 12 months, MaxSingleDays the most days in a row at one host; 0 is no limit.
	MaxDays       int       `json:"max_days,omitempty"`
	MaxSingleDays int       `json:"max_single_days,omitempty"`
	Minimums      []Minimum `json:"minimums,omitempty"`
	// TopUps are what a worker does at this host beside the training that counts there.
	TopUps []TopUp `json:"top_ups,omitempty"`
	// Days are those on which the worker is deployed under the agreement by other bookings; HostDays those at this host.
	Days     []Day `json:"days,omitempty"`
	HostDays []Day `json:"host_days,omitempty"`
}

// Side is one of the two employers as a party.
type Side struct {
	// Party is the code that the agreement names. It differs from the employer's own where that one followed a party.
	Party    string     `json:"party"`
	SignedAt *time.Time `json:"signed_at,omitempty"`
	// From and Until are when it takes part, where that differs from the agreement's own time.
	From  *time.Time `json:"from,omitempty"`
	Until *time.Time `json:"until,omitempty"`
	// Closed tells that Until is when it closes, and that nobody follows it.
	Closed bool `json:"closed,omitempty"`
}

// Minimum is the least that the agreement asks of one employment check.
type Minimum struct {
	Type         string `json:"type"`
	Level        string `json:"level,omitempty"`
	Workforce    string `json:"workforce,omitempty"`
	MaxAgeMonths int    `json:"max_age_months,omitempty"`
}

// Passport is what the rules read of a worker's passport, at one version of it.
type Passport struct {
	Version int64   `json:"version"`
	Checks  []Check `json:"checks,omitempty"`
	// HostChecks are right to work checks that this host did itself.
	HostChecks []Check `json:"host_checks,omitempty"`
	// Disclosures are the worker's words for this host; absent when passports did not say, empty when there is none.
	Disclosures *[]Disclosure `json:"disclosures,omitempty"`
	// Inductions are the host's sites that the worker was shown round; absent when passports did not say. Local is the host's
	// own training that the passport shows.
	Inductions *[]Induction `json:"inductions,omitempty"`
	Local      []Local      `json:"local,omitempty"`
	// Sponsor is the employer beside which the worker's visa allows 20 hours a week with others; empty when none does.
	Sponsor string `json:"sponsor,omitempty"`
}

// Check is the newest outcome of one employment check.
type Check struct {
	Type       string     `json:"type"`
	Outcome    string     `json:"outcome"`
	Level      string     `json:"level,omitempty"`
	Workforce  string     `json:"workforce,omitempty"`
	CheckedOn  *time.Time `json:"checked_on,omitempty"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
}

// Disclosure is the worker's word that the host may see the passport.
type Disclosure struct {
	From      time.Time  `json:"from"`
	Until     *time.Time `json:"until,omitempty"`
	Agreement id.ID      `json:"agreement_id"`
	Terms     int64      `json:"version,omitempty"`
}

// tidy gives the facts in the one order in which they are judged and kept. It shares its lists with f and changes none.
func (f Facts) tidy() Facts {
	f.Placement.StartsAt, f.Placement.EndsAt = f.Placement.StartsAt.UTC(), f.Placement.EndsAt.UTC()
	f.Candidates = slices.Clone(f.Candidates)
	slices.SortFunc(f.Candidates, newestFirst)
	for i, c := range f.Candidates {
		f.Candidates[i].Days, f.Candidates[i].HostDays = distinct(c.Days), distinct(c.HostDays)
	}
	return f
}

func distinct(days []Day) []Day {
	days = slices.Clone(days)
	slices.Sort(days)
	return slices.Compact(days)
}

// Speaks tells whether a candidate names an employer where a reason could.
func (f Facts) Speaks(code string) bool {
	return slices.ContainsFunc(f.Candidates, func(c Candidate) bool {
		return c.Lead == code || c.Home.Party == code || c.Host.Party == code || slices.Contains(c.Unsigned, code)
	})
}

// name is what an employer is called, or its code.
func (f Facts) name(code string) string {
	if n := f.Names[code]; n != "" {
		return n
	}
	return code
}
