package ratecards

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// ListView is what the list shows.
type ListView struct {
	Employer  string
	MayChange bool
	Groups    []Group
}

// Group is the cards of one staff group.
type Group struct {
	Name  string
	Cards []Card
}

// Card is one row.
type Card struct {
	Href, Work, Basic, Hours, Days string
	Status                         view.Status
}

// EditView is what the form shows. Work is empty for a card that is to be added; else it says what the card is for.
type EditView struct {
	Href, Work string
	// Own tells that the card has hours of its own, which the form keeps as they are.
	Own       bool
	Version   int64
	MayChange bool
	Form      url.Values
	Fault     *fault.Error
}

func grouped(cards []pay.Card, today pay.Day) []Group {
	var out []Group
	for _, c := range cards {
		name := view.StaffGroups[c.StaffGroup]
		if len(out) == 0 || out[len(out)-1].Name != name {
			out = append(out, Group{Name: name})
		}
		g := &out[len(out)-1]
		g.Cards = append(g.Cards, cardOf(c, today))
	}
	return out
}

func cardOf(c pay.Card, today pay.Day) Card {
	v := Card{Href: "/rate-cards/" + c.ID.String(), Work: work(c), Basic: basic(c), Hours: hours(c), Days: "From " + layout.Date(c.From.Start())}
	if c.Until != 0 {
		v.Days += " to " + layout.Date((c.Until - 1).Start())
	}
	switch {
	case c.From > today:
		v.Status = view.Status{Kind: layout.Blue, Text: "To come"}
	case c.Until != 0 && c.Until <= today:
		v.Status = view.Status{Kind: layout.Grey, Text: "Over"}
	default:
		v.Status = view.Status{Kind: layout.Green, Text: "In force"}
	}
	return v
}

func viewOf(c pay.Card) EditView {
	return EditView{Href: "/rate-cards/" + c.ID.String(), Work: view.StaffGroups[c.StaffGroup] + ", " + work(c), Own: len(c.Windows) > 0, Version: c.Version}
}

func work(c pay.Card) string {
	parts := []string{view.BandName(c.Band)}
	if c.Role != "" {
		parts = append(parts, view.Words(c.Role))
	}
	if c.Ward != "" {
		parts = append(parts, view.Words(c.Ward))
	}
	return strings.Join(parts, ", ")
}

func basic(c pay.Card) string {
	if c.Point != "" {
		return "National " + string(c.Point) + " point"
	}
	return layout.Hourly(c.BasicPence)
}

func hours(c pay.Card) string {
	s := schemes[c.Scheme]
	if c.UnsocialPence > 0 {
		s += ", " + layout.Hourly(c.UnsocialPence)
	}
	if len(c.Windows) > 0 {
		s = "Hours of its own"
	}
	if c.HighCost > 0 {
		s += ", high cost area " + view.Percent(c.HighCost)
	}
	return s
}

var schemes = map[pay.Scheme]string{
	pay.AfC: "Agenda for Change percentages", pay.CoreUnsocial: "Core and unsocial rate", pay.Resident: "Doctors in training, 37 % at night", pay.Flat: "One rate at all hours",
}

func formOf(c pay.Card) url.Values {
	form := url.Values{"from": {c.From.String()}, "point": {string(c.Point)}, "scheme": {string(c.Scheme)}}
	if c.Until != 0 {
		form.Set("until", c.Until.String())
	}
	for name, pence := range map[string]int64{"basic_pence": c.BasicPence, "unsocial_pence": c.UnsocialPence, "high_cost_basis_points": c.HighCost} {
		if pence > 0 {
			form.Set(name, fmt.Sprintf("%d.%02d", pence/100, pence%100))
		}
	}
	return form
}

// read makes the days and figures of a card of the form: money in pounds, the supplement in percent. What cannot be read
// is a fault that names its input.
func read(form url.Values) (pay.Card, error) {
	var wrong []fault.Field
	amount := func(name, message string) int64 {
		typed := strings.TrimSuffix(strings.TrimSpace(form.Get(name)), "%")
		if typed == "" || strings.Trim(typed, "0.") == "" {
			return 0
		}
		n := view.Pence(typed)
		if n == 0 {
			wrong = append(wrong, fault.Field{Location: "form." + name, Message: message})
		}
		return n
	}
	day := func(name string) pay.Day {
		typed := strings.TrimSpace(form.Get(name))
		d, err := pay.ParseDay(typed)
		if typed != "" && err != nil {
			wrong = append(wrong, fault.Field{Location: "form." + name, Message: "Give a date like 2026-04-01."})
		}
		return d
	}
	c := pay.Card{
		From: day("from"), Until: day("until"), Point: pay.Point(form.Get("point")), Scheme: pay.Scheme(form.Get("scheme")),
		BasicPence:    amount("basic_pence", "Give pounds and pence, for example 18.45."),
		UnsocialPence: amount("unsocial_pence", "Give pounds and pence, for example 55.00."),
		HighCost:      amount("high_cost_basis_points", "Give a percentage, for example 5 or 12.5."),
	}
	if len(wrong) > 0 {
		return c, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be read; see what to change.").WithFields(wrong...)
	}
	return c, nil
}

// onTheForm points faults of the card at the form's inputs.
func onTheForm(f *fault.Error) *fault.Error {
	out := *f
	out.Fields = nil
	for _, field := range f.Fields {
		field.Location = "form." + strings.TrimPrefix(strings.TrimPrefix(field.Location, "body."), "form.")
		out.Fields = append(out.Fields, field)
	}
	return &out
}

func (v EditView) field(name, label, hint string) layout.Field {
	f := layout.Field{Name: name, Label: label, Hint: hint, Value: v.Form.Get(name), Autocomplete: "off"}
	if v.Fault != nil {
		f.Error = layout.ErrorFor(v.Fault.Fields, name)
	}
	return f
}

func (v EditView) date(name, label, hint string) layout.Field {
	f := v.field(name, label, hint)
	f.Type, f.Width = "date", "10"
	return f
}

func (v EditView) number(name, label, hint string) layout.Field {
	f := v.field(name, label, hint)
	f.Numeric, f.Width = true, "5"
	return f
}

func (v EditView) version() string { return strconv.FormatInt(v.Version, 10) }

func (v EditView) title() string {
	if v.Work == "" {
		return "Add a rate card"
	}
	return "Rate card"
}

func (v EditView) action() string {
	if v.Work == "" {
		return "/rate-cards/new"
	}
	return v.Href
}

func schemeOptions() []layout.Option {
	out := make([]layout.Option, len(pay.Schemes))
	for i, s := range pay.Schemes {
		out[i] = layout.Option{Value: string(s), Text: schemes[s]}
	}
	return out
}

func pointOptions() []layout.Option {
	out := []layout.Option{{Value: "", Text: "None, the rate above counts"}}
	for _, p := range pay.Points {
		out = append(out, layout.Option{Value: string(p), Text: "National " + string(p) + " point"})
	}
	return out
}
