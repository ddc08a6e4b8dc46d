package layout_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
)

func render(t *testing.T, ctx context.Context, c templ.Component) string {
	t.Helper()
	var b strings.Builder
	if err := c.Render(ctx, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func as(role auth.Role) context.Context {
	return auth.With(templ.WithNonce(context.Background(), "NONCE"), auth.Principal{Subject: "s", Name: "Ada Demo", Role: role})
}

var (
	from    = time.Date(2026, 11, 25, 7, 30, 0, 0, time.UTC)
	reasons = []reason.Reason{{Code: "REST_SHORT", Weight: reason.Hard, Message: "You would have 8 h of rest.", Fix: "Choose a later shift.", From: &from}}
	fields  = []fault.Field{{Location: "form.ward", Message: "Choose a ward"}, {Location: "header.X", Message: "Elsewhere"}}
)

// everything is one page with all that the layout offers.
func everything() templ.Component {
	f := layout.Field{Name: "ward", Label: "Ward", Hint: "As on the roster", Error: "Choose a ward", Numeric: true, Autocomplete: "off", Width: "10"}
	options := []layout.Option{{Value: "a", Text: "A"}, {Value: "b", Text: "B", Hint: "The second"}}
	body := templ.Join(
		layout.ErrorSummary(fields), layout.Problem(fault.New(fault.Conflict, "taken", "It is taken.").WithReasons(reasons...)),
		layout.Reasons(reasons), layout.Tag(layout.Green, "Filled"), layout.Banner("Shift posted"), layout.Notice("Note"),
		layout.SummaryList([]layout.Row{{Key: "Ward", Value: "A1", TestID: "ward"}, {Key: "Rate", Content: layout.Tag(layout.Plain, "x"), Action: &layout.Link{Text: "Change", Href: "/change"}}}),
		layout.Pagination("/a", "/b"), layout.IdempotencyField(), layout.Input(f), layout.Textarea(f),
		layout.Select(f, options), layout.Radios(f, options), layout.Checkboxes(f, options),
		layout.Button("Send", "send"), layout.SecondaryButton("Not now", "later"),
	)
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return layout.Page(layout.Props{Title: "All", Active: "/shifts", Error: true, Wide: true, Live: true}).Render(templ.WithChildren(ctx, body), w)
	})
}

func TestPagesKeepToTheContentSecurityPolicy(t *testing.T) {
	t.Parallel()
	pages := []templ.Component{everything(), layout.Start(), layout.Fault("Not found", fault.New(fault.Internal, "x", "y"), "id"), layout.Stories("All", []string{"a"})}
	for _, page := range pages {
		doc, err := html.Parse(strings.NewReader(render(t, as(auth.Employer), page)))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			attrs := map[string]string{}
			for _, a := range n.Attr {
				attrs[a.Key] = a.Val
				switch {
				case a.Key == "style", strings.HasPrefix(a.Key, "on"):
					t.Errorf("<%s %s=%q> is inline", n.Data, a.Key, a.Val)
				case (a.Key == "src" || a.Key == "href") && strings.Contains(a.Val, "//"):
					t.Errorf("<%s> asks %s", n.Data, a.Val)
				}
			}
			if n.Data == "script" && attrs["nonce"] != "NONCE" || n.Data == "style" {
				t.Errorf("<%s> is not signed", n.Data)
			}
		}
	}
}

func TestTheHeaderLeadsEachRoleToItsWork(t *testing.T) {
	t.Parallel()
	cases := map[auth.Role][]string{
		auth.Worker:   {"/open-shifts", "/my-shifts", "/passport"},
		auth.Employer: {"/shifts", "/shifts/new", "/manage", "/passports", "/agreements", "/deployments"},
		auth.Lead:     {"/fill-rate", "/shifts", "/agreements", "/deployments"},
		auth.Auditor:  {"/fill-rate", "/shifts", "/agreements", "/deployments"},
	}
	for role, links := range cases {
		page := render(t, as(role), layout.Page(layout.Props{Title: "x", Active: links[0]}))
		for _, link := range links {
			if !strings.Contains(page, `href="`+link+`"`) {
				t.Errorf("%s: no link to %s", role, link)
			}
		}
		if strings.Count(page, `aria-current="page"`) != 2 || !strings.Contains(page, `id="toggle-menu"`) || !strings.Contains(page, "Ada Demo") {
			t.Errorf("%s: header incomplete", role)
		}
	}
	out := render(t, context.Background(), layout.Page(layout.Props{}))
	if strings.Contains(out, "nhsuk-header__navigation") || !strings.Contains(out, `href="/signin"`) || strings.Contains(out, "signout") {
		t.Errorf("signed out: %s", out)
	}
}

func TestTheTitleSaysErrorFirst(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]layout.Props{
		"<title>Muster</title>": {}, "<title>Shifts - Muster</title>": {Title: "Shifts"}, "<title>Error: Shifts - Muster</title>": {Title: "Shifts", Error: true},
	} {
		if page := render(t, context.Background(), layout.Page(p)); !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestErrorsLeadToTheirInputs(t *testing.T) {
	t.Parallel()
	page := render(t, context.Background(), everything())
	for _, want := range []string{
		`<a href="#ward">Choose a ward</a>`, `id="ward"`, `aria-describedby="ward-hint ward-error"`, `id="ward-error"`,
		"Elsewhere", "Choose a later shift.", "Possible from Wed 25 Nov 2026 at 07:30.", `name="idempotency_key"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	if layout.ErrorFor(fields, "ward") != "Choose a ward" || layout.ErrorFor(fields, "site") != "" {
		t.Error("ErrorFor finds the wrong message")
	}
	if got := render(t, context.Background(), templ.Join(layout.ErrorSummary(nil), layout.Problem(nil), layout.Banner(""), layout.Reasons(nil), layout.Pagination("", ""))); got != "" {
		t.Errorf("nothing to say, and yet %s", got)
	}
}
