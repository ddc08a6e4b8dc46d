package employerpage

import (
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// View is what the page shows.
type View struct {
	view.Form
	ODS, Name, Done string
	// Notice says that it has closed, or will.
	Notice string
	Rows   []layout.Row
	Sites  []Site
	// Open tells that no end is known.
	Open, MayChange bool
	// Theirs are the sites that go on with it, Others the employers that could have them.
	Theirs, Others, Kinds []app.Word
}

// Site is one site with whose it was, is and will be.
type Site struct {
	ODS, Name, Place string
	Owners           []string
}

func viewOf(l app.EmployerLife, all []app.Employer, now time.Time, f view.Form) View {
	r := l.Employer.Record()
	names := view.Names{}
	for _, e := range all {
		names[e.ODS()] = e.Details().Name
	}
	if f.Fault == nil {
		f.Values = map[string][]string{"name": {r.Name}, "kind": {r.Kind}}
	}
	v := View{Form: f, ODS: r.ODS, Name: r.Name, Open: r.ClosedAt == nil, Notice: ending(r.ClosedAt, names[r.SucceededBy], now), Kinds: app.Kinds}
	v.Rows = []layout.Row{{Key: "Code", Value: r.ODS}, {Key: "What it is", Value: app.Label(app.Kinds, r.Kind)}}
	for _, m := range r.Memberships {
		text := "From " + londonday.Text(m.Since)
		if m.Until != nil {
			text += " until " + londonday.Text(*m.Until)
		}
		v.Rows = append(v.Rows, layout.Row{Key: "Takes part in " + m.ICS, Value: text, TestID: "membership"})
	}
	if len(l.Predecessors) > 0 {
		var before []string
		for _, p := range l.Predecessors {
			before = append(before, p.Details().Name+" (from "+londonday.Text(*p.Record().ClosedAt)+")")
		}
		v.Rows = append(v.Rows, layout.Row{Key: "Followed", Value: strings.Join(before, ", "), TestID: "predecessors"})
	}
	for _, s := range l.Sites {
		v.Sites = append(v.Sites, siteOf(s, names))
		if s.LastOwner() == r.ODS && s.ClosesAt() == nil {
			v.Theirs = append(v.Theirs, app.Word{Code: s.ODS(), Label: s.Details().Name})
		}
	}
	for _, e := range all {
		if e.ODS() != r.ODS && e.Record().ClosedAt == nil {
			v.Others = append(v.Others, app.Word{Code: e.ODS(), Label: names.Of(e.ODS())})
		}
	}
	v.Others = append(v.Others, app.Word{Code: closes, Label: "Nobody: the site closes"})
	return v
}

func ending(at *time.Time, successor string, now time.Time) string {
	if at == nil {
		return ""
	}
	verb := "It closes on "
	if !at.After(now) {
		verb = "It closed on "
	}
	text := verb + londonday.Text(*at) + "."
	if successor != "" {
		text += " " + successor + " follows it, has its sites and is bound by what it signed."
	}
	return text
}

func siteOf(s app.Site, names view.Names) Site {
	d := s.Details()
	out := Site{ODS: d.ODS, Name: d.Name, Place: d.Town + " " + d.Postcode}
	for _, o := range s.Record().Owners {
		text := names[o.Employer]
		if o.From != nil {
			text += " from " + londonday.Text(*o.From)
		}
		if o.Until != nil {
			text += " until " + londonday.Text(*o.Until)
		}
		out.Owners = append(out.Owners, text)
	}
	if r := s.Record().Replaces; r != "" {
		out.Owners = append(out.Owners, "Replaces "+r)
	}
	return out
}
