// Package pagetest reads rendered pages by their data-testid.
package pagetest

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"github.com/muster-ics/muster/pkg/auth"
)

// Page is a parsed page.
type Page struct {
	t    testing.TB
	root *html.Node
}

// Render shows a component to somebody.
func Render(t testing.TB, c templ.Component, who auth.Principal) Page {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(auth.With(context.Background(), who), &b); err != nil {
		t.Fatal(err)
	}
	return Parse(t, b.String())
}

// Parse reads a page that came over HTTP. A page with an inline style or handler would be blocked by the browser, so it
// fails the test.
func Parse(t testing.TB, page string) Page {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	p := Page{t: t, root: root}
	p.walk(func(n *html.Node) {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has the attribute %s", n.Data, a.Key)
			}
		}
	})
	return p
}

// All gives the text of each element with this test id, in the page's order, spaces made single.
func (p Page) All(testID string) []string {
	var out []string
	p.walk(func(n *html.Node) {
		if attr(n, "data-testid") == testID {
			out = append(out, text(n))
		}
	})
	return out
}

// One wants exactly one element with this test id and gives its text.
func (p Page) One(testID string) string {
	p.t.Helper()
	all := p.All(testID)
	if len(all) != 1 {
		p.t.Fatalf("%d elements with data-testid %q, want 1", len(all), testID)
	}
	return all[0]
}

// Has wants the element's text to hold each part.
func (p Page) Has(testID string, parts ...string) {
	p.t.Helper()
	got := strings.Join(p.All(testID), " | ")
	for _, part := range parts {
		if !strings.Contains(got, part) {
			p.t.Errorf("%s is %q, without %q", testID, got, part)
		}
	}
}

// Value gives the value of the form's named input, or what stands in its box of several lines, to the letter; empty when
// there is none.
func (p Page) Value(name string) string {
	value := ""
	p.walk(func(n *html.Node) {
		if attr(n, "name") != name || value != "" {
			return
		}
		value = attr(n, "value")
		if n.Data == "textarea" && n.FirstChild != nil {
			value = n.FirstChild.Data
		}
	})
	return value
}

// Rel gives where the page's link of a relation leads, e.g. next; empty when there is none.
func (p Page) Rel(rel string) string {
	href := ""
	p.walk(func(n *html.Node) {
		if n.Data == "a" && attr(n, "rel") == rel {
			href = attr(n, "href")
		}
	})
	return href
}

func (p Page) walk(f func(*html.Node)) {
	for n := range p.root.Descendants() {
		f(n)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
