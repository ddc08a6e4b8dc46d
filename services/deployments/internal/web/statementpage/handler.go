// Package statementpage is the page /recharges/{home}/{host}/{month}: what one employer owes another for one month, line by
// line, to read, print, take along as CSV and settle.
package statementpage

import (
	"fmt"
	"net/http"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Handler answers the page's address, its CSV and its form.
type Handler struct{ App *app.App }

// asked is the statement that an address names.
type asked struct {
	home, host string
	month      app.Month
}

func (a asked) href() string { return "/recharges/" + a.home + "/" + a.host + "/" + string(a.month) }

var errNone = fault.New(fault.NotFound, "statement_not_found", "There is no such statement.")

func read(r *http.Request) (asked, error) {
	a := asked{home: r.PathValue("home"), host: r.PathValue("host")}
	var ok bool
	if a.month, ok = app.ParseMonth(r.PathValue("month")); !ok {
		return a, errNone
	}
	return a, nil
}

func (h Handler) lines(r *http.Request) (asked, []app.Recharge, view.Names, error) {
	a, err := read(r)
	if err != nil {
		return a, nil, nil, err
	}
	lines, err := h.App.StatementLines(r.Context(), a.home, a.host, a.month)
	if err != nil {
		return a, nil, nil, err
	}
	names, err := view.EmployerNames(r.Context(), h.App)
	if err == nil && (names[a.home] == "" || names[a.host] == "" || a.home == a.host) {
		err = errNone
	}
	return a, lines, names, err
}

// Show answers GET /recharges/{home}/{host}/{month}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, nil, http.StatusOK)
}

func (h Handler) show(w http.ResponseWriter, r *http.Request, f *fault.Error, status int) error {
	a, lines, names, err := h.lines(r)
	if err != nil {
		return err
	}
	v := viewOf(a, lines, names, view.Self(r.Context()).As(r.Context(), func(code string) bool { return code == a.home || code == a.host }))
	v.Fault, v.Reference = f, r.PostFormValue("reference")
	if r.URL.Query().Get("done") != "" {
		v.Done = "The payment is recorded."
	}
	return web.Render(w, r, status, Page(v))
}

// CSV answers GET /recharges/{home}/{host}/{month}/statement.csv.
func (h Handler) CSV(w http.ResponseWriter, r *http.Request) error {
	a, lines, names, err := h.lines(r)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="recharges-%s-%s-%s.csv"`, a.home, a.host, a.month))
	return writeCSV(w, lines, names)
}

// Settle answers POST /recharges/{home}/{host}/{month}/settle: every line that waits for the reader's payment.
func (h Handler) Settle(w http.ResponseWriter, r *http.Request) error {
	a, err := read(r)
	if err != nil {
		return err
	}
	_, err = h.App.SettleStatement(r.Context(), a.home, a.host, a.month, r.PostFormValue("reference"))
	if err == nil {
		http.Redirect(w, r, a.href()+"?done=settled", http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.show(w, r, f, status)
}
