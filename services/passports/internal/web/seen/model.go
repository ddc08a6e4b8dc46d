package seen

import (
	"strings"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// View is what the page shows.
type View struct {
	Days []Day
	Next string
}

// Day is what was looked at on one day in London.
type Day struct {
	Heading string
	Looks   []Look
}

// Look is one look, or several of one employer for one purpose on one day.
type Look struct {
	When, Who, What, Kinds, Purpose string
	// Times is how often; the latest is shown.
	Times int
}

var purposes = map[string]string{
	"card": "Looked at your card, since you are booked there", "record": "Opened your record", "list": "Looked over its workers",
	"decision": "Asked what a decision about you would be, or read one", "presentation": "Verified what you presented", "door": "Scanned your code at the door",
	"export": "You took your record along",
}

func viewOf(looks []app.LookView, next string) View {
	v := View{Next: next}
	for _, l := range looks {
		day := layout.Date(l.At)
		if n := len(v.Days); n == 0 || v.Days[n-1].Heading != day {
			v.Days = append(v.Days, Day{Heading: day})
		}
		v.Days[len(v.Days)-1].add(l)
	}
	return v
}

// add joins looks of one employer for one purpose, so that a day of work on a record is one line.
func (d *Day) add(l app.LookView) {
	who := l.Employer
	switch {
	case l.Employer == "":
		who = l.Name
	case l.Name != "":
		who = l.Name + " (" + l.Employer + ")"
	}
	for i := range d.Looks {
		if d.Looks[i].Who == who && d.Looks[i].Purpose == l.Purpose {
			d.Looks[i].Times++
			return
		}
	}
	what, known := purposes[l.Purpose]
	if !known {
		what = view.Words(l.Purpose)
	}
	d.Looks = append(d.Looks, Look{When: layout.Clock(l.At), Who: who, What: what, Kinds: kinds(l.Kinds), Purpose: l.Purpose, Times: 1})
}

func kinds(codes []string) string {
	words := make([]string, len(codes))
	for i, c := range codes {
		words[i] = strings.ToLower(view.Words(c))
	}
	return strings.Join(words, ", ")
}
