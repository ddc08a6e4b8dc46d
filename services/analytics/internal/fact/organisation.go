package fact

import (
	"errors"
	"time"
)

// Employer is an organisation that posts shifts and employs people. Its key's id is its ODS code.
type Employer struct {
	Name string `json:"name"`
	// Memberships are its times in systems, and ClosedAt when it is no more; SucceededBy follows it from then on. With them
	// figures can be restated on the employers of another day.
	Memberships []Membership `json:"memberships,omitempty"`
	ClosedAt    *time.Time   `json:"closed_at,omitempty"`
	SucceededBy string       `json:"succeeded_by,omitempty"`
}

// Membership is one time of an employer in a system.
type Membership struct {
	ICS   string     `json:"ics"`
	Since time.Time  `json:"since"`
	Until *time.Time `json:"until,omitempty"`
}

// Kind implements State.
func (Employer) Kind() Kind { return KindEmployer }

// Place implements State.
func (Employer) Place() Place { return Place{} }

// Validate implements State.
func (e Employer) Validate() error { return named(e.Name) }

// Site is a place where shifts are worked. Its key's id is its ODS code.
type Site struct {
	Name string `json:"name"`
	// Employer is the ODS code of whom the site belongs to.
	Employer string `json:"employer"`
	Town     string `json:"town,omitempty"`
	// Owners says whose it was, is and will be; Replaces is the code that it had before.
	Owners   []Owner `json:"owners,omitempty"`
	Replaces string  `json:"replaces,omitempty"`
}

// Owner is the employer that a site belongs to for a time. Nil is as far as anybody knows.
type Owner struct {
	Employer string     `json:"employer"`
	From     *time.Time `json:"from,omitempty"`
	Until    *time.Time `json:"until,omitempty"`
}

// Kind implements State.
func (Site) Kind() Kind { return KindSite }

// Place implements State.
func (Site) Place() Place { return Place{} }

// Validate implements State.
func (s Site) Validate() error {
	if s.Employer == "" {
		return errors.New("a site belongs to an employer")
	}
	return named(s.Name)
}

func named(name string) error {
	if name == "" {
		return errors.New("an organisation must have a name")
	}
	return nil
}
