package fact

import "errors"

// Employer is an organisation that posts shifts and employs people. Its key's id is its ODS code.
type Employer struct {
	Name string `json:"name"`
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
