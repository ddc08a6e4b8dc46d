package overview

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/web/api"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// wallGaps is how many gaps a wall has room for.
const wallGaps = 3

// WallView is the page for a large display.
type WallView struct {
	Panel     Panel
	Clock     string
	StreamURL string
	RenewURL  string
}

// wallOf is the page at an address: its stream is below it.
func wallOf(x app.Screen, name names, at string) WallView {
	p := panelOf(x, name, "") // Nobody can press anything on a wall.
	p.Gaps.First = p.Gaps.First[:min(len(p.Gaps.First), wallGaps)]
	for i, g := range x.Gaps[:len(p.Gaps.First)] {
		p.Gaps.First[i].Where, p.Gaps.First[i].When = name(fact.KindSite, g.Shift.Site), day(g.Shift.StartsAt, x.Report.AsOf)
	}
	for i, e := range x.Report.Employers {
		p.Rows[i].Age = wallAge(e, x.Report.AsOf)
	}
	address := "?window=" + string(x.Report.Window)
	return WallView{
		Panel: p, Clock: x.Report.AsOf.In(clock.London).Format("Mon 15:04"), StreamURL: at + "/stream" + address, RenewURL: at + address,
	}
}

// wallAge is the age of an employer's data in as few letters as can be.
func wallAge(e app.EmployerFigures, asOf time.Time) string {
	age, ok := e.Age(asOf)
	switch {
	case !ok:
		return "None"
	case e.Silent:
		return "Silent " + words.Long(age)
	case age < time.Minute:
		return "< 1 min"
	}
	return words.Long(age)
}

func stale(k layout.TagKind) bool { return k != layout.Green }

// WallScreen is the screen for a large display that nobody touches, and its stream.
type WallScreen struct {
	screens  *app.Screens
	displays *app.WallDisplays
	follow   follower
}

// NewWallScreen makes it.
func NewWallScreen(screens *app.Screens, rates *app.FillRates, d *app.WallDisplays) WallScreen {
	return WallScreen{screens: screens, displays: d, follow: stream(screens, rates, wallQuery, func() rendering {
		return func(ctx context.Context, x app.Screen, name names, _ auth.Role, out *bytes.Buffer) error {
			return WallMoving(wallOf(x, name, app.WallPath)).Render(ctx, out)
		}
	})}
}

// Show answers GET /fill-rate/wall.
func (s WallScreen) Show(w http.ResponseWriter, r *http.Request) error {
	return s.show(w, r, app.WallPath)
}

func (s WallScreen) show(w http.ResponseWriter, r *http.Request, at string) error {
	q, err := wallQuery(r)
	if err != nil {
		return err
	}
	screen, err := s.screens.Show(r.Context(), q.Window, app.Scope{})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, WallPage(wallOf(screen, s.screens.Names(), at)))
}

// Stream answers GET /fill-rate/wall/stream.
func (s WallScreen) Stream(w http.ResponseWriter, r *http.Request) error { return s.follow(w, r, nil) }

// Display answers GET /fill-rate/wall/display/{secret}.
func (s WallScreen) Display(w http.ResponseWriter, r *http.Request) error {
	ctx, err := s.displays.Open(r.Context(), r.PathValue("secret"))
	if err != nil {
		return err
	}
	w.Header().Set("Referrer-Policy", "no-referrer") // The address is a secret.
	return s.show(w, r.WithContext(ctx), app.DisplayPath(r.PathValue("secret")))
}

// DisplayStream answers GET /fill-rate/wall/display/{secret}/stream. It ends within a minute of a withdrawal.
func (s WallScreen) DisplayStream(w http.ResponseWriter, r *http.Request) error {
	secret := r.PathValue("secret")
	still := func(ctx context.Context) error {
		_, err := s.displays.Open(ctx, secret)
		return err
	}
	ctx, err := s.displays.Open(r.Context(), secret)
	if err != nil {
		return err
	}
	return s.follow(w, r.WithContext(ctx), still)
}

// wallQuery is StreamQuery with the next 24 hours where no window is named: a wall is for the day.
func wallQuery(r *http.Request) (q api.Query, err error) {
	if r.URL.Query().Get("window") == "" {
		values := r.URL.Query()
		values.Set("window", "next_24h")
		r = r.Clone(r.Context())
		r.URL.RawQuery = values.Encode()
	}
	return api.StreamQuery(r)
}
