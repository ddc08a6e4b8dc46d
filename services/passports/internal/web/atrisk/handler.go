// Package atrisk is the page /passports/expiring/shifts: bookings ahead of an employer's workers of whom something runs out
// before the shift ends.
package atrisk

import (
	"bytes"
	"net/http"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the page and its file.
type Handler struct{ Use *app.Passports }

// View is what the page shows.
type View struct {
	Employer string
	At       time.Time
	Days     int
	Risks    []app.Risk
	// Next is the address of the page after; empty on the last.
	Next string
}

const (
	perPage = 25
	usual   = 42
)

// Show answers GET /passports/expiring/shifts.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	who, _ := auth.From(r.Context())
	days := daysOf(r)
	filters := []any{"risks", who.Employer, days}
	after, _, err := web.DecodeCursor[app.RiskPlace](filters, r.URL.Query().Get("after"))
	if err != nil {
		return err
	}
	page, err := h.Use.FindRisks(r.Context(), app.FindRisks{Employer: who.Employer, Days: days, After: after, Limit: perPage})
	if err != nil {
		return err
	}
	v := View{Employer: who.Employer, At: h.Use.Clock.Now(), Days: days, Risks: page.Risks}
	if page.Next != nil {
		v.Next = "/passports/expiring/shifts?within=" + strconv.Itoa(days) + "&after=" + web.EncodeCursor(filters, *page.Next)
	}
	w.Header().Set("Cache-Control", "no-store")
	return web.Render(w, r, http.StatusOK, Page(v))
}

// daysOf is how far ahead is asked for; what is no number is left to the use case to refuse.
func daysOf(r *http.Request) int {
	s := r.URL.Query().Get("within")
	if s == "" {
		return usual
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// CSV answers GET /passports/expiring/shifts.csv: every booking at risk, a line for each piece of evidence.
func (h Handler) CSV(w http.ResponseWriter, r *http.Request) error {
	who, _ := auth.From(r.Context())
	find := app.FindRisks{Employer: who.Employer, Days: daysOf(r), Limit: 200}
	var b bytes.Buffer
	out := sheet.NewWriter(&b, "Name", "Role", "Band", "Employer", "Site", "Ward", "Starts", "Ends", "What", "Last day", "The booking ends")
	for {
		page, err := h.Use.FindRisks(r.Context(), find)
		if err != nil {
			return err
		}
		for _, one := range page.Risks {
			for _, c := range one.Causes {
				out.Row(one.Name, view.Words(one.Role), one.Band, one.Host, one.Site, one.Ward, london(one.StartsAt), london(one.EndsAt),
					app.DueName(c.Kind, c.Code, c.Level), c.DueAt.Add(-time.Nanosecond).In(clock.London).Format(time.DateOnly), yes(c.Ends))
			}
		}
		if page.Next == nil {
			break
		}
		find.After = *page.Next
	}
	if err := out.Close(); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="bookings-at-risk.csv"`)
	_, err := w.Write(b.Bytes())
	return err
}

func london(t time.Time) string { return t.In(clock.London).Format("2006-01-02 15:04") }

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func cause(c app.RiskItem) (layout.TagKind, string) {
	text := app.DueName(c.Kind, c.Code, c.Level) + " runs out " + view.Until(&c.DueAt)
	if c.Ends {
		return layout.Red, text + ": the booking ends"
	}
	return layout.Yellow, text + ": not asked for by this shift"
}
