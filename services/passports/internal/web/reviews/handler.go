// Package reviews is the page /passports/reviews: the decisions that workers want a person to look at again, and the answer.
package reviews

import (
	"context"
	"net/http"
	"net/url"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/names"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Address is where the list lies.
const Address = "/passports/reviews"

const pageSize = 50

// Handler answers the pages and the form.
type Handler struct{ Use *app.Passports }

// List is what the list shows.
type List struct {
	Lines []Line
	Next  string
}

// Line is one decision in the list.
type Line struct{ When, Where, Asked, Href string }

// One is what the page about one decision shows.
type One struct {
	Line
	Passport, Done string
	Reasons        []reason.Reason
	Facts          []layout.Row
	MayAnswer      bool
	Outcome, Words layout.Field
	Outcomes       []layout.Option
	Fault          *fault.Error
}

// List answers GET /passports/reviews.
func (h Handler) List(w http.ResponseWriter, r *http.Request) error {
	who, _ := auth.From(r.Context())
	before, err := id.Parse(r.URL.Query().Get("before"))
	if err != nil {
		before = id.Nil
	}
	page, err := h.Use.FindReviews(r.Context(), who.Employer, true, before, pageSize)
	if err != nil {
		return err
	}
	v := List{}
	for _, d := range page.Decisions {
		v.Lines = append(v.Lines, lineOf(r.Context(), d))
	}
	if page.Next != id.Nil {
		v.Next = Address + "?before=" + page.Next.String()
	}
	return web.Render(w, r, http.StatusOK, ListPage(v))
}

// One answers GET /passports/reviews/{id}.
func (h Handler) One(w http.ResponseWriter, r *http.Request) error {
	return h.render(w, r, http.StatusOK, url.Values{}, nil)
}

// Answer answers the form.
func (h Handler) Answer(w http.ResponseWriter, r *http.Request) error {
	decisionID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return app.ErrNoDecision
	}
	f := r.PostForm
	err = h.Use.AnswerReview(r.Context(), decisionID, f.Get("outcome"), f.Get("words"), web.RequestID(r.Context()))
	if refused, status, ok := view.Refusal(err, ""); ok {
		view.Reword(refused, "outcome", "Choose what you found.")
		return h.render(w, r, status, f, refused)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, Address+"/"+decisionID.String()+"?done=yes", http.StatusSeeOther)
	return nil
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, sent url.Values, f *fault.Error) error {
	decisionID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return app.ErrNoDecision
	}
	d, err := h.Use.ShowDecision(r.Context(), decisionID)
	if err != nil {
		return err
	}
	if d.Review == nil {
		return app.ErrNoDecision
	}
	done := ""
	if r.URL.Query().Get("done") != "" {
		done = "You have answered the worker."
	}
	w.Header().Set("Cache-Control", "no-store")
	return web.Render(w, r, status, OnePage(oneOf(r.Context(), d, sent, f, done)))
}

func lineOf(ctx context.Context, d app.DecisionView) Line {
	l := Line{When: layout.When(d.StartsAt, d.EndsAt), Where: names.Employer(ctx, d.HostEmployer), Href: Address + "/" + d.DecisionID}
	if d.Review != nil {
		l.Asked = "Asked on " + layout.Moment(d.Review.RequestedAt)
	}
	return l
}

func oneOf(ctx context.Context, d app.DecisionView, sent url.Values, f *fault.Error, done string) One {
	o := One{Line: lineOf(ctx, d), Passport: "/passports/workers/" + d.WorkerID, Reasons: view.ForStaff(d.Reasons, d.HostEmployer), Fault: f, Done: done}
	o.Facts = []layout.Row{
		{Key: "Decided", Value: layout.Moment(d.DecidedAt)}, {Key: "What the worker wrote", Value: d.Review.Words, TestID: "asked"},
	}
	if d.Review.AnsweredAt != nil {
		o.Facts = append(o.Facts, layout.Row{Key: "Answered", Value: layout.Moment(*d.Review.AnsweredAt)}, layout.Row{Key: "What was answered", Value: d.Review.Answer, TestID: "answer-given"})
		return o
	}
	var wrong []fault.Field
	if f != nil {
		wrong = f.Fields
	}
	o.MayAnswer = true
	o.Outcome = layout.Field{Name: "outcome", Label: "What did you find?", Error: layout.ErrorFor(wrong, "outcome")}
	o.Outcomes = []layout.Option{
		{Value: "upheld", Text: "The decision was right", Chosen: sent.Get("outcome") == "upheld"},
		{Value: "corrected", Text: "The record was wrong and has been put right", Hint: "The worker may try again.", Chosen: sent.Get("outcome") == "corrected"},
	}
	o.Words = layout.Field{Name: "words", Label: "Tell the worker what you found", Value: sent.Get("words"), Error: layout.ErrorFor(wrong, "words")}
	return o
}
