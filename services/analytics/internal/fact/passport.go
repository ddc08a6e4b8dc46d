package fact

import (
	"errors"
	"time"
)

// Passport is what a worker may work as and until when each thing behind it holds: enough to count the deployable and
// what expires. Its key's id is the opaque id of the worker.
type Passport struct {
	HomeEmployer string `json:"home_employer"`
	// Status is active, suspended or left.
	Status   string     `json:"status"`
	Posts    []Post     `json:"posts,omitempty"`
	Evidence []Evidence `json:"evidence,omitempty"`
	Holds    []Hold     `json:"holds,omitempty"`
}

// Post is a worker's post or bank membership with one employer.
type Post struct {
	Employer string `json:"employer"`
	// Kind is substantive or bank.
	Kind       string     `json:"kind"`
	StaffGroup string     `json:"staff_group"`
	Band       string     `json:"band"`
	From       time.Time  `json:"from"`
	Until      *time.Time `json:"until,omitempty"`
}

// Evidence is one check, competency or registration.
type Evidence struct {
	// Of is check, competency or registration; Code which one, e.g. dbs, FIRE or NMC.
	Of   string `json:"of"`
	Code string `json:"code"`
	// Good tells that it holds until Until; without Until for good.
	Good  bool       `json:"good,omitempty"`
	Until *time.Time `json:"until,omitempty"`
}

// Hold is a bar on deployment.
type Hold struct {
	From  time.Time  `json:"from"`
	Until *time.Time `json:"until,omitempty"`
}

// Kind implements State.
func (Passport) Kind() Kind { return KindPassport }

// Place implements State.
func (p Passport) Place() Place { return Place{Employer: p.HomeEmployer} }

// Validate implements State.
func (p Passport) Validate() error {
	if p.HomeEmployer == "" || p.Status == "" {
		return errors.New("home employer and status must be set")
	}
	return nil
}
