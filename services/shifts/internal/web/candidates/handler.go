// Package candidates is the page /shifts/{id}/candidates: who could work a shift and why, who has asked for it, and the
// ward's choice.
package candidates

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers the page and its buttons.
type Handler struct{ App *app.App }

// shown is how many candidates the page lists.
const shown = 30

// Show answers GET /shifts/{id}/candidates.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	shiftID, err := view.PathID(r)
	if err != nil {
		return err
	}
	return h.render(w, r, http.StatusOK, shiftID, "", nil)
}

// Approve answers POST /shifts/{id}/candidates/approve: several applicants at once, each for itself.
func (h Handler) Approve(w http.ResponseWriter, r *http.Request) error {
	shiftID, err := view.PathID(r)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "invalid_input", "The form could not be read. Try again.")
	}
	chosen, err := idsOf(r.PostForm["application_id"])
	if err != nil {
		return h.refused(w, r, shiftID, err)
	}
	results, err := h.App.ApproveApplications(r.Context(), chosen)
	if err != nil {
		return h.refused(w, r, shiftID, err)
	}
	booked := 0
	var why *fault.Error
	for _, d := range results {
		if d.Fault == nil {
			booked++
		} else {
			why = d.Fault
		}
	}
	if why != nil && booked == 0 {
		return h.refused(w, r, shiftID, why)
	}
	notice := fmt.Sprintf("%d chosen; the checks go on, and the shift's page shows the booking.", booked)
	if why != nil {
		notice += " The others could not be booked: " + why.Message
	}
	return h.render(w, r, http.StatusOK, shiftID, notice, nil)
}

// Offer answers POST /shifts/{id}/candidates/offer.
func (h Handler) Offer(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(shiftID id.ID) error {
		worker, err := idsOf([]string{r.PostFormValue("worker_id")})
		if err != nil {
			return err
		}
		minutes, _ := strconv.Atoi(r.PostFormValue("minutes"))
		_, err = h.App.OfferTo(r.Context(), shiftID, worker[0], minutes)
		return err
	})
}

// Swap answers POST /shifts/{id}/candidates/swap.
func (h Handler) Swap(w http.ResponseWriter, r *http.Request) error {
	return h.change(w, r, func(id.ID) error {
		s, err := idsOf([]string{r.PostFormValue("swap_id")})
		if err != nil {
			return err
		}
		var wrong []fault.Field
		answer := view.Chosen(r.PostForm, "form.", "answer", &wrong, "yes", "no")
		if err := view.Unreadable(wrong); err != nil {
			return err
		}
		if answer == "no" {
			_, err = h.App.DeclineSwap(r.Context(), s[0])
			return err
		}
		_, err = h.App.ApproveSwap(r.Context(), s[0], false)
		return err
	})
}

func idsOf(raw []string) ([]id.ID, error) {
	out := make([]id.ID, len(raw))
	for i, s := range raw {
		v, err := id.Parse(s)
		if err != nil {
			return nil, fault.New(fault.Invalid, "invalid_input", "Choose from the list; something else was sent.")
		}
		out[i] = v
	}
	return out, nil
}

func (h Handler) change(w http.ResponseWriter, r *http.Request, change func(id.ID) error) error {
	shiftID, err := view.PathID(r)
	if err != nil {
		return err
	}
	if err := change(shiftID); err != nil {
		return h.refused(w, r, shiftID, err)
	}
	http.Redirect(w, r, "/shifts/"+shiftID.String()+"/candidates", http.StatusSeeOther)
	return nil
}

func (h Handler) refused(w http.ResponseWriter, r *http.Request, shiftID id.ID, err error) error {
	f, status, ok := view.Refusal(err)
	if !ok {
		return err
	}
	return h.render(w, r, status, shiftID, "", f)
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, shiftID id.ID, notice string, f *fault.Error) error {
	ctx := r.Context()
	list, err := h.App.Candidates(ctx, shiftID, shown)
	if err != nil {
		return err
	}
	s, _, err := h.App.Shift(ctx, shiftID)
	if err != nil {
		return err
	}
	names, err := h.App.Directory(ctx)
	if err != nil {
		return err
	}
	swaps, err := h.App.ListSwaps(ctx, app.RequestFilter{ShiftID: shiftID, Statuses: []string{"asked"}, Limit: 5})
	if err != nil {
		return err
	}
	who := view.Self(ctx)
	v := View{Shift: view.ShiftOf(app.ShiftState(s), names), MayApprove: who.Has(auth.Approve), MayOffer: who.Has(auth.Post) && s.Status == shift.Open && s.Reserved == nil, Fault: f, Notice: notice}
	for _, c := range list {
		if p := personOf(c, names); p.ApplicationID != "" || p.OfferID != "" {
			v.Applied = append(v.Applied, p)
		} else {
			v.Others = append(v.Others, p)
		}
	}
	for _, x := range swaps {
		v.Swaps = append(v.Swaps, Swap{ID: x.ID.String(), TakerID: x.TakerID.String(), ShortID: view.ShortID(x.TakerID.String())})
	}
	return web.Render(w, r, status, Page(v))
}

func personOf(c app.CouldWork, names app.Directory) Person {
	p := Person{WorkerID: c.WorkerID.String(), ShortID: view.ShortID(c.WorkerID.String()), Home: names.Employer(c.HomeEmployer), Waits: c.PlaceID != id.Nil, Reasons: view.Once(c.Reasons)}
	if c.ApplicationID != id.Nil {
		p.ApplicationID = c.ApplicationID.String()
	}
	if c.OfferID != id.Nil {
		p.OfferID = c.OfferID.String()
	}
	for _, t := range c.Terms {
		p.Why = append(p.Why, t.Message)
	}
	return p
}
