package agreementpage

import (
	"fmt"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// NoticeView is the page on which a party gives notice: first the last day, then what it means, then the act.
type NoticeView struct {
	ID, Title, Self string
	// Rule is the clause in words; Earliest the first last day that it allows.
	Rule, Earliest string
	MayLeave       bool
	// Of and At are what the reader entered.
	Of, At string
	Seen   *ConsequenceView
	Fault  *fault.Error
}

// ConsequenceView is what the notice means for what is booked.
type ConsequenceView struct {
	Headline string
	Rows     []string
}

func (v NoticeView) fields() []fault.Field {
	if v.Fault == nil {
		return nil
	}
	return v.Fault.Fields
}

// ShowNotice answers GET /agreements/{id}/notice. With a last day in the address it shows what the notice would mean.
func (h Handler) ShowNotice(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	v, agr, err := h.noticeView(r, q.Get("of"), q.Get("at"))
	if err != nil {
		return err
	}
	if !q.Has("at") {
		return web.Render(w, r, http.StatusOK, NoticePage(v))
	}
	status := http.StatusOK
	at, err := endOf(v.At, h.App.Now())
	if err == nil {
		var c app.Consequence
		if c, err = h.App.ForeseeEnd(r.Context(), agr, v.Of == "party", at); err == nil {
			names, err := view.EmployerNames(r.Context(), h.App)
			if err != nil {
				return err
			}
			v.Seen = seen(c, names)
		}
	}
	if err != nil {
		f, refused, ok := view.Refusal(err)
		if !ok {
			return err
		}
		v.Fault, status = f, refused
	}
	return web.Render(w, r, status, NoticePage(v))
}

// End answers POST /agreements/{id}/end: an end at once, or by notice at the end of the last day in London.
func (h Handler) End(w http.ResponseWriter, r *http.Request) error {
	agr, err := pathID(r)
	if err != nil {
		return err
	}
	of := r.PostFormValue("of")
	at, err := endOf(r.PostFormValue("at"), h.App.Now())
	if err == nil {
		end := h.App.EndAgreement
		if of == "party" {
			end = h.App.LeaveAgreement
		}
		_, err = end(r.Context(), agr, &at)
	}
	if err == nil {
		http.Redirect(w, r, "/agreements/"+agr.String()+"?done=ended", http.StatusSeeOther)
		return nil
	}
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	v, _, err := h.noticeView(r, of, r.PostFormValue("at"))
	if err != nil {
		return err
	}
	v.Fault = f
	return web.Render(w, r, status, NoticePage(v))
}

func (h Handler) noticeView(r *http.Request, of, at string) (NoticeView, id.ID, error) {
	agr, err := pathID(r)
	if err != nil {
		return NoticeView{}, agr, err
	}
	x, err := h.App.FindAgreement(r.Context(), agr)
	if err != nil {
		return NoticeView{}, agr, err
	}
	if err := h.App.MayEnd(r.Context()); err != nil {
		return NoticeView{}, agr, err
	}
	names, err := view.EmployerNames(r.Context(), h.App)
	if err != nil {
		return NoticeView{}, agr, err
	}
	c := x.Clauses()
	v := NoticeView{ID: agr.String(), Title: x.Title(), Self: names[view.Self(r.Context()).Employer], Of: of, At: at,
		MayLeave: string(x.Status()) == app.InForce && len(x.Parties()) > 2}
	if v.Of == "" {
		v.Of = "agreement"
	}
	if string(x.Status()) == app.InForce && c.Notice.Days > 0 {
		earliest := londonday.Text(x.EarliestEnd(h.App.Now()).Add(-time.Microsecond))
		v.Rule = fmt.Sprintf("The agreement asks for at least %d days of notice.", c.Notice.Days)
		v.Earliest = earliest
	}
	return v, agr, nil
}

// endOf reads a last day as its midnight in London; none is now.
func endOf(day string, now time.Time) (time.Time, error) {
	if day == "" {
		return now, nil
	}
	at, err := londonday.Next("form.at", day)
	if err != nil {
		return at, fault.New(fault.Invalid, "end_invalid", "The agreement cannot end then.").
			WithFields(fault.Field{Location: "form.at", Message: "Enter the last day as a date, such as 2026-12-31."})
	}
	return at, nil
}

func seen(c app.Consequence, names view.Names) *ConsequenceView {
	v := &ConsequenceView{}
	n := c.Shifts()
	fate := "They are honoured: they are worked as booked."
	if string(c.Booked) == "revoke" {
		fate = "They are cancelled at once, and the workers are told."
	}
	switch n {
	case 0:
		v.Headline = "No booked shift reaches beyond " + layout.Moment(c.At) + "."
	case 1:
		v.Headline = "1 booked shift reaches beyond " + layout.Moment(c.At) + ". " + fate
	default:
		v.Headline = fmt.Sprintf("%d booked shifts reach beyond %s. %s", n, layout.Moment(c.At), fate)
	}
	for _, b := range c.Beyond {
		v.Rows = append(v.Rows, fmt.Sprintf("%s working for %s: %s of %s", names.Of(b.Home), names.Of(b.Host), many(b.Shifts, "shift"), many(b.Workers, "worker")))
	}
	return v
}

func many(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
