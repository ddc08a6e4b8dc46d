// Package employer is the register of the organisations that take part in an integrated care system.
package employer

import (
	"slices"
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

// Membership is one time in a system: from Since, and before Until when that is known.
type Membership struct {
	ICS   string
	Since time.Time
	Until *time.Time
}

// Covers tells whether the membership holds at a moment.
func (m Membership) Covers(at time.Time) bool {
	return !m.Since.After(at) && (m.Until == nil || m.Until.After(at))
}

// Record is everything about an employer at one version.
type Record struct {
	ODS, Name, Kind string
	// Memberships are in order of their beginning.
	Memberships []Membership
	// ClosedAt is the moment from which it is no more; nil while none is known. SucceededBy follows it from then on; empty
	// when nobody does.
	ClosedAt    *time.Time
	SucceededBy string
	// Version counts the changes, from 1.
	Version int64
}

// Employer is an organisation with an ODS code that posts shifts and employs people.
type Employer struct{ record Record }

// Rehydrate makes an employer of what the store kept. For the store only: it checks nothing.
func Rehydrate(r Record) Employer { return Employer{record: r} }

// Record is everything about it. Its slices are the caller's own.
func (e Employer) Record() Record {
	r := e.record
	r.Memberships = slices.Clone(r.Memberships)
	return r
}

// Details is what it was registered with, under the name that it has now.
func (e Employer) Details() Details {
	d := Details{ODS: e.record.ODS, Name: e.record.Name, Kind: e.record.Kind}
	if len(e.record.Memberships) > 0 {
		d.ICS, d.Since = e.record.Memberships[0].ICS, e.record.Memberships[0].Since
	}
	return d
}

// ODS is the employer's code.
func (e Employer) ODS() string { return e.record.ODS }

// Version counts the changes, from 1.
func (e Employer) Version() int64 { return e.record.Version }

// OpenAt tells whether it is still there at a moment.
func (e Employer) OpenAt(at time.Time) bool {
	return e.record.ClosedAt == nil || e.record.ClosedAt.After(at)
}

// MemberAt tells whether it takes part in the system at a moment.
func (e Employer) MemberAt(ics string, at time.Time) bool {
	return slices.ContainsFunc(e.record.Memberships, func(m Membership) bool { return m.ICS == ics && m.Covers(at) })
}

// Same tells whether a second registration says nothing else than the first.
func (e Employer) Same(d Details) bool {
	d.Since = moment(d.Since)
	return e.Details() == d
}

// moment is a time as the store keeps it, so that equal moments compare equal.
func moment(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func check(d Details) error {
	var c rule.Check
	c.ODS("ods", d.ODS)
	checkName(&c, d.Name, d.Kind)
	c.ODS("ics", d.ICS)
	c.Moment("since", d.Since)
	return c.Err("employer_invalid", "The employer cannot be registered as it stands.")
}

func checkName(c *rule.Check, name, kind string) {
	c.Line("name", name, 120)
	c.OneOf("kind", kind, Kinds...)
}

// changed is what every change ends with.
func (e *Employer) changed() { e.record.Version++ }
