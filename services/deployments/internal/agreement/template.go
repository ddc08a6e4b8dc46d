package agreement

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"slices"
)

//go:embed templates/*.json
var templateFiles embed.FS

// Template is one usual kind of agreement with documented defaults. Title, parties and dates are left to those who draft.
type Template struct {
	Code  string `json:"code"`
	Label string `json:"label"`
	// For says when it fits.
	For     string  `json:"for"`
	Clauses Clauses `json:"clauses"`
	// Why gives the reason or source of a default, by the path of the clause.
	Why map[string]string `json:"why"`
}

// Templates are those that Muster comes with, in the order in which people are offered them.
var Templates = readTemplates("licence_to_attend", "home_pays", "host_pays", "lead_employer")

// TemplateFor is the template of a code or model. The models without a template of their own are forms of the licence
// to attend: the home employer employs and pays.
func TemplateFor(code string) (Template, bool) {
	for _, t := range Templates {
		if t.Code == code {
			return t.clone(), true
		}
	}
	if slices.Contains(codes(Models), code) {
		t := Templates[0].clone()
		t.Clauses.Model = code
		return t, true
	}
	return Template{}, false
}

func (t Template) clone() Template {
	t.Clauses = t.Clauses.tidy()
	return t
}

func readTemplates(names ...string) []Template {
	out := make([]Template, len(names))
	for i, name := range names {
		b, err := templateFiles.ReadFile("templates/" + name + ".json")
		if err != nil {
			panic(err) // The file is part of the program.
		}
		dec := json.NewDecoder(bytes.NewReader(b))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&out[i]); err != nil {
			panic(fmt.Errorf("template %s: %w", name, err))
		}
	}
	return out
}
