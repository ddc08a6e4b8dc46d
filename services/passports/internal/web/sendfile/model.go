package sendfile

import (
	"strconv"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/recordimport"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// form is what stands in the form.
type form struct{ kind, worker, asOf, name string }

// View is what the page shows.
type View struct {
	Past []Past
	// Waiting is how many words wait for somebody.
	Waiting int
	Fault   *fault.Error
	form    form
}

// Past is a file of before.
type Past struct {
	Href, When, What string
	Kind             layout.TagKind
	Status           string
	Rows, Recorded   int
}

func viewOf(past []app.Imported, waiting int, f form, refused *fault.Error) View {
	v := View{Waiting: waiting, Fault: refused, form: f}
	for _, i := range past {
		s := i.State
		p := Past{Href: "/passports/imports/" + s.ID.String(), When: layout.Moment(s.ReadAt), What: view.ImportKind(s.Kind), Rows: s.Counts.Rows(), Recorded: s.Counts[recordimport.Recorded]}
		p.Kind, p.Status = view.ImportStatus(s.Status)
		v.Past = append(v.Past, p)
	}
	return v
}

func (v View) wrong(name string) string {
	if v.Fault == nil {
		return ""
	}
	return layout.ErrorFor(v.Fault.Fields, name)
}

func (v View) kinds() []layout.Option {
	var out []layout.Option
	for _, k := range recordimport.Kinds {
		if v.form.worker == "" || k.HasCompetencies() {
			out = append(out, layout.Option{Value: string(k), Text: view.ImportKind(k), Hint: kindHints[k]})
		}
	}
	return out
}

var kindHints = map[recordimport.Kind]string{
	recordimport.ESR:          "The export as it is, for one person, or with a column of assignment numbers",
	recordimport.Competencies: "One row for each person and subject",
	recordimport.Workers:      "People to enrol, one row each",
}

func (v View) kind() layout.Field {
	value := v.form.kind
	if value == "" {
		value = string(recordimport.ESR)
	}
	return layout.Field{Name: "kind", Label: "What does the file hold?", Value: value, Error: v.wrong("kind")}
}

func words(n int) string {
	if n == 1 {
		return "1 word waits for somebody to say what it means"
	}
	return strconv.Itoa(n) + " words wait for somebody to say what they mean"
}
