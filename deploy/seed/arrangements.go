package seed

import "fmt"

// Arrangements are what employers have set up for themselves.
type Arrangements struct {
	TemplateWards []string   `yaml:"template_wards"`
	Templates     []Template `yaml:"templates"`
	Policies      []Policy   `yaml:"policies"`
	Ladders       []Ladder   `yaml:"ladders"`
	RateCards     []RateCard `yaml:"rate_cards"`
}

// Template is one pattern of work. Starts and Ends are by the clock on the wall; Break is in minutes.
type Template struct {
	Name, Role, Starts, Ends string
	Break                    int
}

// Policy is an employer's settings of one kind, as the API takes them.
type Policy struct {
	Employer, Kind string
	Settings       map[string]any
}

// Ladder is an employer's release ladder for a staff group, its steps as the API takes them.
type Ladder struct {
	Employer   string
	StaffGroup string           `yaml:"staff_group"`
	BankShare  int              `yaml:"bank_share"`
	Steps      []map[string]any `yaml:"steps"`
}

// RateCard is what an employer pays for one kind of work. Either Point or BasicPence is given; pence are an hour's.
type RateCard struct {
	Employer      string `yaml:"employer"`
	StaffGroup    string `yaml:"staff_group"`
	Band          string `yaml:"band"`
	Scheme        string `yaml:"scheme"`
	Point         string `yaml:"point"`
	BasicPence    int64  `yaml:"basic_pence"`
	UnsocialPence int64  `yaml:"unsocial_pence"`
}

// Role gives the role of a code.
func (w World) Role(code string) (Role, bool) {
	for _, r := range w.Roles {
		if r.Code == code {
			return r, true
		}
	}
	return Role{}, false
}

func (a Arrangements) validate(w World, known map[string]bool) error {
	for _, t := range a.Templates {
		if _, ok := w.Role(t.Role); !ok {
			return fmt.Errorf("seed: template %q is for %s, which is not among the roles", t.Name, t.Role)
		}
	}
	var named []string
	for _, p := range a.Policies {
		named = append(named, p.Employer)
	}
	for _, l := range a.Ladders {
		named = append(named, l.Employer)
	}
	for _, c := range a.RateCards {
		named = append(named, c.Employer)
	}
	for _, ods := range named {
		if !known[ods] {
			return fmt.Errorf("seed: the arrangements name %s, which is not among the employers", ods)
		}
	}
	return nil
}
