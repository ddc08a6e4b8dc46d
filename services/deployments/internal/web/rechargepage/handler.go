// Package rechargepage is the page /recharges/lines/{id}: how one line comes about, what was said about it, and what the
// reader may do.
package rechargepage

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Handler answers the page's address and its four forms.
type Handler struct{ App *app.App }

// what the reader has done, by the word in the address after the redirect.
var done = map[string]string{
	"disputed": "The line is disputed. The other employer has been told.",
	"answered": "The dispute is answered.",
	"settled":  "The payment is recorded.",
	"travel":   "The miles are recorded.",
}

// Show answers GET /recharges/lines/{id}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	v, err := h.view(r)
	if err != nil {
		return err
	}
	v.Done = done[r.URL.Query().Get("done")]
	return web.Render(w, r, http.StatusOK, Page(v))
}

// Dispute answers POST /recharges/lines/{id}/dispute.
func (h Handler) Dispute(w http.ResponseWriter, r *http.Request) error {
	return h.act(w, r, "disputed", func(line id.ID) error {
		_, err := h.App.DisputeRecharge(r.Context(), line, r.PostFormValue("reason"), oneLine(r.PostFormValue("note")))
		return err
	})
}

// Answer answers POST /recharges/lines/{id}/answer.
func (h Handler) Answer(w http.ResponseWriter, r *http.Request) error {
	return h.act(w, r, "answered", func(line id.ID) error {
		pence, ok := pence(r.PostFormValue("credit"))
		if !ok {
			return wrong("credit_pence", "Enter an amount in pounds, such as 12.50.")
		}
		_, err := h.App.AnswerRecharge(r.Context(), line, r.PostFormValue("outcome"), pence, oneLine(r.PostFormValue("note")))
		return err
	})
}

// Settle answers POST /recharges/lines/{id}/settle.
func (h Handler) Settle(w http.ResponseWriter, r *http.Request) error {
	return h.act(w, r, "settled", func(line id.ID) error {
		_, err := h.App.SettleRecharge(r.Context(), line, r.PostFormValue("reference"))
		return err
	})
}

// Travel answers POST /recharges/lines/{id}/travel.
func (h Handler) Travel(w http.ResponseWriter, r *http.Request) error {
	return h.act(w, r, "travel", func(line id.ID) error {
		miles, err := strconv.Atoi(r.PostFormValue("miles"))
		if err != nil {
			return wrong("miles", "Enter whole miles, such as 24.")
		}
		_, err = h.App.RecordTravel(r.Context(), line, miles)
		return err
	})
}

func wrong(field, message string) error {
	return fault.New(fault.Invalid, "input_invalid", "The form cannot be taken as it stands.").
		WithFields(fault.Field{Location: "body." + field, Message: message})
}

// oneLine lets people use more than one line in a box; the record is one.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// pence reads pounds with at most two places, by whole numbers alone; nothing is no amount.
func pence(s string) (int64, bool) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "£")
	if s == "" {
		return 0, true
	}
	pounds, rest, dot := strings.Cut(s, ".")
	if dot && (len(rest) == 0 || len(rest) > 2) || len(pounds) > 7 {
		return 0, false
	}
	n, err := strconv.ParseUint(pounds+(rest + "00")[:2], 10, 63)
	return int64(n), err == nil
}

func (h Handler) act(w http.ResponseWriter, r *http.Request, word string, do func(id.ID) error) error {
	line, err := pathID(r)
	if err != nil {
		return err
	}
	err = do(line)
	if err == nil {
		http.Redirect(w, r, "/recharges/lines/"+line.String()+"?done="+word, http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	v, err := h.view(r)
	if err != nil {
		return err
	}
	v.Fault, v.Entered = f, func(name string) string { return r.PostFormValue(name) }
	return web.Render(w, r, status, Page(v))
}

func (h Handler) view(r *http.Request) (View, error) {
	line, err := pathID(r)
	if err != nil {
		return View{}, err
	}
	x, err := h.App.FindRecharge(r.Context(), line)
	if err != nil {
		return View{}, err
	}
	names, err := view.EmployerNames(r.Context(), h.App)
	self := view.Self(r.Context()).As(r.Context(), func(code string) bool { return code == x.Record().Work.Home || code == x.Record().Work.Host })
	return viewOf(x.Record(), names, self, h.App.Now()), err
}

func pathID(r *http.Request) (id.ID, error) {
	line, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return line, fault.New(fault.NotFound, "recharge_not_found", "There is no such recharge.")
	}
	return line, nil
}
