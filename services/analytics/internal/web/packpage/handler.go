// Package packpage is the page /fill-rate/pack: a month of the staff bank as a board reads it, to print, to freeze and to
// sign.
package packpage

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/document"
	"github.com/muster-ics/muster/services/analytics/internal/returns"
	"github.com/muster-ics/muster/services/analytics/internal/web/paper"
)

// View is the page of one form and month.
type View struct {
	// Title and Path are those of the form; Active the section that it belongs to.
	Title, Path, Active, Form, Month string
	Source, Due                      string
	Months                           []layout.Option
	Paper                            paper.View
	FileHref                         string
	// MayFreeze says who looks may freeze; NotOver that the month is not over, from when it can be.
	MayFreeze bool
	NotOver   string
	Frozen    []Frozen
	Fault     *fault.Error
}

// Frozen is one snapshot of the form and month.
type Frozen struct {
	Href, Taken, Signed string
	Kind                layout.TagKind
}

// Handler answers GET /fill-rate/pack and GET /fill-rate/returns/{form}, the same page for two kinds of forms.
type Handler struct {
	Documents *app.Documents
	Freeze    *app.FreezeFigures
	Now       func() time.Time
}

// Pack answers GET /fill-rate/pack.
func (h Handler) Pack(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, View{Path: "/fill-rate/pack", Active: "/fill-rate/pack", Form: "board_pack"})
}

// Return answers GET /fill-rate/returns/{form}.
func (h Handler) Return(w http.ResponseWriter, r *http.Request) error {
	f, err := h.Documents.Form(r.Context(), r.PathValue("form"))
	if err != nil {
		return err
	}
	return h.show(w, r, ofReturn(f))
}

func ofReturn(f returns.Form) View {
	return View{Path: "/fill-rate/returns/" + f.Code, Active: "/fill-rate/returns", Form: f.Code, Source: f.Source, Due: f.Due}
}

func (h Handler) show(w http.ResponseWriter, r *http.Request, v View) error {
	ctx := r.Context()
	months, err := h.Documents.Months(ctx)
	if err != nil {
		return err
	}
	month, status := h.month(months), http.StatusOK
	if text := r.URL.Query().Get("month"); text != "" {
		asked, ok := document.ParseMonth(text)
		if !ok {
			status, v.Fault = http.StatusUnprocessableEntity, fault.New(fault.Invalid, "month_invalid", "Choose a month of the list.").
				WithFields(fault.Field{Location: "query.month", Message: "Choose a month of the list"})
		} else {
			month = asked
		}
	}
	d, err := h.Documents.Fill(ctx, v.Form, month)
	if err != nil {
		return err
	}
	frozen, err := h.Freeze.List(ctx, app.SnapshotQuery{Form: v.Form, Month: month, Most: app.MaxSnapshots})
	if err != nil {
		return err
	}
	v.fill(d, months, frozen, h.Now(), mayFreeze(ctx))
	return web.Render(w, r, status, Page(v))
}

// month is what is shown unasked: the newest that is over, or the one that is not when there is none.
func (h Handler) month(months []document.Month) document.Month {
	for _, m := range months {
		if m.Over(h.Now()) {
			return m
		}
	}
	return months[0]
}

var policy = app.Policy()

func mayFreeze(ctx context.Context) bool {
	who, _ := auth.From(ctx)
	_, err := policy.Check(ctx, app.TakeSnapshot, auth.Facts{ICS: who.ICS})
	return err == nil
}

func (v *View) fill(d document.Document, months []document.Month, frozen []app.Snapshot, now time.Time, may bool) {
	v.Title, v.Month, v.MayFreeze = d.Title, string(d.Month), may
	v.Paper = paper.Of(d)
	v.FileHref = "/api/analytics/v1/returns/" + d.Form + "/file?month=" + string(d.Month)
	if !d.Month.Over(now) {
		v.NotOver = "1 " + d.Month.Plus(1).Name()
	}
	if !slices.Contains(months, d.Month) {
		months = append([]document.Month{d.Month}, months...)
	}
	for _, m := range months {
		v.Months = append(v.Months, layout.Option{Value: string(m), Text: m.Name()})
	}
	for _, s := range frozen {
		v.Frozen = append(v.Frozen, frozenOf(s))
	}
}

func frozenOf(s app.Snapshot) Frozen {
	f := Frozen{Href: "/fill-rate/snapshots/" + s.ID.String(), Taken: layout.Moment(s.TakenAt), Signed: "Not signed", Kind: layout.Yellow}
	switch n := len(s.Signatures); n {
	case 0:
	case 1:
		f.Signed, f.Kind = "Signed", layout.Green
	default:
		f.Signed, f.Kind = "Signed by "+strconv.Itoa(n), layout.Green
	}
	return f
}
