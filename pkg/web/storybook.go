package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/assets"
	"github.com/muster-ics/muster/pkg/web/layout"
)

// Story is one page in one state, with fixed data.
type Story struct {
	Name      string
	Component templ.Component
	// Principal is who looks at it; the zero value is somebody signed out.
	Principal auth.Principal
}

// Storybook lists stories and shows each, wherever it is mounted: ?story=<number from 0>.
func Storybook(title string, stories []Story) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /assets/", assets.Handler())
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		if templ.GetNonce(r.Context()) == "" {
			r = secure(w, r)
		}
		if !r.URL.Query().Has("story") {
			names := make([]string, len(stories))
			for i, s := range stories {
				names[i] = s.Name
			}
			_ = Render(w, r, http.StatusOK, layout.Stories(title, names))
			return
		}
		i, err := strconv.Atoi(r.URL.Query().Get("story"))
		if err != nil || i < 0 || i >= len(stories) {
			writeFault(w, r, fault.New(fault.NotFound, "no_such_story", "There is no such story. Choose one from the list."))
			return
		}
		if who := stories[i].Principal; who.Role != "" {
			r = r.WithContext(auth.With(r.Context(), who))
		}
		if err := Render(w, r, http.StatusOK, stories[i].Component); err != nil {
			writeFault(w, r, err)
		}
	})
	return mux
}
