package importwords

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// View is what the page shows.
type View struct {
	Words []Word
	Done  string
	Fault *fault.Error
	sent  url.Values
}

// Word is one word that rows wait for.
type Word struct {
	// Kind is esr or a register; Key is by what the word is known.
	Kind, Key, Text, From, Rows string
	// Row numbers the word on the page.
	Row string
}

var registers = map[string]bool{"NMC": true, "GMC": true, "HCPC": true}

func viewOf(queue []app.QueuedWord, done string, sent url.Values, f *fault.Error) View {
	v := View{Fault: f, sent: sent}
	if done == "explained" {
		v.Done = "It is remembered. Rows that waited for it can be recorded now."
	}
	for i, q := range queue {
		w := Word{Kind: "esr", Key: q.Key, Row: strconv.Itoa(i), Rows: rows(q.Rows)}
		first, rest, _ := strings.Cut(q.Key, "|")
		if registers[first] {
			w.Kind, w.Text, w.From = first, rest, "The "+first+" register says"
		} else {
			_, w.Text, _ = strings.Cut(rest, "|")
			w.From = "The Electronic Staff Record, " + first
		}
		v.Words = append(v.Words, w)
	}
	return v
}

func rows(n int) string {
	if n == 1 {
		return "1 row waits"
	}
	return strconv.Itoa(n) + " rows wait"
}

func (v View) field(w Word, part, label, hint string) layout.Field {
	f := layout.Field{Name: part + "_" + w.Row, Label: label, Hint: hint, Value: v.sent.Get(part + "_" + w.Row)}
	if v.Fault != nil {
		f.Error = layout.ErrorFor(v.Fault.Fields, f.Name)
	}
	return f
}

func (v View) code(w Word) layout.Field {
	f := v.field(w, "code", "Its code (clinical and your own)", "Capitals and digits, e.g. SEPSIS")
	f.Width, f.Autocomplete = "20", "off"
	return f
}

func meanings() []layout.Option {
	out := []layout.Option{{Value: "", Text: "Choose"}}
	for _, s := range app.Subjects() {
		out = append(out, layout.Option{Value: s.Code, Text: s.Title})
	}
	return append(out, layout.Option{Value: clinical, Text: "A clinical competency, by its code"}, layout.Option{Value: ours, Text: "A competency of your own, by its code"},
		layout.Option{Value: leaveOut, Text: "Nothing that is kept here: leave such rows out"})
}

func levels() []layout.Option {
	return []layout.Option{{Value: "", Text: "The one that the name says, else 1"}, {Value: "1", Text: "Level 1"}, {Value: "2", Text: "Level 2"}, {Value: "3", Text: "Level 3"}}
}

func statuses() []layout.Option {
	out := []layout.Option{{Value: "", Text: "Choose"}}
	for _, s := range app.RegisterStatuses() {
		out = append(out, layout.Option{Value: s, Text: view.Words(s)})
	}
	return out
}
