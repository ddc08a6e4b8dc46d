// Package employer is the register of the organisations that take part in an integrated care system.
package employer

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Kinds are what an employer can be. The ODS code's form does not tell: some trusts and all community-interest companies
// have codes of other shapes.
var Kinds = []string{"acute", "community", "mental_health", "ambulance", "primary_care", "other"}

// Details is what is registered about an employer.
type Details struct {
	// ODS is the organisation's code: unique, never reused, never changed.
	ODS, Name, Kind string
	// ICS is the system it takes part in, from Since. National registers do not record which system a trust works with,
	// and one may work with two, so membership is stated here with its date.
	ICS   string
	Since time.Time
}

// Employer is an organisation with an ODS code that posts shifts and employs people.
type Employer struct {
	details Details
	version int64
}

// Rehydrate makes an employer of what the store kept. For the store only: it checks nothing.
func Rehydrate(d Details, version int64) Employer { return Employer{details: d, version: version} }

// Details is what is registered.
func (e Employer) Details() Details { return e.details }

// ODS is the employer's code.
func (e Employer) ODS() string { return e.details.ODS }

// Version counts the changes, from 1.
func (e Employer) Version() int64 { return e.version }

// Same tells whether a second registration says nothing else than the first.
func (e Employer) Same(d Details) bool {
	d.Since = moment(d.Since)
	return e.details == d
}

// moment is a time as the store keeps it, so that equal moments compare equal.
func moment(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func check(d Details) error {
	var c rule.Check
	c.ODS("ods", d.ODS)
	c.Line("name", d.Name, 120)
	c.OneOf("kind", d.Kind, Kinds...)
	c.ODS("ics", d.ICS)
	c.Moment("since", d.Since)
	return c.Err("employer_invalid", "The employer cannot be registered as it stands.")
}
