// Package desk is the page /desk: what an employer's bank has to see to today and in the next 72 hours, by risk, live.
package desk

import (
	"bytes"
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/risk"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Handler answers for the page.
type Handler struct{ App *app.App }

// Show answers GET /desk?employer=&updates=.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	board, err := h.board(r.Context(), r.URL.Query().Get("employer"))
	if err != nil {
		return err
	}
	who := view.Self(r.Context())
	v := View{Board: board, Live: r.URL.Query().Get("updates") != "paused", MayPost: who.Role == auth.Employer && who.Has(auth.Post)}
	v.StreamURL, v.PauseURL, v.ResumeURL = "/desk/stream", "/desk?updates=paused", "/desk"
	if of := r.URL.Query().Get("employer"); of != "" {
		v.StreamURL, v.PauseURL, v.ResumeURL = v.StreamURL+"?employer="+of, v.PauseURL+"&employer="+of, v.ResumeURL+"?employer="+of
	}
	return web.Render(w, r, http.StatusOK, Page(v))
}

// redraw is the shortest time between two pictures of a desk: many changes in one second are one to the eye.
const redraw = time.Second

// Stream answers GET /desk/stream: the board anew after changes.
func (h Handler) Stream(w http.ResponseWriter, r *http.Request) error {
	employer := r.URL.Query().Get("employer")
	_, of, err := h.App.MayWatch(r.Context(), employer)
	if err != nil {
		return err
	}
	after, _ := strconv.ParseUint(web.LastEventID(r), 10, 63)
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	changed := make(chan uint64, 1)
	go func() {
		defer close(changed)
		_ = h.App.FollowShifts(ctx, of, after, func(c app.ShiftChange) {
			select {
			case <-changed: // An older change that nobody has drawn yet.
			default:
			}
			select {
			case changed <- c.Place:
			case <-ctx.Done():
			}
		})
	}()
	out := make(chan web.Event)
	go h.draw(ctx, employer, changed, out)
	return web.Stream(w, r, out, func(ctx context.Context) error {
		_, _, err := h.App.MayWatch(ctx, employer)
		return err
	})
}

// draw sends a picture after each change, at most one each redraw, and the last one always.
func (h Handler) draw(ctx context.Context, employer string, changed <-chan uint64, out chan<- web.Event) {
	defer close(out)
	for place := range changed {
		board, err := h.board(ctx, employer)
		if err != nil {
			return // The browser comes back and asks again.
		}
		var b bytes.Buffer
		if err := Moving(board).Render(ctx, &b); err != nil {
			return
		}
		select {
		case out <- web.Event{ID: strconv.FormatUint(place, 10), Data: b.Bytes()}:
		case <-ctx.Done():
			return
		}
		select {
		case <-time.After(redraw):
		case <-ctx.Done():
			return
		}
	}
}

func (h Handler) board(ctx context.Context, employer string) (Board, error) {
	d, err := h.App.Desk(ctx, employer)
	if err != nil {
		return Board{}, err
	}
	names, err := h.App.Directory(ctx)
	if err != nil {
		return Board{}, err
	}
	aided, err := h.App.AidedShifts(ctx)
	if err != nil {
		return Board{}, err
	}
	b := Board{Employer: names.Employer(d.Employer), AsOf: layout.Moment(d.AsOf), Waiting: d.Waiting}
	for _, g := range d.Gaps {
		row := Gap{Shift: view.ShiftOf(app.ShiftState(g.Shift), names), Risk: levels[g.Level], Why: g.Why}
		row.Shift.Aid(aided)
		switch g.Level {
		case risk.High:
			b.High++
		case risk.Medium:
			b.Medium++
		default:
			b.Low++
		}
		b.Gaps = append(b.Gaps, row)
	}
	for i, day := range d.Days {
		b.Days = append(b.Days, dayOf(i, day))
	}
	return b, nil
}

var levels = map[risk.Level]view.Status{
	risk.High: {Kind: layout.Red, Text: "High risk"}, risk.Medium: {Kind: layout.Orange, Text: "Medium risk"}, risk.Low: {Kind: layout.Grey, Text: "Low risk"},
}

func dayOf(i int, d app.DeskDay) Day {
	name := d.Day.Format("Mon 2 Jan")
	switch i {
	case 0:
		name = "Today"
	case 1:
		name = "Tomorrow"
	}
	out := Day{Name: name, Open: d.Open, OwnBank: d.OwnBank, Partner: d.Partner, Agency: d.Agency + d.OffFramework, Total: d.Total, Rate: "None asked for"}
	if d.Total > 0 {
		out.Rate = strconv.Itoa((d.Total-d.Open)*100/d.Total) + " %"
	}
	return out
}
