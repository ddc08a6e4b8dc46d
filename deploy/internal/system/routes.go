package system

import (
	"net/http"
	"strings"
)

// routes sends each path to the service that it belongs to, as the edge does when the services run apart.
func (s *System) routes() http.Handler {
	mux := http.NewServeMux()
	for _, m := range s.Modules {
		h := s.Services[m.Name].Handler()
		for _, p := range m.Paths {
			p = strings.TrimSuffix(p, "/")
			mux.Handle(p, h)
			mux.Handle(p+"/", h)
		}
		mux.Handle("/storybook/"+m.Name+"/", http.StripPrefix("/storybook/"+m.Name, s.Services[m.Name].Storybook()))
	}
	// Assets, sign-in, the start page and the health of the process are the same in every service.
	mux.Handle("/", s.Services[s.Modules[0].Name].Handler())
	mux.Handle("/demo-id/", s.Provider.Handler())
	mux.HandleFunc("GET /readyz", s.readyz)
	return mux
}

func (s *System) readyz(w http.ResponseWriter, r *http.Request) {
	if err := s.Ready(r.Context()); err != nil {
		s.cfg.Log.Warn("not ready", "error", err)
		http.Error(w, "not ready", http.StatusServiceUnavailable)
		return
	}
	_, _ = w.Write([]byte("ready\n"))
}
