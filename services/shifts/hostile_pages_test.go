package shifts_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/testkit"
	"github.com/muster-ics/muster/pkg/web/pagetest"
)

const markup = `"><script>alert(1)</script>`

// hostileValues are what people and programs put into a field that asks for something else.
var hostileValues = map[string]string{
	"very long": strings.Repeat("x", 70_000), "right to left": "\u202eevil\u202c", "emoji": "👩‍⚕️🏥", "markup": markup, "a formula": `=cmd|' /C calc'!A0`,
	"a NUL": "a\x00b", "no text": "\xff\xfe", "a day that is none": "2026-02-30", "year 10000": "10000-01-01", "an hour that comes twice": "2026-10-25T01:30",
	"an hour that never comes": "2026-03-29T01:30", "an id of nobody": "0190a000-0000-7000-8000-0000000000b1", "SQL": "' or 1=1 --", "beyond numbers": "99999999999999999999",
	"below none": "-1", "nothing": "",
}

// filled is a form as one person finds it on one page.
type filled struct {
	person, path string
	pagetest.Form
}

// forms are all forms of all pages, each action once, as people find them who may use the page.
func (s *scene) forms() []filled {
	t := s.w.t
	var all []filled
	seen := map[string]bool{}
	for _, r := range routesOf(t) {
		method, path, kind := inPath(r.Pattern, "")
		if method != http.MethodGet || strings.HasPrefix(path, "/api/") || strings.HasSuffix(path, "/stream") || strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, ".ics") {
			continue
		}
		own := s.ids[kind]
		if own == "" {
			own = known[kind]
		}
		_, path, _ = inPath(r.Pattern, own)
		for _, person := range deciders(access[r.Pattern]) {
			for _, f := range s.formsOf(person, path) {
				if key := f.Action + f.Values.Get("kind"); !seen[key] {
					seen[key] = true
					all = append(all, f)
				}
			}
		}
	}
	return all
}

// formsOf are the forms that change something on one page, as one person finds them; none when it is no page of theirs.
func (s *scene) formsOf(person, path string) (all []filled) {
	got, err := s.ask(person, http.MethodGet, path, nil, "")
	if err != nil {
		s.w.t.Fatal(err)
	}
	if got.status != http.StatusOK || !strings.HasPrefix(got.header.Get("Content-Type"), "text/html") {
		return nil
	}
	for _, f := range pagetest.Parse(s.w.t, string(got.raw)).Forms() {
		if f.Action == "" {
			f.Action = path
		}
		if f.Method == "post" && !f.Upload && !strings.HasPrefix(f.Action, "/sign") {
			all = append(all, filled{person, path, f})
		}
	}
	return all
}

// deciders are the people of a page, first those who may change most: a form that others see may be theirs to try out only.
func deciders(people string) []string {
	all := strings.Fields(people)
	slices.SortStableFunc(all, func(a, b string) int { return rank(a) - rank(b) })
	return all
}

func rank(person string) int {
	if i := slices.Index([]string{"executive", "finance", "approve"}, person); i >= 0 {
		return i
	}
	return 3
}

func (w *world) kept() string {
	w.t.Helper()
	var n string
	if err := w.DB.Pool.QueryRow(w.t.Context(), "select (select count(*) from outbox) || ' ' || (select count(*) from audit)").Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

func TestNoValueInAnyFieldOfAnyFormDoesHarm(t *testing.T) {
	t.Parallel()
	w := start(t)
	s := w.scene()
	all := s.forms()
	if len(all) < 25 {
		t.Errorf("only %d forms were found", len(all))
	}
	for _, f := range all {
		s.spoilAll(f)
	}
}

// spoilAll spoils every field of a form with every value.
func (s *scene) spoilAll(f filled) {
	for _, field := range f.Fields {
		if field.Name == "idempotency_key" {
			continue
		}
		for name, value := range hostileValues {
			if s.fill(f, field, name, value) {
				f = s.again(f)
			}
		}
	}
	s.large(f)
}

func (s *scene) sendForm(f filled, values url.Values) answer {
	s.w.t.Helper()
	values.Set("idempotency_key", id.New().String())
	got, err := s.ask(f.person, http.MethodPost, f.Action, []byte(values.Encode()), "application/x-www-form-urlencoded")
	if err != nil {
		s.w.t.Fatal(err)
	}
	return got
}

// again reads a form that was accepted, with the version that it now has.
func (s *scene) again(f filled) filled {
	got, err := s.ask(f.person, http.MethodGet, f.path, nil, "")
	if err != nil {
		s.w.t.Fatal(err)
	}
	for _, now := range pagetest.Parse(s.w.t, string(got.raw)).Forms() {
		if now.Action == f.Action || now.Action == "" && f.path == f.Action {
			f.Values = now.Values
			return f
		}
	}
	return f
}

// fill sends a form with one field spoilt, and tells whether it was accepted. What is refused changes nothing, says so on
// a page, and keeps what was typed.
func (s *scene) fill(f filled, field pagetest.Field, name, value string) bool {
	t := s.w.t
	values := maps.Clone(f.Values)
	values[field.Name] = []string{value}
	before := s.w.kept()
	got := s.sendForm(f, values)
	what := fmt.Sprintf("%s as %s: %s with %s", f.Action, f.person, field.Name, name)
	switch page := string(got.raw); {
	case got.status >= 500 || got.status == http.StatusTooManyRequests || got.status == http.StatusMethodNotAllowed:
		t.Errorf("%s answers %d: %s", what, got.status, brief(got.raw))
	case strings.Contains(page, markup):
		t.Errorf("%s: markup came back", what)
	case got.status >= 400:
		if s.w.kept() != before {
			// Schedulers and a roster that is being posted go on meanwhile. They come to an end; a form that does harm does it
			// each time that it is sent.
			testkit.Await(t, within, what+" is refused, and changes nothing", func() bool {
				before = s.w.kept()
				got = s.sendForm(f, values)
				return got.status >= 400 && s.w.kept() == before
			})
		}
		if !strings.Contains(page, "<h1") {
			t.Errorf("%s answers %d without a page: %s", what, got.status, brief(got.raw))
		}
		for _, word := range unclear {
			if strings.Contains(page, word) {
				t.Errorf("%s answers with %q", what, word)
			}
		}
		if typed := field.Type == "text" || field.Type == "textarea"; typed && got.status == 422 && name == "a day that is none" && pagetest.Parse(t, page).Value(field.Name) != value {
			t.Errorf("%s: what was typed is lost", what)
		}
	}
	return got.status < 400
}

// large sends far more than any form holds.
func (s *scene) large(f filled) {
	values := maps.Clone(f.Values)
	values.Set("surplus", strings.Repeat("x", 10<<20))
	if got := s.sendForm(f, values); got.status != http.StatusRequestEntityTooLarge {
		s.w.t.Errorf("%s answers 10 MB with %d: %s", f.Action, got.status, brief(got.raw))
	}
}
