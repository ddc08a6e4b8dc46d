// Package policies is the pages under /policies: what an employer decides for itself.
package policies

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers the list and the form of each policy.
type Handler struct{ App *app.App }

// List answers GET /policies, ?employer=<ODS code> for those who see every employer's.
func (h Handler) List(w http.ResponseWriter, r *http.Request) error {
	who, employer := view.Self(r.Context()), r.URL.Query().Get("employer")
	names, err := h.App.Directory(r.Context())
	if err != nil {
		return err
	}
	if who.Role != auth.Employer && employer == "" {
		return web.Render(w, r, http.StatusOK, Choose(optionsOf(names)))
	}
	all, err := h.App.PoliciesOf(r.Context(), employer)
	if err != nil {
		return err
	}
	views := make([]View, len(all))
	for i, p := range all {
		if views[i], err = h.viewOf(r, p, nil, nil); err != nil {
			return err
		}
	}
	heading := "What your employer decides"
	if who.Role != auth.Employer {
		heading = "What " + names.Employer(employer) + " decides"
	}
	return web.Render(w, r, http.StatusOK, List(heading, views))
}

// optionsOf are all employers by name.
func optionsOf(names app.Directory) []layout.Option {
	var out []layout.Option
	for ods, name := range names.Employers() {
		out = append(out, layout.Option{Value: ods, Text: name})
	}
	slices.SortFunc(out, func(a, b layout.Option) int { return strings.Compare(a.Text+a.Value, b.Text+b.Value) })
	return out
}

// Edit answers GET /policies/{kind}.
func (h Handler) Edit(w http.ResponseWriter, r *http.Request) error {
	p, err := h.App.PolicyOf(r.Context(), r.URL.Query().Get("employer"), policy.Kind(r.PathValue("kind")))
	if err != nil {
		return err
	}
	v, err := h.viewOf(r, p, nil, nil)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, Page(v))
}

// Save answers POST /policies/{kind}.
func (h Handler) Save(w http.ResponseWriter, r *http.Request) error {
	p, err := h.App.PolicyOf(r.Context(), "", policy.Kind(r.PathValue("kind")))
	if err != nil {
		return err
	}
	body, err := json.Marshal(p.Settings)
	if err != nil {
		return err
	}
	changed, err := enter(p.Kind, body, r.PostForm)
	if err == nil {
		_, err = h.App.ChangePolicy(r.Context(), p.Kind, changed, view.Seen(r.PostForm))
	}
	if err == nil {
		http.Redirect(w, r, "/policies", http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	v, err := h.viewOf(r, p, r.PostForm, onTheForm(f))
	if err != nil {
		return err
	}
	return web.Render(w, r, status, Page(v))
}

func (h Handler) viewOf(r *http.Request, p app.PolicyView, form url.Values, f *fault.Error) (View, error) {
	who := view.Self(r.Context())
	v := View{Kind: string(p.Kind), Title: p.Title, Default: p.Version == 0, Version: view.Version(p.Version), Fault: f,
		MayChange: who.Role == auth.Employer && who.Has(auth.Executive)}
	body, err := json.Marshal(p.Settings)
	if err != nil {
		return v, err
	}
	if v.Leaves, err = leavesOf(p.Kind, body); err != nil {
		return v, err
	}
	if form != nil {
		for i := range v.Leaves {
			v.Leaves[i].keep(form)
		}
	}
	return v, nil
}

// onTheForm points a fault at the form's inputs, whose names have no dots.
func onTheForm(f *fault.Error) *fault.Error {
	out := *f
	out.Fields = nil
	for _, field := range f.Fields {
		if path, ok := strings.CutPrefix(field.Location, "body."); ok {
			path = strings.NewReplacer("[", ".", "]", "").Replace(path)
			field.Location = "form." + leaf{Path: strings.Split(path, ".")}.name()
		}
		out.Fields = append(out.Fields, field)
	}
	return &out
}

func (v View) errorOf(l leaf) string {
	if v.Fault == nil {
		return ""
	}
	return layout.ErrorFor(v.Fault.Fields, l.name())
}

// keep shows again what was typed, as it was typed.
func (l *leaf) keep(form url.Values) {
	l.Value = strings.Join(form[l.name()], "\n")
	if l.Kind != table {
		return
	}
	l.Rows = nil
	for i := range mostRows {
		cells, there := l.blank(i), false
		for j := range cells {
			there = there || form.Has(cells[j].name())
			cells[j].keep(form)
		}
		if !there {
			break
		}
		l.Rows = append(l.Rows, cells)
	}
}
