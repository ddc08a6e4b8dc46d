package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

// mountDisplays adds the operations on addresses of wall displays.
func mountDisplays(s *web.Server, d *app.WallDisplays) {
	h := displayHandlers{displays: d}
	const absent, conflict, stale, blind = http.StatusNotFound, http.StatusConflict, http.StatusPreconditionFailed, http.StatusPreconditionRequired
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/displays", ID: "displays", Action: app.ViewDisplays, Errors: []int{absent},
		Summary:     "Your addresses of wall displays, without their secrets",
		Description: "Those that live, newest first, and those that ended in the last thirty days.",
	}, h.list)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/displays", ID: "make-display", Action: app.ChangeDisplays, Status: http.StatusCreated, Errors: []int{absent, conflict},
		Summary:     "A new address for a display at which nobody signs in; it is in this answer and nowhere else",
		Description: "Whoever knows the address sees the wall of its owner, and nothing else, for thirty days or until it is withdrawn.",
	}, h.make)
	web.Register(s, web.Op{Method: http.MethodGet, Path: "/displays/{id}", ID: "display", Action: app.ViewDisplays, Summary: "One address, without its secret", Errors: []int{absent}}, h.get)
	web.Register(s, web.Op{
		Method: http.MethodDelete, Path: "/displays/{id}", ID: "withdraw-display", Action: app.ChangeDisplays, Errors: []int{absent, conflict, stale, blind},
		Summary: "Withdraw an address: what shows it goes dark within a minute",
	}, h.withdraw)
}

type displayHandlers struct{ displays *app.WallDisplays }

// DisplayBody is what is chosen of an address.
type DisplayBody struct {
	Name string `json:"name" minLength:"1" maxLength:"60" doc:"Where the display hangs."`
}

// Display is an address that opens the wall for a screen at which nobody signs in.
type Display struct {
	ID          string     `json:"display_id" format:"uuid"`
	Version     int64      `json:"version"`
	Owner       string     `json:"owner,omitempty" doc:"ODS code of the employer whose figures it shows; left out for all of the system."`
	Live        bool       `json:"live" doc:"Whether the address opens the wall now."`
	MadeAt      time.Time  `json:"made_at"`
	EndsAt      time.Time  `json:"ends_at"`
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty"`
	ShownAt     *time.Time `json:"shown_at,omitempty" doc:"When a display last asked, to five minutes."`
	Address     string     `json:"address,omitempty" doc:"Only in the answer that made it."`
	DisplayBody
}

func (h displayHandlers) view(d app.Display) Display {
	return Display{
		ID: d.ID.String(), Version: d.Version, Owner: d.Owner, Live: d.Live(h.displays.Now()), MadeAt: d.MadeAt, EndsAt: d.EndsAt,
		WithdrawnAt: d.WithdrawnAt, ShownAt: d.ShownAt, DisplayBody: DisplayBody{Name: d.Name},
	}
}

type displayOutput struct {
	ETag     string `header:"ETag"`
	Location string `header:"Location"`
	Body     Display
}

func (h displayHandlers) answer(d app.Display, err error) (*displayOutput, error) {
	if err != nil {
		return nil, err
	}
	return &displayOutput{ETag: web.ETag(d.Version), Location: "/api/analytics/v1/displays/" + d.ID.String(), Body: h.view(d)}, nil
}

type displaysOutput struct {
	Body struct {
		Displays []Display `json:"displays"`
	}
}

func (h displayHandlers) list(ctx context.Context, _ *struct{}) (*displaysOutput, error) {
	all, err := h.displays.List(ctx)
	if err != nil {
		return nil, err
	}
	out := &displaysOutput{}
	for _, d := range all {
		out.Body.Displays = append(out.Body.Displays, h.view(d))
	}
	return out, nil
}

type makeDisplayInput struct{ Body DisplayBody }

func (h displayHandlers) make(ctx context.Context, in *makeDisplayInput) (*displayOutput, error) {
	web.AnswerOnce(ctx)
	d, address, err := h.displays.Make(ctx, in.Body.Name)
	out, err := h.answer(d, err)
	if err == nil {
		out.Body.Address = address
	}
	return out, err
}

func (h displayHandlers) get(ctx context.Context, in *RuleRef) (*displayOutput, error) {
	display, err := in.parse()
	if err != nil {
		return nil, err
	}
	return h.answer(h.displays.Get(ctx, display))
}

type withdrawDisplayInput struct {
	RuleRef
	IfMatch string `header:"If-Match" maxLength:"100" doc:"The ETag of the version that you read."`
}

func (h displayHandlers) withdraw(ctx context.Context, in *withdrawDisplayInput) (*displayOutput, error) {
	display, err := in.parse()
	if err != nil {
		return nil, err
	}
	return h.answer(h.displays.Withdraw(ctx, display, func(version int64) error { return web.IfMatch(in.IfMatch, version) }))
}
