// Package site is the register of the places where shifts are worked.
package site

import (
	"math"
	"regexp"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Details is what is registered about a site.
type Details struct {
	// ODS is the site's own code. Which employer it belongs to is stated, never read from a prefix of the code.
	ODS, Employer, Name, Town, Postcode string
	// Lat and Lon are degrees, WGS 84.
	Lat, Lon float64
}

// Site is a place of one employer. Two employers in one building have a site each.
type Site struct {
	details Details
	version int64
}

// Rehydrate makes a site of what the store kept. For the store only: it checks nothing.
func Rehydrate(d Details, version int64) Site { return Site{details: d, version: version} }

// Details is what is registered.
func (s Site) Details() Details { return s.details }

// ODS is the site's code.
func (s Site) ODS() string { return s.details.ODS }

// Version counts the changes, from 1.
func (s Site) Version() int64 { return s.version }

// Same tells whether a second registration says nothing else than the first.
func (s Site) Same(d Details) bool { return s.details == d }

func check(d Details) error {
	var c rule.Check
	c.ODS("ods", d.ODS)
	c.ODS("employer", d.Employer)
	c.Line("name", d.Name, 120)
	c.Line("town", d.Town, 80)
	c.That(postcode.MatchString(d.Postcode), "postcode", "Enter a postcode in capitals with its space, such as TN24 0LZ.")
	c.That(!math.IsNaN(d.Lat) && d.Lat >= -90 && d.Lat <= 90, "lat", "Enter the latitude in degrees, from -90 to 90.")
	c.That(!math.IsNaN(d.Lon) && d.Lon >= -180 && d.Lon <= 180, "lon", "Enter the longitude in degrees, from -180 to 180.")
	return c.Err("site_invalid", "The site cannot be registered as it stands.")
}

var postcode = regexp.MustCompile(`^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$`)
