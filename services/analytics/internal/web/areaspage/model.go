package areaspage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/risk"
)

// blankRows is how many rows are there to add areas.
const blankRows = 2

// View is the page.
type View struct {
	Version    string
	Default    bool
	May, Saved bool
	Fault      *fault.Error
	Areas      []Area
	Rows       []Row
	History    []Version
}

// Area is one area to read.
type Area struct{ Name, Weight, Words string }

// Row is one area to fill in.
type Row struct {
	Legend              string
	Name, Weight, Words layout.Field
}

// Version is what one version changed, by whom and when.
type Version struct {
	Title, When, By string
	Changed         []string
}

func viewOf(all []app.AreasVersion, typed []Entry, f *fault.Error) View {
	now := all[0]
	v := View{Version: strconv.FormatInt(now.Version, 10), Default: now.Version == 0, Fault: f}
	for _, a := range now.List {
		v.Areas = append(v.Areas, areaOf(a))
	}
	if typed == nil {
		for _, a := range v.Areas {
			typed = append(typed, Entry(a))
		}
	}
	for i, e := range slices.Concat(typed, make([]Entry, blankRows)) {
		v.Rows = append(v.Rows, rowOf(i, e, f))
	}
	for i, x := range all {
		if x.Version == 0 {
			continue
		}
		h := Version{Title: fmt.Sprintf("Version %d", x.Version), When: layout.Moment(x.At), By: x.By}
		if i+1 < len(all) {
			h.Changed = changed(all[i+1].List, x.List)
		}
		v.History = append(v.History, h)
	}
	return v
}

func areaOf(a risk.Area) Area {
	words := make([]string, len(a.Words))
	for i, w := range a.Words {
		words[i] = w
		if strings.Contains(w, "/") {
			words[i] = strings.ToUpper(w) // A whole ward, as employers write it.
		}
	}
	return Area{Name: a.Name, Weight: strconv.Itoa(a.Weight), Words: strings.Join(words, ", ")}
}

func rowOf(i int, e Entry, f *fault.Error) Row {
	var wrong []fault.Field
	if f != nil {
		wrong = f.Fields
	}
	n := strconv.Itoa(i)
	field := func(name, label, value, width string) layout.Field {
		name += "-" + n
		return layout.Field{Name: name, Label: label, Value: value, Width: width, Autocomplete: "off", Error: layout.ErrorFor(wrong, name)}
	}
	r := Row{Legend: e.Name, Name: field("name", "Reason that people read", e.Name, ""), Weight: field("weight", "Weight", e.Weight, "3"), Words: field("words", "Words", e.Words, "")}
	r.Weight.Numeric = true
	if strings.TrimSpace(e.Name) == "" {
		r.Legend = "Another area"
	}
	return r
}

// changed says in words what one version has that the one before it had not.
func changed(was, is []risk.Area) (out []string) {
	byName := func(list []risk.Area, name string) (risk.Area, bool) {
		i := slices.IndexFunc(list, func(a risk.Area) bool { return a.Name == name })
		if i < 0 {
			return risk.Area{}, false
		}
		return list[i], true
	}
	for _, a := range is {
		before, known := byName(was, a.Name)
		if !known {
			out = append(out, fmt.Sprintf("Added %s, weight %d: %s.", a.Name, a.Weight, areaOf(a).Words))
			continue
		}
		if a.Weight != before.Weight {
			out = append(out, fmt.Sprintf("%s: weight %d instead of %d.", a.Name, a.Weight, before.Weight))
		}
		if more := without(a, before); more != "" {
			out = append(out, fmt.Sprintf("%s: with %s.", a.Name, more))
		}
		if less := without(before, a); less != "" {
			out = append(out, fmt.Sprintf("%s: without %s.", a.Name, less))
		}
	}
	for _, a := range was {
		if _, kept := byName(is, a.Name); !kept {
			out = append(out, fmt.Sprintf("Took out %s.", a.Name))
		}
	}
	if len(out) == 0 {
		out = []string{"The same, in another order."}
	}
	return out
}

// without gives the words of one area that another has not.
func without(a, other risk.Area) string {
	a.Words = slices.DeleteFunc(slices.Clone(a.Words), func(w string) bool { return slices.Contains(other.Words, w) })
	return areaOf(a).Words
}
