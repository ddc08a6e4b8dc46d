package queue

import (
	"bytes"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/sheet"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

const (
	rowsAtOnce = 1000
	rowsAtMost = 100_000
)

var errTooLong = fault.New(fault.Invalid, "list_too_long", "The list has more than 100,000 rows. Narrow it by what is due, when, role or site, and download the parts.")

// CSV answers GET /passports/queue.csv: the whole list, not a page of it. It is made whole before it is sent, so that half
// of it never looks like all of it.
func (h Handler) CSV(w http.ResponseWriter, r *http.Request) error {
	who, _ := auth.From(r.Context())
	f := Read(r.URL.Query())
	f.After = ""
	find, err := f.Find(who.Employer, rowsAtOnce)
	if err != nil {
		return err
	}
	now := h.Use.Clock.Now()
	var b bytes.Buffer
	out := sheet.NewWriter(&b, "Name", "Role", "Band", "What", "Status", "Due", "Asked of the role")
	for n := 0; ; {
		page, err := h.Use.FindDue(r.Context(), find)
		if err != nil {
			return err
		}
		for _, l := range page.Lines {
			out.Row(cells(l, now)...)
		}
		if n += len(page.Lines); n > rowsAtMost {
			return errTooLong
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
	w.Header().Set("Content-Disposition", `attachment; filename="due-`+view.Today(now)+`.csv"`)
	_, err = w.Write(b.Bytes())
	return err
}

func cells(l app.DueView, now time.Time) []string {
	_, status := view.Due(l.State, l.DueAt, now)
	asked := "no"
	if l.Asked {
		asked = "yes"
	}
	on := l.DueAt
	if l.State == "held" {
		// The last day on which it holds, as people write it.
		on = on.Add(-time.Nanosecond)
	}
	return []string{l.Name, view.Words(l.Role), l.Band, app.DueName(l.Kind, l.Code, l.Level), status, on.In(clock.London).Format(time.DateOnly), asked}
}
