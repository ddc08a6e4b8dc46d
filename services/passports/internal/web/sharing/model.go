package sharing

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// View is what the page shows.
type View struct {
	Done  string
	Fault *fault.Error
	// Given are those that may rely on the passport now.
	Given []Host
	// Open are those that the worker can say yes to.
	Open     []layout.Option
	Employer layout.Field
	Another  layout.Field
	Until    layout.Field
}

// Host is one employer that may rely on the passport.
type Host struct {
	Code, Name, Hint, Withdraw string
	// Follows says to whom the yes was given, when it was to others whom this one has followed.
	Follows string
}

// Ask is what the page before a withdrawal shows.
type Ask struct {
	Code, Name, Action string
	Follows            string
	Fault              *fault.Error
	Bookings           []Booking
}

// Booking is one that would end.
type Booking struct{ ID, When, Where, Work string }

func viewOf(all []app.Disclosure, form url.Values, refused *fault.Error, done string) View {
	v := View{Done: done, Fault: refused}
	for _, d := range all {
		name := nameOf(d)
		if d.Live() {
			v.Given = append(v.Given, Host{Code: d.Employer, Name: name, Hint: since(d), Withdraw: Address + "/" + d.Employer + "/withdraw", Follows: follows(d)})
			continue
		}
		v.Open = append(v.Open, layout.Option{Value: d.Employer, Text: name, Hint: before(d), Chosen: slices.Contains(form["employer"], d.Employer)})
	}
	v.Employer = layout.Field{Name: "employer", Label: "Which employers may rely on your passport?", Hint: "They are open to you by an agreement of your home employer."}
	v.Another = layout.Field{Name: "another", Label: "Another employer, by its code (optional)", Hint: "The ODS code, for example RWF.", Value: form.Get("another"), Width: "10", Autocomplete: "off"}
	v.Until = layout.Field{Name: "until", Label: "Last day (optional)", Hint: "Leave this empty and your yes holds until you withdraw it.", Type: "date", Value: form.Get("until"), Width: "10"}
	if refused != nil {
		for _, f := range []*layout.Field{&v.Employer, &v.Another, &v.Until} {
			f.Error = layout.ErrorFor(refused.Fields, f.Name)
		}
	}
	return v
}

func askOf(d app.Disclosure, refused *fault.Error) Ask {
	a := Ask{Code: d.Employer, Name: nameOf(d), Action: Address + "/" + d.Employer + "/withdraw", Follows: follows(d), Fault: refused}
	for _, b := range d.Bookings {
		a.Bookings = append(a.Bookings, Booking{
			ID: b.BookingID, When: layout.When(b.StartsAt, b.EndsAt), Where: b.Ward + ", " + b.Site, Work: view.Words(b.Role) + ", " + view.Band(b.Band),
		})
	}
	return a
}

func nameOf(d app.Disclosure) string {
	if d.Name == "" {
		return d.Employer
	}
	return d.Name + " (" + d.Employer + ")"
}

func follows(d app.Disclosure) string {
	if len(d.Followed) == 0 {
		return ""
	}
	names := make([]string, len(d.Followed))
	for i, code := range d.Followed {
		names[i] = cmp.Or(d.FollowedNames[code], code)
	}
	said := names[len(names)-1]
	if rest := names[:len(names)-1]; len(rest) > 0 {
		said = strings.Join(rest, ", ") + " and " + said
	}
	return cmp.Or(d.Name, d.Employer) + " follows " + said + ": your yes holds for it too."
}

func since(d app.Disclosure) string {
	s := "Since " + layout.Date(*d.From)
	if d.Until != nil {
		s += ", until " + view.Until(d.Until)
	} else {
		s += ", until you withdraw it"
	}
	if d.Agreement != "" {
		s += ". " + d.Agreement
	}
	return s
}

func before(d app.Disclosure) string {
	s := d.Agreement
	switch d.Status {
	case "withdrawn":
		s = join(s, "You withdrew your yes on "+layout.Date(*d.WithdrawnAt))
	case "ended":
		s = join(s, "Your yes ended on "+view.Until(d.Until))
	}
	return s
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + ". " + b
}
