// Package site is the register of the places where shifts are worked.
package site

import (
	"math"
	"regexp"
	"slices"
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Details is what is registered about a site.
type Details struct {
	// ODS is the site's own code. Which employer it belongs to is stated, never read from a prefix of the code.
	ODS, Employer, Name, Town, Postcode string
	// Lat and Lon are degrees, WGS 84.
	Lat, Lon float64
}

// Owner is the employer that the site belongs to: from From, and before Until. Nil is as far as anybody knows.
type Owner struct {
	Employer    string
	From, Until *time.Time
}

// Record is everything about a site at one version.
type Record struct {
	// Details.Employer is whose it was told to be last.
	Details Details
	// Owners are in order, one at a time.
	Owners []Owner
	// Replaces is the code under which the place was known before its first owner here; empty when there was none.
	Replaces string
	// Version counts the changes, from 1.
	Version int64
}

// Site is a place of one employer at a time. Two employers in one building have a site each.
type Site struct{ record Record }

// Rehydrate makes a site of what the store kept. For the store only: it checks nothing.
func Rehydrate(r Record) Site { return Site{record: r} }

// Record is everything about it. Its slices are the caller's own.
func (s Site) Record() Record {
	r := s.record
	r.Owners = slices.Clone(r.Owners)
	return r
}

// Details is what is registered, with the employer that was told last.
func (s Site) Details() Details { return s.record.Details }

// ODS is the site's code.
func (s Site) ODS() string { return s.record.Details.ODS }

// Version counts the changes, from 1.
func (s Site) Version() int64 { return s.record.Version }

// Same tells whether a second registration says nothing else than the first.
func (s Site) Same(d Details) bool {
	was := s.record.Details
	was.Employer = s.record.Owners[0].Employer
	return was == d || s.record.Details == d
}

// OwnerAt is whose the site is at a moment; empty before it opened and after it closed.
func (s Site) OwnerAt(at time.Time) string {
	for _, o := range s.record.Owners {
		if (o.From == nil || !o.From.After(at)) && (o.Until == nil || o.Until.After(at)) {
			return o.Employer
		}
	}
	return ""
}

// OpensAt is when its first owner had it; nil is as far back as anybody knows.
func (s Site) OpensAt() *time.Time { return s.record.Owners[0].From }

// ClosesAt is when its last owner gives it up; nil while none is known.
func (s Site) ClosesAt() *time.Time { return s.record.Owners[len(s.record.Owners)-1].Until }

// LastOwner is whose the site is in the end.
func (s Site) LastOwner() string { return s.record.Owners[len(s.record.Owners)-1].Employer }

func check(d Details) error {
	var c rule.Check
	c.ODS("ods", d.ODS)
	c.ODS("employer", d.Employer)
	checkPlace(&c, d)
	return c.Err("site_invalid", "The site cannot be registered as it stands.")
}

func checkPlace(c *rule.Check, d Details) {
	c.Line("name", d.Name, 120)
	c.Line("town", d.Town, 80)
	c.That(postcode.MatchString(d.Postcode), "postcode", "Enter a postcode in capitals with its space, such as TN24 0LZ.")
	c.That(!math.IsNaN(d.Lat) && d.Lat >= -90 && d.Lat <= 90, "lat", "Enter the latitude in degrees, from -90 to 90.")
	c.That(!math.IsNaN(d.Lon) && d.Lon >= -180 && d.Lon <= 180, "lon", "Enter the longitude in degrees, from -180 to 180.")
}

var postcode = regexp.MustCompile(`^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$`)

// moment is a time as the store keeps it, so that equal moments compare equal.
func moment(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
