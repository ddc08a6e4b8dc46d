// Package organisation knows the employers and sites by their codes, so that figures can be shown under names.
package organisation

import (
	"errors"
	"fmt"
)

// Kind tells employers from sites.
type Kind string

// The two kinds.
const (
	Employer Kind = "employer"
	Site     Kind = "site"
)

// Organisation is an employer or a site at one version of it.
type Organisation struct {
	Kind    Kind
	ODS     string
	Version int64
	Name    string
	// Employer owns the site; Town is where it is. Both are empty for employers.
	Employer, Town string
}

// Validate returns why the organisation cannot be kept.
func (o Organisation) Validate() error {
	switch {
	case o.Kind != Employer && o.Kind != Site:
		return fmt.Errorf("organisation %s: kind %q is not known", o.ODS, o.Kind)
	case o.ODS == "" || o.Name == "":
		return errors.New("an organisation must have a code and a name")
	case o.Version < 1:
		return fmt.Errorf("organisation %s: versions count from 1, not %d", o.ODS, o.Version)
	case (o.Kind == Site) != (o.Employer != ""):
		return fmt.Errorf("organisation %s: a site, and only a site, belongs to an employer", o.ODS)
	}
	return nil
}

// Line is the canonical text of the organisation, for hashes.
func (o Organisation) Line() string {
	return fmt.Sprintf("%s %s %d %q %q %q", o.Kind, o.ODS, o.Version, o.Name, o.Employer, o.Town)
}
