package pagetest

import (
	"net/url"
	"slices"

	"golang.org/x/net/html"
)

// Form is a form of a page, with what it would send when nobody touched it.
type Form struct {
	// Method is get or post, Action where it is sent; empty means the page's own address.
	Method, Action string
	// Upload is true when the form sends a file.
	Upload bool
	Values url.Values
	// Fields are the names of all that can be sent, hidden ones too, each once, in the page's order.
	Fields []Field
}

// Field is something that a form sends.
type Field struct {
	Name string
	// Type is the input's type, or textarea or select.
	Type string
}

// Forms reads all forms of the page.
func (p Page) Forms() []Form {
	var out []Form
	p.walk(func(n *html.Node) {
		if n.Data != "form" || n.Type != html.ElementNode {
			return
		}
		f := Form{Method: attr(n, "method"), Action: attr(n, "action"), Values: url.Values{}}
		for d := range n.Descendants() {
			f.read(d)
		}
		out = append(out, f)
	})
	return out
}

func (f *Form) read(n *html.Node) {
	name := attr(n, "name")
	if n.Type != html.ElementNode || name == "" {
		return
	}
	kind := n.Data
	switch n.Data {
	case "input":
		kind = attr(n, "type")
		if kind == "checkbox" || kind == "radio" {
			if has(n, "checked") {
				f.Values.Add(name, attr(n, "value"))
			}
		} else {
			f.Values.Set(name, attr(n, "value"))
		}
		f.Upload = f.Upload || kind == "file"
	case "textarea":
		f.Values.Set(name, "")
		if n.FirstChild != nil {
			f.Values.Set(name, n.FirstChild.Data)
		}
	case "select":
		f.Values.Set(name, chosen(n))
	default:
		return
	}
	if field := (Field{Name: name, Type: kind}); !slices.Contains(f.Fields, field) {
		f.Fields = append(f.Fields, field)
	}
}

// chosen is what a list sends: the option that is marked, else the first.
func chosen(n *html.Node) string {
	first, seen := "", false
	for d := range n.Descendants() {
		if d.Data != "option" || d.Type != html.ElementNode {
			continue
		}
		if has(d, "selected") {
			return attr(d, "value")
		}
		if !seen {
			first, seen = attr(d, "value"), true
		}
	}
	return first
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}
