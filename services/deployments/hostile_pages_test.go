package deployments_test

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web/pagetest"
)

const markup = `"><script>alert(1)</script>`

// hostileValues are what people and programs put into a field that asks for something else. Nothing at all is last: an
// empty day of notice ends an agreement at once.
var hostileValues = [][2]string{
	{"very long", strings.Repeat("x", 70_000)}, {"right to left", "\u202eevil\u202c"}, {"emoji", "👩‍⚕️🏥"}, {"markup", markup},
	{"a formula", `=cmd|' /C calc'!A0`}, {"a NUL", "a\x00b"}, {"no text", "\xff\xfe"}, {"a day that is none", "2026-02-30"},
	{"year 10000", "10000-01-01"}, {"an hour that comes twice", "2026-10-25T01:30"}, {"an hour that never comes", "2026-03-29T01:30"},
	{"an id of nobody", "0190a000-0000-7000-8000-0000000000b1"}, {"SQL", "' or 1=1 --"}, {"beyond numbers", "99999999999999999999"},
	{"below none", "-1"}, {"nothing", ""},
}

// groups are the parts of a draft, by their words in the address.
var groups = []string{"parties", "direction", "model", "scope", "duration", "limits", "consent", "checks", "training", "money", "vat", "duties", "information", "notice"}

// unclear are words that no page may answer with.
var unclear = []string{"SQLSTATE", "invalid input syntax", "strconv.", "parsing time", "runtime error", "%!", "<nil>", "unexpected EOF"}

// filled is a form as one person finds it on one page.
type filled struct {
	who  auth.Principal
	path string
	pagetest.Form
}

// formsOn are the forms that change something on one page, as one person finds them.
func (w *world) formsOn(who auth.Principal, path string) (all []filled) {
	w.t.Helper()
	status, p := w.page(who, path, nil)
	if status != http.StatusOK {
		w.t.Fatalf("GET %s = %d", path, status)
	}
	for _, f := range p.Forms() {
		if f.Action == "" {
			f.Action = path
		}
		if f.Method == "post" && !f.Upload && f.Action != "/signout" {
			all = append(all, filled{who, path, f})
		}
	}
	return all
}

func (w *world) kept() (n string) {
	w.t.Helper()
	const all = `select (select count(*) from outbox) || ' ' || (select count(*) from audit) || ' ' || (select count(*) from dry_runs) || ' ' ||
		(select count(*) from ledger_entries) || ' ' || (select count(*) from register_files)`
	if err := w.DB.Pool.QueryRow(w.t.Context(), all).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// sendForm sends a form as a browser does, and does not follow where it leads.
func (w *world) sendForm(f filled, values url.Values) (int, string) {
	w.t.Helper()
	key := id.New().String()
	values.Set("idempotency_key", key)
	f.who.Subject += "-" + key // Nobody is that quick: each has a rate of their own.
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.URL+f.Action, strings.NewReader(values.Encode()))
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Authorization", "Bearer "+w.Token(f.who))
	res, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return res.StatusCode, string(raw)
}

// fill sends a form with one field spoilt. What is refused changes nothing, says so on a page, and keeps what was typed.
func (w *world) fill(f filled, field pagetest.Field, name, value string) {
	values := maps.Clone(f.Values)
	values[field.Name] = []string{value}
	before := w.kept()
	status, page := w.sendForm(f, values)
	what := fmt.Sprintf("%s as %s: %s with %s", f.Action, f.who.Subject, field.Name, name)
	switch {
	case status >= 500 || status == http.StatusTooManyRequests || status == http.StatusMethodNotAllowed:
		w.t.Errorf("%s answers %d: %.300s", what, status, page)
	case strings.Contains(page, markup):
		w.t.Errorf("%s: markup came back", what)
	case status >= 400:
		if after := w.kept(); after != before {
			w.t.Errorf("%s is refused with %d, and something changed: %s, then %s", what, status, before, after)
		}
		if !strings.Contains(page, "<h1") {
			w.t.Errorf("%s answers %d without a page: %.300s", what, status, page)
		}
		for _, word := range unclear {
			if strings.Contains(page, word) {
				w.t.Errorf("%s answers with %q", what, word)
			}
		}
		// A line that was settled by another value cannot be disputed any more: then the form is gone.
		typed := (field.Type == "text" || field.Type == "textarea") && strings.Contains(page, `name="`+field.Name+`"`)
		if typed && status == 422 && name == "a day that is none" && pagetest.Parse(w.t, page).Value(field.Name) != value {
			w.t.Errorf("%s: what was typed is lost", what)
		}
	}
}

// scene is one of everything that has a form, and who finds it where.
func (w *world) scene() (all []filled) {
	t := w.t
	w.register()
	rvv, rpa := person("RVV", auth.Approve, auth.Executive, auth.Finance), person("RPA", auth.Approve, auth.Executive, auth.Finance)
	draft := w.draft(func(c map[string]any) { c["title"] = "A draft" })
	for _, group := range groups {
		all = append(all, w.formsOn(rvv, "/agreements/"+draft.ID+"/draft/"+group)...)
	}
	offered := w.draft(func(c map[string]any) { c["title"] = "To be signed" })
	w.offer(offered)
	inForce := w.inForce(func(c map[string]any) {
		c["title"], c["accession"], c["scope"] = "In force", "open", map[string]any{"staff_groups": []string{"nursing_midwifery"}}
	})
	leaving := w.inForce(func(c map[string]any) {
		c["title"], c["scope"] = "To be left", map[string]any{"staff_groups": []string{"allied_health"}}
	})
	w.posted("RPA", nil)
	w.factsSettled()
	b := w.approved(w.booking(nil), inForce, 5, 21_218)
	line := w.recharged(b, "raised", 1)
	disputed := w.approved(w.booking(nil), inForce, 5, 21_218)
	second := w.recharged(disputed, "raised", 1)
	w.must(200, rpa, "POST", "/recharges/"+second.RechargeID+"/dispute", map[string]any{"reason": "hours", "note": "Too long."})
	notice := "/agreements/" + leaving.ID + "/notice?of=agreement&at=" + w.Clock.Now().AddDate(0, 3, 0).Format(time.DateOnly)
	for _, x := range []struct {
		who  auth.Principal
		path string
	}{
		{rvv, "/agreements/new?template=home_pays"}, {rpa, "/agreements/" + offered.ID + "/sign"}, {rvv, "/agreements/" + inForce.ID},
		{rvv, "/agreements/" + inForce.ID + "/dry-run"}, {rpa, "/recharges/lines/" + line.RechargeID}, {rvv, "/recharges/lines/" + line.RechargeID},
		{rvv, "/recharges/lines/" + second.RechargeID}, {rpa, "/recharges/RVV/RPA/" + line.Month}, {lead(), "/mutual-aid/new?agreement_id=" + inForce.ID},
		{lead(), "/employers/new"}, {lead(), "/employers/RVV"}, {lead(), "/employers/RWF/successor"}, {rvv, notice},
	} {
		found := w.formsOn(x.who, x.path)
		if len(found) == 0 {
			t.Errorf("%s has no form for %s", x.path, x.who.Subject)
		}
		all = append(all, found...)
	}
	return all
}

func TestNoValueInAnyFieldOfAnyFormDoesHarm(t *testing.T) {
	t.Parallel()
	w := start(t)
	all := w.scene()
	fields := 0
	for _, f := range all {
		for _, field := range f.Fields {
			if field.Name == "idempotency_key" {
				continue
			}
			fields++
			for _, v := range hostileValues {
				w.fill(f, field, v[0], v[1])
			}
		}
		large := maps.Clone(f.Values)
		large.Set("surplus", strings.Repeat("x", 10<<20))
		if status, page := w.sendForm(f, large); status != http.StatusRequestEntityTooLarge {
			t.Errorf("%s answers 10 MB with %d: %.300s", f.Action, status, page)
		}
	}
	if len(all) < 28 || fields < 80 {
		t.Errorf("only %d forms with %d fields were found", len(all), fields)
	}
	t.Logf("%d forms, %d fields", len(all), fields)
}

// A path names an agreement, a line, an employer or a month: whatever else stands there is not found, and is no error.
func TestNoValueInAnyAddressDoesHarm(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	rvv := person("RVV", auth.Approve, auth.Executive, auth.Finance)
	for _, pattern := range []string{
		"/agreements/%s", "/agreements/%s/text", "/agreements/%s/dry-run", "/agreements/%s/notice", "/agreements/%s/sign", "/agreements/%s/draft",
		"/agreements/%s/draft/money", "/agreements/%s/versions/1", "/recharges/lines/%s", "/recharges/%s/RPA/2026-11", "/recharges/RVV/RPA/%s",
		"/recharges/RVV/RPA/%s/statement.csv", "/mutual-aid/%s", "/employers/%s", "/register-files/%s",
	} {
		who := rvv
		if strings.HasPrefix(pattern, "/register") || strings.HasPrefix(pattern, "/mutual") {
			who = lead()
		}
		for _, v := range hostileValues {
			if len(v[1]) > 2000 || v[1] == "" {
				continue
			}
			if got := w.call(who, "GET", fmt.Sprintf(pattern, url.PathEscape(v[1])), ""); got.status < 400 || got.status >= 500 {
				t.Errorf(pattern+": %d %.200s", v[0], got.status, got.raw)
			}
		}
	}
	for _, query := range []string{"/agreements?status=", "/deployments?status=", "/recharges?month=", "/employers?as_at=", "/agreements/coverage?group=", "/deployments/today?day=", "/agreements?done="} {
		for _, v := range hostileValues {
			if len(v[1]) > 2000 {
				continue
			}
			if got := w.call(rvv, "GET", query+url.QueryEscape(v[1]), ""); got.status >= 500 || strings.Contains(string(got.raw), markup) {
				t.Errorf("%s%s: %d %.200s", query, v[0], got.status, got.raw)
			}
		}
	}
}

func TestNoFileOfTheRegisterDoesHarm(t *testing.T) {
	t.Parallel()
	w := start(t)
	w.register()
	before := w.kept()
	for _, kind := range []string{"employers", "sites"} {
		for _, v := range hostileValues {
			for name, text := range map[string]string{"alone": v[1], "as a row": "ods,name,kind,since,employer\n" + v[1] + "," + v[1] + "," + v[1] + "," + v[1] + "," + v[1] + "\n"} {
				got := w.upload(lead(), "/register-files/"+kind, text)
				if got.status >= 500 {
					t.Errorf("%s, %s %s: %d %.300s", kind, v[0], name, got.status, got.raw)
				}
			}
		}
	}
	// A file that was looked at is kept as such; the register is what it was.
	var employers struct{ Employers []struct{ ODS string } }
	w.must(200, lead(), "GET", "/employers", nil).into(t, &employers)
	if len(employers.Employers) != 3 {
		t.Errorf("%d employers, of 3 (%s before)", len(employers.Employers), before)
	}
	if n := strings.Fields(w.kept())[0]; n != strings.Fields(before)[0] {
		t.Errorf("something was told: %s events before, %s now", strings.Fields(before)[0], n)
	}
}
