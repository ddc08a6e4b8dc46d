package web_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	pages "github.com/muster-ics/muster/services/deployments/internal/web"
)

func TestEveryRouteHasARuleAndStandsInTheReadme(t *testing.T) {
	t.Parallel()
	s := web.NewServer(web.Config{Service: "deployments", Title: "Muster deployments", Policy: app.Policy(), Clock: clock.System(), Log: testkit.Log(t)})
	pages.Mount(s, app.New(app.Config{Clock: clock.System()}))
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Routes() {
		if r.Action == web.Public {
			continue
		}
		route := strings.Replace(r.Pattern, "/api/deployments/v1", "", 1)
		if !strings.Contains(string(readme), "`"+route+"`") {
			t.Errorf("README.md does not name %s", route)
		}
	}
}

func TestEveryStoryRenders(t *testing.T) {
	t.Parallel()
	stories := pages.Stories()
	if len(stories) < 12 {
		t.Fatalf("%d stories", len(stories))
	}
	book := web.Storybook("Deployments", stories)
	for i, s := range stories {
		w := httptest.NewRecorder()
		book.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/?story="+strconv.Itoa(i), nil))
		if w.Code != http.StatusOK {
			t.Errorf("%s: %d", s.Name, w.Code)
		}
		pagetest.Parse(t, w.Body.String())
	}
}
