// Package hostpolicypage is the page /passports/host-policy: what an employer asks of everybody who works on its sites.
package hostpolicypage

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the page and its form.
type Handler struct{ Use *app.Passports }

// View is what the page shows.
type View struct {
	Employer, Version, Done string
	Default, MayChange      bool
	Figures                 []layout.Field
	Periods, Own            layout.Field
	Checks                  []layout.Option
	Rows                    []layout.Row
	Fault                   *fault.Error
}

// Show answers GET /passports/host-policy.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, nil, nil)
}

// Change answers the form.
func (h Handler) Change(w http.ResponseWriter, r *http.Request) error {
	who, _ := auth.From(r.Context())
	f := r.PostForm
	n, err := read(f)
	if err == nil {
		_, err = h.Use.ChangeHostPolicy(r.Context(), who.Employer, n, web.RequestID(r.Context()), func(version int64) error {
			if f.Get("version") != strconv.FormatInt(version, 10) {
				return fault.New(fault.Conflict, "stale", "Somebody changed this before you. Look at it again, then make your change.")
			}
			return nil
		})
	}
	if refused, status, ok := view.Refusal(err, ""); ok {
		return h.render(w, r, status, f, refused)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/passports/host-policy?done=yes", http.StatusSeeOther)
	return nil
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, sent url.Values, f *fault.Error) error {
	who, _ := auth.From(r.Context())
	p, err := h.Use.ShowHostPolicy(r.Context(), who.Employer)
	if err != nil {
		return err
	}
	done := ""
	if r.URL.Query().Get("done") != "" {
		done = "What you ask for is changed."
	}
	return web.Render(w, r, status, Page(viewOf(p, who.Has(auth.Verify) || who.Has(auth.Executive), sent, f, done)))
}

// figures are the numbers of the form, by their names.
var figures = []struct {
	name, label string
	of          func(*app.NewHostPolicy) *int
}{
	{"register_flag_days", "Days after a reading of the register from which a worker is flagged", func(n *app.NewHostPolicy) *int { return &n.RegisterFlagDays }},
	{"register_block_days", "Days after which a worker is blocked", func(n *app.NewHostPolicy) *int { return &n.RegisterBlockDays }},
	{"grace_days", "Days after its end on which training still serves", func(n *app.NewHostPolicy) *int { return &n.GraceDays }},
	{"dbs_months", "Months after which a criminal record check is to be repeated (0: at its own end)", func(n *app.NewHostPolicy) *int { return &n.DBSMonths }},
}

// read makes of the form what is to be asked for. What is no number is told by its field.
func read(f url.Values) (app.NewHostPolicy, error) {
	var n app.NewHostPolicy
	for _, g := range figures {
		v, err := strconv.Atoi(strings.TrimSpace(f.Get(g.name)))
		if err != nil {
			return n, app.FieldFault(g.name, "Give a whole number.")
		}
		*g.of(&n) = v
	}
	for i, line := range strings.Split(f.Get("periods"), "\n") {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		p, ok := period(words)
		if !ok {
			return n, app.FieldFault("periods", fmt.Sprintf("Line %d: give framework, subject, level and months, e.g. cstf FIRE 1 12.", i+1))
		}
		n.Periods = append(n.Periods, p)
	}
	n.OwnChecks = slices.Clone(f["own_checks"])
	return n, nil
}

func period(words []string) (app.HostPeriod, bool) {
	if len(words) != 4 {
		return app.HostPeriod{}, false
	}
	level, err := strconv.Atoi(words[2])
	months, err2 := strconv.Atoi(words[3])
	return app.HostPeriod{Framework: words[0], Code: words[1], Level: level, Months: months}, err == nil && err2 == nil
}

// viewOf shows what holds, or what was sent when it was refused.
func viewOf(p app.HostPolicyView, mayChange bool, sent url.Values, f *fault.Error, done string) View {
	v := View{Employer: p.Employer, Version: strconv.FormatInt(p.Version, 10), Default: p.Version == 0, MayChange: mayChange, Fault: f, Done: done}
	var wrong []fault.Field
	if f != nil {
		wrong = f.Fields
	}
	value := func(name, is string) string {
		if sent != nil {
			return sent.Get(name)
		}
		return is
	}
	for _, g := range figures {
		is := strconv.Itoa(*g.of(&p.NewHostPolicy))
		v.Figures = append(v.Figures, layout.Field{Name: g.name, Label: g.label, Value: value(g.name, is), Width: "4", Numeric: true, Autocomplete: "off", Error: layout.ErrorFor(wrong, g.name)})
		v.Rows = append(v.Rows, layout.Row{Key: g.label, Value: is})
	}
	var lines []string
	for _, r := range p.Periods {
		lines = append(lines, fmt.Sprintf("%s %s %d %d", r.Framework, r.Code, r.Level, r.Months))
	}
	v.Periods = layout.Field{
		Name: "periods", Label: "Refresh periods of your own", Hint: "One a line: framework, subject, level from which on, months. For example cstf FIRE 1 12. The record's own end counts where it comes first.",
		Value: value("periods", strings.Join(lines, "\n")), Error: layout.ErrorFor(wrong, "periods"),
	}
	var names []string
	for _, c := range p.OwnChecks {
		names = append(names, view.CheckName(c))
	}
	v.Rows = append(v.Rows, layout.Row{Key: v.Periods.Label, Value: strings.Join(lines, "; ")}, layout.Row{Key: "Checks that you do yourself", Value: strings.Join(names, ", ")})
	v.Own = layout.Field{Name: "own_checks", Label: "Checks that you do yourself and do not take from others", Error: layout.ErrorFor(wrong, "own_checks")}
	chosen := p.OwnChecks
	if sent != nil {
		chosen = sent["own_checks"]
	}
	for _, c := range app.OwnChecks() {
		v.Checks = append(v.Checks, layout.Option{Value: c, Text: view.CheckName(c), Chosen: slices.Contains(chosen, c)})
	}
	return v
}
