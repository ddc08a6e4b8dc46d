package layout

import (
	"sync/atomic"

	"github.com/a-h/templ"

	"github.com/muster-ics/muster/pkg/auth"
)

// Props of a page's frame.
type Props struct {
	// Title is the page's own name; the frame adds the service's.
	Title string
	// Active is the address of the navigation item that the page belongs to, e.g. /shifts; empty for none.
	Active string
	// Error tells that the page shows an error summary: the title then says so first.
	Error bool
	// Wide gives dashboards and tables more room on a desk.
	Wide bool
	// Live loads htmx and its server-sent-events extension.
	Live bool
	// Wall is a page for a large display that nobody touches: no header and no footer, and without JavaScript it loads
	// itself again every 30 s.
	Wall bool
}

func (p Props) body() templ.Attributes {
	if p.Wall {
		return templ.Attributes{"class": "muster-wall"}
	}
	return nil
}

func (p Props) title() string {
	t := p.Title + " - Muster"
	if p.Title == "" {
		t = "Muster"
	}
	if p.Error {
		return "Error: " + t
	}
	return t
}

// Link is a text with an address.
type Link struct{ Text, Href string }

var demo atomic.Bool

// SetDemo tells every page of this process to say that the people shown are synthetic.
func SetDemo(on bool) { demo.Store(on) }

// Demo tells whether the people shown are synthetic.
func Demo() bool { return demo.Load() }

var oversight = []Link{
	{"Fill rate", "/fill-rate"}, {"Shifts", "/shifts"}, {"Agreements", "/agreements"}, {"Deployments", "/deployments"},
	{"Recharges", "/recharges"}, {"Employers", "/employers"}, {"Compliance", "/passports/compliance"},
}

// navigation is what each role finds in the header, the one thing they come for first.
func navigation(p auth.Principal) []Link {
	switch p.Role {
	case auth.Worker:
		return []Link{{"Open shifts", "/open-shifts"}, {"My shifts", "/my-shifts"}, {"Notices", "/notices"}, {"Passport", "/passport"}}
	case auth.Employer:
		links := []Link{
			{"Desk", "/desk"}, {"Shifts", "/shifts"}, {"Post a shift", "/shifts/new"}, {"Manage", "/manage"}, {"Fill rate", "/fill-rate"}, {"Passports", "/passports"},
			{"Agreements", "/agreements"}, {"Deployments", "/deployments"},
		}
		if p.Has(auth.Finance) || p.Has(auth.Executive) {
			links = append(links, Link{"Recharges", "/recharges"})
		}
		return links
	case auth.Lead, auth.Auditor:
		return oversight
	}
	return nil
}

// Home is where a principal's work starts.
func Home(p auth.Principal) string {
	switch p.Role {
	case auth.Worker:
		return "/open-shifts"
	case auth.Employer:
		return "/desk"
	case auth.Lead, auth.Auditor:
		return "/fill-rate"
	}
	return "/signin"
}
