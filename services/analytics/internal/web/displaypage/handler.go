// Package displaypage is the page /fill-rate/wall/displays: where the wall is opened, and the addresses by which displays show it
// without anybody signed in.
package displaypage

import (
	"net/http"
	"strconv"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/forms"
)

// Path is where the page is.
const Path = app.WallPath + "/displays"

// Handler answers for the page.
type Handler struct{ Displays *app.WallDisplays }

// View is the page.
type View struct {
	Displays []Row
	// May tells that whoever looks may make and withdraw addresses.
	May       bool
	Name      layout.Field
	Fault     *fault.Error
	Withdrawn bool
	// Address is one that was just made; it is shown this once.
	Address string
}

// Row is one address, without its secret.
type Row struct {
	ID, Version, Name, Made, Shown, State string
	Kind                                  layout.TagKind
	Live                                  bool
}

// List answers GET /fill-rate/wall/displays.
func (h Handler) List(w http.ResponseWriter, r *http.Request) error {
	return h.show(w, r, http.StatusOK, View{Withdrawn: r.URL.Query().Has("withdrawn")})
}

// Make answers POST /fill-rate/wall/displays with the address, which is shown nowhere else: so there is no redirect to a page
// that could be looked at again.
func (h Handler) Make(w http.ResponseWriter, r *http.Request) error {
	web.AnswerOnce(r.Context())
	_, address, err := h.Displays.Make(r.Context(), r.PostForm.Get("name"))
	if f, status := forms.Refusal(err); f != nil {
		return h.show(w, r, status, View{Fault: f})
	}
	if err != nil {
		return err
	}
	return h.show(w, r, http.StatusOK, View{Address: address})
}

// Withdraw answers POST /fill-rate/wall/displays/{id}/withdraw.
func (h Handler) Withdraw(w http.ResponseWriter, r *http.Request) error {
	display, err := forms.PathID(r)
	if err != nil {
		return err
	}
	_, err = h.Displays.Withdraw(r.Context(), display, forms.Seen(r.PostForm))
	if f, status := forms.Refusal(err); f != nil {
		return h.show(w, r, status, View{Fault: f})
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, Path+"?withdrawn=1", http.StatusSeeOther)
	return nil
}

func (h Handler) show(w http.ResponseWriter, r *http.Request, status int, v View) error {
	all, err := h.Displays.List(r.Context())
	if err != nil {
		return err
	}
	v.May = forms.May(r.Context(), app.ChangeDisplays)
	v.Name = nameField("", v.Fault)
	if v.Fault != nil {
		v.Name.Value = r.PostForm.Get("name")
	}
	now := h.Displays.Now()
	for _, d := range all {
		v.Displays = append(v.Displays, rowOf(d, now))
	}
	return web.Render(w, r, status, Page(v))
}

func nameField(value string, f *fault.Error) layout.Field {
	out := layout.Field{Name: "name", Label: "Where does the display hang?", Hint: "For example: Control room, Maidstone", Value: value}
	if f != nil {
		out.Error = layout.ErrorFor(f.Fields, "name")
	}
	return out
}

func rowOf(d app.Display, now time.Time) Row {
	row := Row{ID: d.ID.String(), Version: strconv.FormatInt(d.Version, 10), Name: d.Name, Made: layout.Moment(d.MadeAt), Shown: "No display has opened it yet"}
	if d.ShownAt != nil {
		row.Shown = "Last seen on a display " + layout.Moment(*d.ShownAt)
	}
	switch {
	case d.Live(now):
		row.State, row.Kind, row.Live = "Until "+layout.Moment(d.EndsAt), layout.Green, true
	case d.WithdrawnAt != nil:
		row.State, row.Kind = "Withdrawn "+layout.Date(*d.WithdrawnAt), layout.Grey
	default:
		row.State, row.Kind = "Ended "+layout.Date(d.EndsAt), layout.Grey
	}
	return row
}
