// Package snapshotpage is the page /fill-rate/snapshots/{id}: figures as they were frozen, who signed them, and what would be
// another figure now.
package snapshotpage

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/document"
	"github.com/muster-ics/muster/services/analytics/internal/pack"
	"github.com/muster-ics/muster/services/analytics/internal/web/api"
	"github.com/muster-ics/muster/services/analytics/internal/web/paper"
)

// View is the page.
type View struct {
	ID, Title, Back, Done string
	Hash, FileHref        string
	Taken, TakenBy        string
	Paper                 paper.View
	Signatures            []Signature
	// Froze names the employer that froze them, where another has followed it: they are read only then.
	Froze string
	// MaySign says that who looks may sign and has not yet.
	MaySign     bool
	Capacities  []layout.Option
	Differences []document.Difference
	// More is how many differences are not listed.
	More  int
	Fault *fault.Error
}

// Signature is one signature.
type Signature struct{ Capacity, By, At string }

// Handler answers the page and its forms.
type Handler struct{ Freeze *app.FreezeFigures }

// mostDifferences is how many are listed on the page; the API has all.
const mostDifferences = 100

var capacities = map[string]string{
	"chief_executive": "Chief executive", "chief_nurse": "Chief nurse", "finance": "Finance director", "workforce": "Director of workforce", "other": "Another capacity",
}

var policy = app.Policy()

// Take answers POST /fill-rate/snapshots.
func (h Handler) Take(w http.ResponseWriter, r *http.Request) error {
	month, err := api.Month(r.PostFormValue("month"))
	if err != nil {
		return err
	}
	s, err := h.Freeze.Take(r.Context(), r.PostFormValue("form"), month)
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/fill-rate/snapshots/"+s.ID.String()+"?done=frozen", http.StatusSeeOther)
	return nil
}

// Show answers GET /fill-rate/snapshots/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, http.StatusOK, nil)
}

// Sign answers POST /fill-rate/snapshots/{id}/sign.
func (h Handler) Sign(w http.ResponseWriter, r *http.Request) error {
	snapshot, err := snapshotOf(r)
	if err != nil {
		return err
	}
	_, err = h.Freeze.Sign(r.Context(), snapshot, r.PostFormValue("capacity"))
	var f *fault.Error
	if errors.As(err, &f) && f.Kind == fault.Invalid {
		return h.show(w, r, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/fill-rate/snapshots/"+snapshot.String()+"?done=signed", http.StatusSeeOther)
	return nil
}

func snapshotOf(r *http.Request) (id.ID, error) {
	snapshot, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return snapshot, fault.New(fault.NotFound, "not_found", "There are no such frozen figures that you may see. Check the address.")
	}
	return snapshot, nil
}

func (h Handler) show(w http.ResponseWriter, r *http.Request, status int, f *fault.Error) error {
	snapshot, err := snapshotOf(r)
	if err != nil {
		return err
	}
	s, d, err := h.Freeze.Get(r.Context(), snapshot)
	if err != nil {
		return err
	}
	differences, err := h.Freeze.Differences(r.Context(), d)
	if err != nil && !fault.Is(err, fault.NotFound) { // A form that is no longer there has no figures now.
		return err
	}
	v := viewOf(r.Context(), s, d, differences)
	v.Fault = f
	if v.Froze = h.Freeze.Froze(r.Context(), s.Owner); v.Froze != "" {
		v.MaySign = false
	}
	v.Done = map[string]string{"frozen": "The figures are frozen. Read them, then sign.", "signed": "You have signed these figures."}[r.URL.Query().Get("done")]
	return web.Render(w, r, status, Page(v))
}

func viewOf(ctx context.Context, s app.Snapshot, d document.Document, differences []document.Difference) View {
	v := View{
		ID: s.ID.String(), Title: d.Title, Back: "/fill-rate/returns/" + d.Form + "?month=" + string(d.Month), Hash: s.Hash, Taken: layout.Moment(s.TakenAt),
		TakenBy: s.TakenBy, Paper: paper.Of(d), Differences: differences, FileHref: "/api/analytics/v1/snapshots/" + s.ID.String() + "/file",
	}
	if d.Form == pack.Form {
		v.Back = "/fill-rate/pack?month=" + string(d.Month)
	}
	if n := len(differences); n > mostDifferences {
		v.Differences, v.More = differences[:mostDifferences], n-mostDifferences
	}
	for _, x := range s.Signatures {
		v.Signatures = append(v.Signatures, Signature{Capacity: capacities[x.Capacity], By: x.By, At: layout.Moment(x.At)})
	}
	who, _ := auth.From(ctx)
	_, err := policy.Check(ctx, app.SignFigures, auth.Facts{Employer: s.Owner, ICS: who.ICS})
	v.MaySign = err == nil && !slices.ContainsFunc(s.Signatures, func(x app.Signature) bool { return x.By == who.Subject })
	for _, c := range app.Capacities {
		v.Capacities = append(v.Capacities, layout.Option{Value: c, Text: capacities[c]})
	}
	return v
}
