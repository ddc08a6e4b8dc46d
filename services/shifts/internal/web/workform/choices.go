package workform

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

func wardsOf(known app.KnownWork, names app.Directory) []layout.Option {
	out := make([]layout.Option, len(known.Wards))
	for i, k := range known.Wards {
		out[i] = layout.Option{Value: k.Site + "/" + k.Ward, Text: view.Words(k.Ward) + ", " + names.Site(k.Site)}
	}
	slices.SortStableFunc(out, func(a, b layout.Option) int { return strings.Compare(a.Text, b.Text) })
	return out
}

func rolesOf(known app.KnownWork) []layout.Option { return view.Options(known.Roles, view.Words) }

// levels are how many levels the subjects of the Core Skills Training Framework have that have more than one.
var levels = map[string]int{"IPC": 2, "MH": 2, "SA": 3, "SC": 3, "RES": 3}

// trainingsOf are the subjects of the Core Skills Training Framework, and what the employer's templates ask for beside.
func trainingsOf(known app.KnownWork) []layout.Option {
	var all []shift.Competency
	for _, code := range view.Subjects() {
		for level := range max(1, levels[code]) {
			all = append(all, shift.Competency{Framework: "cstf", Code: code, Level: level + 1})
		}
	}
	for _, c := range known.Competencies {
		if !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	out := make([]layout.Option, len(all))
	for i, c := range all {
		out[i] = training(c)
	}
	return out
}

func training(c shift.Competency) layout.Option {
	text := view.Subject(c.Framework, c.Code)
	if c.Level > 1 || levels[c.Code] > 1 || c.Framework != "cstf" {
		text += ", level " + strconv.Itoa(c.Level)
	}
	return layout.Option{Value: competencyValue(c), Text: text}
}

func competencyValue(c shift.Competency) string {
	return c.Framework + " " + c.Code + " " + strconv.Itoa(c.Level)
}

// chosenTrainings are all trainings with those that were chosen, and those chosen that no list has.
func (v Form) chosenTrainings() []layout.Option {
	out := slices.Clone(v.Trainings)
	for i := range out {
		out[i].Chosen = slices.Contains(v.Values["competencies"], out[i].Value)
	}
	for _, line := range v.Values["competencies"] {
		c, ok := competency(line)
		if ok && c != (shift.Competency{}) && !slices.ContainsFunc(out, func(o layout.Option) bool { return o.Value == line }) {
			o := training(c)
			o.Value, o.Chosen = line, true
			out = append(out, o)
		}
	}
	return out
}

// ward is the ward that was chosen, at its site.
func (v Form) ward() layout.Field {
	f := v.Field("ward", "Ward", "")
	if site := v.Values.Get("site"); site != "" && f.Value != "" && !strings.Contains(f.Value, "/") {
		f.Value = site + "/" + f.Value
	}
	return f
}

// anotherWard tells that a ward was entered that the list does not have.
func (v Form) anotherWard() bool {
	return v.Values.Get("another_ward") != "" || v.Fault != nil && layout.ErrorFor(v.Fault.Fields, "ward") != ""
}

// with is options, and one more for a value that none of them has; nothing is chosen until somebody does.
func with(options []layout.Option, value string, words func(string) string) []layout.Option {
	out := slices.Clone(options)
	switch {
	case value == "":
		return append([]layout.Option{{Value: "", Text: "Choose one"}}, out...)
	case !slices.ContainsFunc(out, func(o layout.Option) bool { return o.Value == value }):
		return append(out, layout.Option{Value: value, Text: words(value)})
	}
	return out
}

// trainingChosen tells how many trainings are chosen, in words.
func (v Form) trainingChosen() string {
	n := 0
	for _, o := range v.chosenTrainings() {
		if o.Chosen {
			n++
		}
	}
	if n == 0 {
		return "Training: none chosen"
	}
	return "Training: " + strconv.Itoa(n) + " chosen"
}

// asksTraining tells that what was said of training is to be seen at once.
func (v Form) asksTraining() bool {
	return len(v.Values["competencies"]) > 0 || v.Values.Get("more_competencies") != "" || v.Fault != nil && layout.ErrorFor(v.Fault.Fields, "competencies") != ""
}

// wardName is a ward in words, of its code with or without its site.
func wardName(value string) string {
	if _, ward, found := strings.Cut(value, "/"); found {
		value = ward
	}
	return view.Words(value)
}

// atSite are the wards of one site, by their codes alone.
func (v Form) atSite(site string) []layout.Option {
	var out []layout.Option
	for _, o := range v.Wards {
		if ward, found := strings.CutPrefix(o.Value, site+"/"); found {
			out = append(out, layout.Option{Value: ward, Text: view.Words(ward)})
		}
	}
	return out
}

// Where reads the site and the ward: one of the list, which names both, or another.
func Where(form url.Values) (site, ward string) {
	if ward := other(form, "ward"); ward != "" {
		return form.Get("site"), ward
	}
	if site, ward, found := strings.Cut(form.Get("ward"), "/"); found {
		return site, ward
	}
	return form.Get("site"), named(form, "ward")
}

// named reads a code that was chosen from a list or, where it was not, named in words.
func named(form url.Values, name string) string {
	if code := other(form, name); code != "" {
		return code
	}
	return code(form.Get(name))
}

// other is the code of what was named in words beside a list.
func other(form url.Values, name string) string {
	return strings.ToLower(strings.Join(strings.Fields(form.Get("another_"+name)), "_"))
}

// code makes a code of how people write a ward or a role: Ward 7 is ward_7.
func code(words string) string {
	words = strings.TrimSpace(words)
	if !strings.ContainsAny(words, " ") {
		return words
	}
	return strings.ToLower(strings.Join(strings.Fields(words), "_"))
}
