package site

import (
	"time"

	"github.com/muster-ics/muster/services/deployments/internal/rule"
)

// Register puts a site on the register, as having been its employer's as far back as anybody knows. It refuses details that
// no site can have.
func Register(d Details) (Site, error) { return Open(d, time.Time{}, "") }

// Open registers a site that opens at a moment, in place of the one with the code replaces when that is not empty. The zero
// time means that it has always been there, and then it replaces nothing.
func Open(d Details, from time.Time, replaces string) (Site, error) {
	if err := check(d); err != nil {
		return Site{}, err
	}
	var c rule.Check
	first := Owner{Employer: d.Employer}
	if !from.IsZero() {
		c.Moment("opens_on", from)
		from = moment(from)
		first.From = &from
	}
	if replaces != "" {
		c.ODS("replaces", replaces)
		c.That(replaces != d.ODS, "replaces", "Enter another site's code: none replaces itself.")
		c.That(first.From != nil, "opens_on", "Enter the day from which this code replaces %s.", replaces)
	}
	if err := c.Err("site_invalid", "The site cannot be registered as it stands."); err != nil {
		return Site{}, err
	}
	return Site{record: Record{Details: d, Owners: []Owner{first}, Replaces: replaces, Version: 1}}, nil
}
