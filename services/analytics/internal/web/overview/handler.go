package overview

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/web/api"
	"github.com/muster-ics/muster/services/analytics/internal/web/charts"
	"github.com/muster-ics/muster/services/analytics/internal/web/feed"
)

// trendDays is how far back the page shows days.
const trendDays = 28

// sayAgain is the least time between two things that a screen reader is told: what is said each second is not heard.
const sayAgain = time.Minute

// Handler answers GET /fill-rate. ?live=off shows the page without its updates.
func Handler(screens *app.Screens, rates *app.FillRates) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q, err := api.StreamQuery(r)
		if err != nil {
			return err
		}
		screen, err := screens.Show(r.Context(), q.Window, app.Scope{})
		if err != nil {
			return err
		}
		trend, err := rates.Trend(r.Context(), app.Scope{}, trendDays)
		if err != nil {
			return err
		}
		panel := panelOf(screen, screens.Names(), role(r.Context()))
		return web.Render(w, r, http.StatusOK, Page(viewOf(panel, q.Window, trend, r.URL.Query().Get("live") != "off")))
	}
}

func role(ctx context.Context) auth.Role {
	who, _ := auth.From(ctx)
	return who.Role
}

func viewOf(panel Panel, window fillrate.Window, trend app.Trend, live bool) View {
	base := "/fill-rate?window=" + string(window)
	v := View{
		Panel: panel, Trend: charts.TrendOf(trend), Windows: windows(window), Live: live,
		StreamURL: "/fill-rate/stream?window=" + string(window),
		PauseURL:  base + "&live=off", ResumeURL: base, RefreshURL: base,
	}
	if !live {
		v.RefreshURL = v.PauseURL
	}
	return v
}

// look is what makes two streams show the same.
type look struct {
	window   fillrate.Window
	role     auth.Role
	employer string
}

// Stream answers GET /fill-rate/stream: the moving part of the page as HTML, whole each time, at most once a second.
func Stream(screens *app.Screens, rates *app.FillRates) func(http.ResponseWriter, *http.Request) error {
	follow := stream(screens, rates, api.StreamQuery, func() rendering {
		var said string
		var at time.Time
		return func(ctx context.Context, x app.Screen, name names, role auth.Role, out *bytes.Buffer) error {
			panel := panelOf(x, name, role)
			if asOf := x.Report.AsOf; said == "" || asOf.Sub(at) >= sayAgain {
				said, at = panel.Said, asOf
			}
			panel.Said = said
			return Update(panel).Render(ctx, out)
		}
	})
	return func(w http.ResponseWriter, r *http.Request) error { return follow(w, r, nil) }
}

// rendering writes what a stream sends for one screen.
type rendering func(ctx context.Context, x app.Screen, name names, role auth.Role, out *bytes.Buffer) error

// follower answers with a stream. still is asked again and again beside what a principal may see; nil is always yes.
type follower func(w http.ResponseWriter, r *http.Request, still func(context.Context) error) error

// stream sends one rendering to all who see the same.
func stream(screens *app.Screens, rates *app.FillRates, query func(*http.Request) (api.Query, error), begin func() rendering) follower {
	shared := feed.NewShared(func(ctx context.Context, l look) (<-chan []byte, error) {
		seen, err := screens.Watch(ctx, l.window, app.Scope{})
		if err != nil {
			return nil, err
		}
		out := make(chan []byte)
		go render(ctx, seen, screens.Names(), l.role, begin(), out)
		return out, nil
	})
	may := func(ctx context.Context) error { return rates.May(ctx, app.Scope{}) }
	return func(w http.ResponseWriter, r *http.Request, still func(context.Context) error) error {
		q, err := query(r)
		if err != nil {
			return err
		}
		if err := may(r.Context()); err != nil {
			return err
		}
		ctx, cancel := context.WithCancel(r.Context())
		defer cancel()
		events, err := shared.Follow(ctx, lookOf(ctx, q.Window))
		if err != nil {
			return err
		}
		return web.Stream(w, r, events, func(ctx context.Context) error {
			if still != nil {
				if err := still(ctx); err != nil {
					return err
				}
			}
			return may(ctx)
		})
	}
}

func lookOf(ctx context.Context, w fillrate.Window) look {
	who, _ := auth.From(ctx)
	l := look{window: w, role: who.Role}
	if who.Role == auth.Employer {
		l.employer = who.Employer
	}
	return l
}

func render(ctx context.Context, seen <-chan app.Screen, name names, role auth.Role, to rendering, out chan<- []byte) {
	defer close(out)
	for screen := range seen {
		var html bytes.Buffer
		if err := to(ctx, screen, name, role, &html); err != nil {
			return // The browser connects again and is sent everything.
		}
		select {
		case <-ctx.Done():
			return
		case out <- html.Bytes():
		}
	}
}
