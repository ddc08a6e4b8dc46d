package adjustments

import (
	"net/url"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// View is what the page shows.
type View struct {
	Done   string
	Fault  *fault.Error
	Asked  []Asked
	Text   layout.Field
	Shared layout.Field
	// Employers are those that the worker can choose.
	Employers []layout.Option
}

// Asked is one adjustment that stands.
type Asked struct {
	Text, Since, Readers, Change, Withdraw string
}

// OneView is what the page about one adjustment shows.
type OneView struct {
	Fault     *fault.Error
	Text      string
	Action    string
	Shared    layout.Field
	Employers []layout.Option
}

// Employer is one that may be chosen to read an adjustment.
type Employer struct{ Code, Name string }

// employersOf are the home employer and those that may rely on the passport.
func employersOf(home string, hosts []app.Disclosure) []Employer {
	out := []Employer{{Code: home, Name: "Your home employer (" + home + ")"}}
	for _, d := range hosts {
		if !d.Live() {
			continue
		}
		name := d.Employer
		if d.Name != "" {
			name = d.Name + " (" + d.Employer + ")"
		}
		out = append(out, Employer{Code: d.Employer, Name: name})
	}
	return out
}

func viewOf(all []app.Adjustment, employers []Employer, form url.Values, refused *fault.Error, done string) View {
	v := View{Done: done, Fault: refused, Employers: options(employers, form["shared_with"])}
	v.Text = layout.Field{Name: "text", Label: "What would you like adjusted?", Hint: "In your own words, up to 1000 characters. You need not say why.", Value: form.Get("text"), Autocomplete: "off"}
	v.Shared = layout.Field{Name: "shared_with", Label: "Which employers may read it?", Hint: "Nobody may unless you tick it. A host reads it only while you are booked there."}
	if refused != nil {
		v.Text.Error, v.Shared.Error = layout.ErrorFor(refused.Fields, "text"), layout.ErrorFor(refused.Fields, "shared_with")
	}
	for _, a := range all {
		if a.WithdrawnAt == nil {
			at := Address + "/" + a.ID.String()
			v.Asked = append(v.Asked, Asked{Text: a.Text, Since: layout.Date(a.RecordedAt), Readers: readers(employers, a.SharedWith), Change: at, Withdraw: at + "/withdraw"})
		}
	}
	return v
}

func readers(employers []Employer, codes []string) string {
	if len(codes) == 0 {
		return "Nobody may read it."
	}
	var names []string
	for _, e := range withReaders(employers, codes) {
		if slices.Contains(codes, e.Code) {
			names = append(names, e.Name)
		}
	}
	return "May read it: " + strings.Join(names, ", ") + "."
}

func oneOf(a app.Adjustment, employers []Employer, refused *fault.Error) OneView {
	v := OneView{Fault: refused, Text: a.Text, Action: Address + "/" + a.ID.String(), Employers: options(withReaders(employers, a.SharedWith), a.SharedWith)}
	v.Shared = layout.Field{Name: "shared_with", Label: "Which employers may read it?", Hint: "A host reads it only while you are booked there."}
	if refused != nil {
		v.Shared.Error = layout.ErrorFor(refused.Fields, "shared_with")
	}
	return v
}

// withReaders adds those that may read it now and could not be chosen any more, so that they can be unticked.
func withReaders(employers []Employer, readers []string) []Employer {
	out := slices.Clone(employers)
	for _, code := range readers {
		if !slices.ContainsFunc(out, func(e Employer) bool { return e.Code == code }) {
			out = append(out, Employer{Code: code, Name: code})
		}
	}
	return out
}

func options(employers []Employer, chosen []string) []layout.Option {
	out := make([]layout.Option, len(employers))
	for i, e := range employers {
		out[i] = layout.Option{Value: e.Code, Text: e.Name, Chosen: slices.Contains(chosen, e.Code)}
	}
	return out
}
