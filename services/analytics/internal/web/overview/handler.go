package overview

import (
	"bytes"
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/api"
	"github.com/muster-ics/muster/services/analytics/internal/web/charts"
)

// trendDays is how far back the page shows days.
const trendDays = 28

// Handler answers GET /fill-rate. ?live=off shows the page without its updates.
func Handler(rates *app.FillRates) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q, err := api.StreamQuery(r)
		if err != nil {
			return err
		}
		report, err := rates.Report(r.Context(), q.Window, app.Scope{})
		if err != nil {
			return err
		}
		trend, err := rates.Trend(r.Context(), app.Scope{}, trendDays)
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusOK, Page(viewOf(report, trend, r.URL.Query().Get("live") != "off")))
	}
}

func viewOf(report app.Report, trend app.Trend, live bool) View {
	base := "/fill-rate?window=" + string(report.Window)
	v := View{
		Panel: panelOf(report), Trend: charts.TrendOf(trend), Windows: windows(report.Window), Live: live,
		StreamURL: "/fill-rate/stream?window=" + string(report.Window),
		PauseURL:  base + "&live=off", ResumeURL: base, RefreshURL: base,
	}
	if !live {
		v.RefreshURL = v.PauseURL
	}
	return v
}

// Stream answers GET /fill-rate/stream: the moving part of the page as HTML, whole each time, at most once a second.
func Stream(rates *app.FillRates) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		q, err := api.StreamQuery(r)
		if err != nil {
			return err
		}
		ctx, cancel := context.WithCancel(r.Context())
		defer cancel()
		reports, err := rates.WatchReports(ctx, q.Window, app.Scope{})
		if err != nil {
			return err
		}
		out := make(chan web.Event)
		go render(ctx, reports, out)
		return web.Stream(w, r, out, func(ctx context.Context) error { return rates.May(ctx, app.Scope{}) })
	}
}

func render(ctx context.Context, reports <-chan app.Report, out chan<- web.Event) {
	defer close(out)
	for report := range reports {
		var html bytes.Buffer
		if err := Update(panelOf(report)).Render(ctx, &html); err != nil {
			return // The browser connects again and is sent everything.
		}
		select {
		case <-ctx.Done():
			return
		case out <- web.Event{Data: html.Bytes()}:
		}
	}
}
