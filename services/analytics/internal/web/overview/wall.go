package overview

import (
	"bytes"
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/api"
)

// wallGaps is how many gaps a wall has room for.
const wallGaps = 4

// WallView is the page for a large display.
type WallView struct {
	Panel     Panel
	Clock     string
	StreamURL string
	RenewURL  string
}

func wallOf(x app.Screen, name names) WallView {
	p := panelOf(x, name, "") // Nobody can press anything on a wall.
	p.Gaps.First = p.Gaps.First[:min(len(p.Gaps.First), wallGaps)]
	address := "?window=" + string(x.Report.Window)
	return WallView{
		Panel: p, Clock: x.Report.AsOf.In(clock.London).Format("Mon 15:04"), StreamURL: "/fill-rate/wall/stream" + address, RenewURL: "/fill-rate/wall" + address,
	}
}

func stale(k layout.TagKind) bool { return k != layout.Green }

// Wall answers GET /fill-rate/wall: the screen for a large display that nobody touches.
func Wall(screens *app.Screens) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q, err := wallQuery(r)
		if err != nil {
			return err
		}
		screen, err := screens.Show(r.Context(), q.Window, app.Scope{})
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusOK, WallPage(wallOf(screen, screens.Names())))
	}
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

// WallStream answers GET /fill-rate/wall/stream.
func WallStream(screens *app.Screens, rates *app.FillRates) func(http.ResponseWriter, *http.Request) error {
	return stream(screens, rates, wallQuery, func() rendering {
		return func(ctx context.Context, x app.Screen, name names, _ auth.Role, out *bytes.Buffer) error {
			return WallMoving(wallOf(x, name)).Render(ctx, out)
		}
	})
}
