package registration

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Register is what is known of one professional register. It is reference data: an operator may correct it.
type Register struct {
	// Body is the register's name, e.g. NMC; Title its name in words.
	Body  string `json:"body"`
	Title string `json:"title"`
	// Form is the pattern of its numbers after Normalise. It must match the whole number. A prefix never proves a profession.
	Form string `json:"form"`
	// Parts are the codes of its parts; empty when an entry has none, or they are not looked at.
	Parts []string `json:"parts"`
	// Licence tells that an entry carries a licence to practise or not, and that practice needs it.
	Licence bool `json:"licence"`
	// Source says where the form comes from; Confirmed whether a reviewer has confirmed it in a governing document.
	Source    string `json:"source"`
	Confirmed bool   `json:"confirmed"`
}

// Registers are all registers that are known.
type Registers []Register

// DefaultRegisters are the registers that Muster starts with. What is not confirmed is common knowledge of the field, and
// an operator has it reviewed.
func DefaultRegisters() Registers {
	return Registers{
		{Body: "NMC", Title: "Nursing and Midwifery Council", Form: `\d{2}[A-Z]\d{4}[A-Z]`, Source: "NMC PIN as printed on the statement of entry", Confirmed: true,
			Parts: []string{"nurse_adult", "nurse_mental_health", "nurse_learning_disabilities", "nurse_children", "midwife", "scphn", "nursing_associate"}},
		{Body: "GMC", Title: "General Medical Council", Form: `\d{7}`, Licence: true, Source: "common knowledge of the field", Parts: []string{"provisional", "full", "specialist", "gp"}},
		{Body: "HCPC", Title: "Health and Care Professions Council", Form: `(AS|BS|CH|CS|DT|HAD|ODP|OR|OT|PA|PH|PO|PYL|RA|SL)\d{1,6}`, Source: "HCPC prefixes by profession", Confirmed: true, Parts: []string{}},
		{Body: "GPHC", Title: "General Pharmaceutical Council", Form: `[25]\d{6}`, Source: "common knowledge of the field", Parts: []string{"pharmacist", "pharmacy_technician"}},
		{Body: "GDC", Title: "General Dental Council", Form: `\d{4,6}`, Source: "common knowledge of the field", Parts: []string{}},
		{Body: "SWE", Title: "Social Work England", Form: `SW\d{1,6}`, Source: "common knowledge of the field", Parts: []string{}},
	}
}

// Bodies are the names of the registers that Muster starts with.
var Bodies = DefaultRegisters().Bodies()

// Find gives a register by its name.
func (rs Registers) Find(body string) (Register, bool) {
	i := slices.IndexFunc(rs, func(r Register) bool { return r.Body == Canonical(body) })
	if i < 0 {
		return Register{}, false
	}
	return rs[i], true
}

// Bodies are the names of the registers.
func (rs Registers) Bodies() []string {
	out := make([]string, len(rs))
	for i, r := range rs {
		out[i] = r.Body
	}
	return out
}

// Matches tells whether a number has the register's form.
func (r Register) Matches(number string) bool {
	form, err := r.pattern()
	return err == nil && form.MatchString(Normalise(number))
}

func (r Register) pattern() (*regexp.Regexp, error) { return regexp.Compile("^(?:" + r.Form + ")$") }

// check refuses parts that the register does not have, and an entry of which nobody says whether it carries a licence.
func (r Register) check(no *refusal.List, g Record) {
	for _, part := range g.Parts {
		if len(r.Parts) == 0 {
			no.Unless(false, "parts", "No parts are kept for this register: leave them out.")
			break
		}
		no.OneOf("parts", part, r.Parts)
	}
	no.Unless(r.Licence || g.Licence == nil, "licence_to_practise", "This register gives no licence to practise: leave it out.")
	no.Unless(!r.Licence || g.Licence != nil, "licence_to_practise", "Say whether the entry carries a licence to practise.")
}

var (
	bodyForm = regexp.MustCompile(`^[A-Z]{2,10}$`)
	partForm = regexp.MustCompile(`^[a-z0-9_]{1,40}$`)
)

const (
	mostRegisters = 50
	longestForm   = 200
)

// Validate returns every rule that the registers break as refusals.
func (rs Registers) Validate() error {
	var no refusal.List
	no.Unless(len(rs) > 0 && len(rs) <= mostRegisters, "registers", "Give 1 to %d registers.", mostRegisters)
	for i, r := range rs {
		at := fmt.Sprintf("registers[%d].", i)
		no.Unless(bodyForm.MatchString(r.Body), at+"body", "Give the name as 2 to 10 capitals.")
		_, twice := rs[:i].Find(r.Body)
		no.Unless(!twice, at+"body", "Name each register once.")
		no.Unless(r.Title != "" && len(r.Title) <= longestForm, at+"title", "Give the name in words.")
		_, err := r.pattern()
		no.Unless(err == nil && r.Form != "" && len(r.Form) <= longestForm, at+"form", "Give the form of a number as a regular expression.")
		no.Unless(r.Source != "" && len(r.Source) <= longestForm, at+"source", "Say where the form comes from.")
		for _, p := range r.Parts {
			no.Unless(partForm.MatchString(p), at+"parts", "Give each part as a code of small letters, digits and _.")
		}
	}
	return no.Err()
}

// BodiesOf gives the registers on which a worker stands, by name.
func BodiesOf(all []Registration) []string {
	var out []string
	for _, g := range all {
		if !slices.Contains(out, g.r.Body) {
			out = append(out, g.r.Body)
		}
	}
	slices.SortFunc(out, cmp.Compare[string])
	return out
}
