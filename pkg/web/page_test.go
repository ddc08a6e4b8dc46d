package web_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
)

var browser = map[string]string{"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}

func withPages(t *testing.T) http.Handler {
	t.Helper()
	s := server(t)
	s.Page("GET /shown/{id}", "thing.read", func(w http.ResponseWriter, r *http.Request) error {
		switch r.PathValue("id") {
		case "none":
			return fault.New(fault.NotFound, "no_such_thing", "There is no <such> thing.")
		case "broken":
			return io.ErrUnexpectedEOF
		case "half":
			return web.Render(w, r, 200, templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
				_, _ = w.Write([]byte("<p>half"))
				return io.ErrUnexpectedEOF
			}))
		}
		return web.Render(w, r, 200, layout.Page(layout.Props{Title: "Shown"}))
	})
	s.Page("POST /shown/{id}", "thing.make", func(w http.ResponseWriter, r *http.Request) error {
		_, err := io.WriteString(w, r.PostFormValue("name"))
		return err
	})
	s.Upload("POST /upload", "thing.make", 3<<20, func(w http.ResponseWriter, r *http.Request) error {
		file, _, err := r.FormFile("roster")
		if err != nil {
			return err
		}
		_, err = io.Copy(w, file)
		return err
	})
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return s.Handler()
}

func TestFaultsOfPagesArePages(t *testing.T) {
	t.Parallel()
	h := withPages(t)
	cases := []struct {
		path   string
		status int
		says   string
	}{
		{"/shown/1", 200, "<title>Shown - Muster</title>"},
		{"/shown/none", 404, "There is no &lt;such&gt; thing."},
		{"/shown/broken", 500, "Something went wrong on our side"},
		{"/shown/half", 500, "Something went wrong on our side"},
		{"/nothing", 404, "There is nothing at this address."},
		{"/shown/%FF", 400, "no text"},
	}
	for _, c := range cases {
		res := request{path: c.path, header: browser, as: worker}.do(t, h)
		body := text(t, res)
		if res.StatusCode != c.status || !strings.Contains(body, c.says) || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s answered %d %s", c.path, res.StatusCode, body)
		}
		if strings.Contains(body, "EOF") || strings.Contains(body, "<p>half") {
			t.Errorf("%s shows our inside: %s", c.path, body)
		}
	}
	expect(t, request{path: "/shown/none", as: worker}.do(t, h), 404, "no_such_thing")
}

func TestSomebodySignedOutIsSentToSignInAndBack(t *testing.T) {
	t.Parallel()
	h := withPages(t)
	cases := []struct {
		q        request
		status   int
		location string
	}{
		{request{path: "/shown/1?a=b&c=d", header: browser}, 303, "/signin?return_to=%2Fshown%2F1%3Fa%3Db%26c%3Dd"},
		{request{method: "POST", path: "/shown/1", header: map[string]string{"Accept": "text/html", "Referer": "http://example.com/shown/1?x=1"}}, 303, "/signin?return_to=%2Fshown%2F1%3Fx%3D1"},
		{request{method: "POST", path: "/shown/1", header: map[string]string{"Accept": "text/html", "Referer": "http://evil.example/there"}}, 303, "/signin?return_to=%2F"},
		{request{path: "/shown/1", header: map[string]string{"Accept": "text/event-stream"}}, 401, ""},
	}
	for _, c := range cases {
		res := c.q.do(t, h)
		if res.StatusCode != c.status || res.Header.Get("Location") != c.location {
			t.Errorf("%s %s answered %d to %q", c.q.method, c.q.path, res.StatusCode, res.Header.Get("Location"))
		}
	}
	fragment := request{path: "/shown/1", header: map[string]string{"Accept": "text/html", "HX-Request": "true"}}.do(t, h)
	if fragment.StatusCode != 401 || fragment.Header.Get("HX-Redirect") == "" {
		t.Errorf("a fragment got %d %v", fragment.StatusCode, fragment.Header)
	}
	for name, q := range map[string]request{
		"htmx":        {path: "/nothing-here", as: employer, header: map[string]string{"Accept": "text/html", "HX-Request": "true"}},
		"the address": {path: "/nothing-here?fragment=1", as: employer, header: map[string]string{"Accept": "text/html"}},
	} {
		res := q.do(t, h)
		body := text(t, res)
		if res.StatusCode != 404 || strings.Contains(body, "<html") || !strings.Contains(body, "nothing at this address") {
			t.Errorf("%s asks for a part and gets %d %s", name, res.StatusCode, body)
		}
	}
}

func TestFormsAreReadWithinTheirLimit(t *testing.T) {
	t.Parallel()
	h := withPages(t)
	form := func(body string) request {
		return request{method: "POST", path: "/shown/1", body: body, as: employer, header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}}
	}
	if res := form("name=Caf%C3%A9").do(t, h); text(t, res) != "Café" {
		t.Errorf("answered %d", res.StatusCode)
	}
	expect(t, form("name="+strings.Repeat("x", 1<<20)).do(t, h), 413, "body_too_large")
	expect(t, form("name=%00").do(t, h), 422, "invalid_text")
	expect(t, form("name=%zz").do(t, h), 400, "body_unreadable")

	upload := func(content string) request {
		return request{
			method: "POST", path: "/upload", as: employer, header: map[string]string{"Content-Type": "multipart/form-data; boundary=B"},
			body: "--B\r\nContent-Disposition: form-data; name=\"roster\"; filename=\"r.csv\"\r\n\r\n" + content + "\r\n--B--\r\n",
		}
	}
	big := strings.Repeat("x", 2<<20)
	if res := upload(big).do(t, h); text(t, res) != big {
		t.Errorf("an upload of 2 MiB answered %d", res.StatusCode)
	}
	expect(t, upload(big+big).do(t, h), 413, "body_too_large")
}

func TestTheStartPageLeadsEachRoleToItsWork(t *testing.T) {
	t.Parallel()
	h := server(t).Handler()
	for role, want := range map[auth.Role]string{auth.Worker: "/open-shifts", auth.Employer: "/desk", auth.Lead: "/fill-rate", auth.Auditor: "/fill-rate"} {
		res := request{path: "/", as: auth.Principal{Subject: "x", Role: role}}.do(t, h)
		if res.StatusCode != 303 || res.Header.Get("Location") != want {
			t.Errorf("%s is sent to %q", role, res.Header.Get("Location"))
		}
	}
	res := request{path: "/"}.do(t, h)
	if body := text(t, res); res.StatusCode != 200 || !strings.Contains(body, `href="/signin"`) {
		t.Errorf("signed out: %d %s", res.StatusCode, body)
	}
}

func TestAStorybookShowsEachStoryToItsPrincipal(t *testing.T) {
	t.Parallel()
	book := web.Storybook("Things", []web.Story{
		{Name: "empty", Component: layout.Page(layout.Props{Title: "None yet"})},
		{Name: "a worker's", Component: layout.Page(layout.Props{Title: "Mine"}), Principal: worker},
	})
	cases := map[string]string{"/": "a worker&#39;s", "/?story=0": "None yet - Muster", "/?story=1": "Ada Demo"}
	for path, want := range cases {
		res := request{path: path}.do(t, book)
		if body := text(t, res); res.StatusCode != 200 || !strings.Contains(body, want) {
			t.Errorf("%s answered %d %s", path, res.StatusCode, body)
		}
		if res.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s has no content security policy", path)
		}
	}
	if res := (request{path: "/?story=2"}).do(t, book); res.StatusCode != 404 {
		t.Errorf("a story that is not there answered %d", res.StatusCode)
	}
}
