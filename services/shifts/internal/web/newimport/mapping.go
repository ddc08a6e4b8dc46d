package newimport

import (
	"net/http"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/rosterfile"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Mapping is how the employer's files are read, as the page shows it.
type Mapping struct {
	// Columns and Fixed are sentences; Words is one line for each word and its code.
	Columns, Fixed []string
	Words          string
	DateOrder      string
}

// Known tells whether there is anything to forget.
func (m Mapping) Known() bool {
	return len(m.Columns)+len(m.Fixed) > 0 || m.Words != "" || m.DateOrder == rosterfile.MonthFirst
}

func (m Mapping) dateOrder() layout.Field {
	return layout.Field{Name: "date_order", Label: "How dates are written", Value: m.DateOrder}
}

func mappingOf(m rosterfile.Mapping) Mapping {
	v := Mapping{DateOrder: m.DateOrder}
	if v.DateOrder == "" {
		v.DateOrder = rosterfile.DayFirst
	}
	for heading, f := range m.Columns {
		v.Columns = append(v.Columns, "“"+heading+"” is "+rosterfile.Names[f])
	}
	for f, value := range m.Fixed {
		v.Fixed = append(v.Fixed, rosterfile.Names[f]+" is “"+value+"” unless the file says it")
	}
	var words []string
	for f, codes := range m.Codes {
		for word, code := range codes {
			words = append(words, string(f)+": "+word+" = "+code)
		}
	}
	for _, list := range [][]string{v.Columns, v.Fixed, words} {
		slices.Sort(list)
	}
	v.Words = strings.Join(words, "\n")
	return v
}

// Remember answers POST /shifts/import/mapping: the order of dates and the employer's words are replaced, or all is
// forgotten.
func (h Handler) Remember(w http.ResponseWriter, r *http.Request) error {
	m, _, err := h.App.RosterMapping(r.Context())
	if err != nil {
		return err
	}
	if r.PostForm.Get("forget") == "yes" {
		m = rosterfile.Mapping{}
	} else {
		m.DateOrder = r.PostForm.Get("date_order")
		m.Codes, err = codes(r.PostForm.Get("words"))
	}
	if err == nil {
		_, err = h.App.PutRosterMapping(r.Context(), m)
	}
	if err == nil {
		http.Redirect(w, r, "/shifts/import", http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, f)
}

// codes reads lines such as role: RN = registered_nurse.
func codes(text string) (map[rosterfile.Field]map[string]string, error) {
	out := map[rosterfile.Field]map[string]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		name, rest, ok1 := strings.Cut(line, ":")
		word, code, ok2 := strings.Cut(rest, "=")
		f, word, code := rosterfile.Field(strings.TrimSpace(name)), strings.TrimSpace(word), strings.TrimSpace(code)
		if !ok1 || !ok2 || !slices.Contains(rosterfile.Fields, f) || word == "" || code == "" {
			return nil, fault.New(fault.Invalid, "invalid_input", "One of the lines cannot be read.").
				WithFields(fault.Field{Location: "form.words", Message: "Write one word a line as field: word = code, for example role: RN = registered_nurse. This is not: " + line})
		}
		if out[f] == nil {
			out[f] = map[string]string{}
		}
		out[f][word] = code
	}
	return out, nil
}
