package openshifts

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/openlist"
	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/preferences"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// View is what the page shows.
type View struct {
	// Open can be taken; Closed cannot, for the reasons given.
	Open, Closed []Card
	// Count says in words how many can be taken.
	Count string
	// Form is what was asked for; Fault what cannot be read of it.
	Form             url.Values
	Fault            *fault.Error
	Sites, Employers []layout.Option
	// Narrowed tells that the list could be longer; Area is what distances are from, empty when they are not known.
	Narrowed bool
	Area     string
	// Next leads to the next page.
	Next string
	AsOf string
}

// Card is a shift with what it is compared by and what speaks about it.
type Card struct {
	Shift    view.Shift
	Pay      string
	Distance string
	Tags     []view.Status
	Reasons  []reason.Reason
}

var (
	anyTime = []layout.Option{{Value: "", Text: "Days and nights"}, {Value: "days", Text: "Days only"}, {Value: "nights", Text: "Nights only"}}
	orders  = []layout.Option{{Value: "soonest", Text: "Soonest first"}, {Value: "nearest", Text: "Nearest first"}, {Value: "best_paid", Text: "Best paid first"}}
)

func (v View) field(name, label, hint, kind, width string) layout.Field {
	f := layout.Field{Name: name, Label: label, Hint: hint, Type: kind, Width: width, Value: v.Form.Get(name)}
	if v.Fault != nil {
		f.Error = layout.ErrorFor(v.Fault.Fields, name)
	}
	return f
}

// inputs are the names of the form's fields.
var inputs = []string{"from", "to", "when", "employer", "site", "ward", "postcode", "within_km", "min_rate", "min_total", "favourites", "hidden", "sort"}

// asked are the fields that hold something, in the form's order: what a cursor is good for and what the next page asks.
func asked(q url.Values) url.Values {
	out := url.Values{}
	for _, name := range inputs {
		if v := strings.TrimSpace(q.Get(name)); v != "" {
			out.Set(name, v)
		}
	}
	return out
}

// read makes a query of the form. What cannot be read is a fault that names its input.
func read(q url.Values) (app.OpenQuery, error) {
	var wrong []fault.Field
	out := app.OpenQuery{
		Employer: q.Get("employer"), Site: q.Get("site"), Ward: strings.ReplaceAll(strings.ToLower(q.Get("ward")), " ", "_"), Postcode: q.Get("postcode"),
		Favourites: q.Get("favourites") != "", Hidden: q.Get("hidden") != "", Sort: app.Sort(q.Get("sort")), Part: openlist.Part(q.Get("when")),
		WithinKM: app.AsPreferred, Ineligible: true, Limit: shown,
	}
	out.From, out.To = day(q, "from", 0, &wrong), day(q, "to", 1, &wrong)
	out.MinRatePence, out.MinTotalPence = view.Amount(q, "form.", "min_rate", &wrong), view.Amount(q, "form.", "min_total", &wrong)
	if typed := q.Get("within_km"); typed != "" {
		km, err := strconv.Atoi(typed)
		if err != nil || km < 0 || km > preferences.MaxKM {
			wrong = append(wrong, fault.Field{Location: "form.within_km", Message: fmt.Sprintf("Give a whole number of kilometres up to %d, or 0 for any distance.", preferences.MaxKM)})
		}
		out.WithinKM = km
	}
	if len(wrong) > 0 {
		return out, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be read; see what to change.").WithFields(wrong...)
	}
	return out, nil
}

func day(q url.Values, name string, later int, wrong *[]fault.Field) time.Time {
	if q.Get(name) == "" {
		return time.Time{}
	}
	d, err := time.ParseInLocation(time.DateOnly, q.Get(name), clock.London)
	if err != nil {
		*wrong = append(*wrong, fault.Field{Location: "form." + name, Message: "Choose a day."})
		return time.Time{}
	}
	return d.AddDate(0, 0, later)
}

// onTheForm points faults of the query at the form's inputs.
func onTheForm(f *fault.Error) *fault.Error {
	out := *f
	out.Fields = nil
	for _, field := range f.Fields {
		if name, ok := strings.CutPrefix(field.Location, "query."); ok {
			field.Location = "form." + name
		}
		out.Fields = append(out.Fields, field)
	}
	return &out
}

func count(open app.OpenShifts) string {
	switch {
	case open.AtLeast:
		return fmt.Sprintf("More than %d shifts are open to you", open.Count-1)
	case open.Count == 1:
		return "1 shift is open to you"
	}
	return strconv.Itoa(open.Count) + " shifts are open to you"
}

func cardOf(l app.Listed, area string, names app.Directory) Card {
	c := Card{Shift: view.ShiftOf(app.ShiftState(l.Shift), names), Pay: layout.Pounds(l.Pay.TotalPence), Reasons: view.Once(l.Decision.Reasons), Tags: tags(l)}
	if l.KM != nil {
		c.Distance = distance(*l.KM, area)
	}
	return c
}

// distance rounds to what an area's middle is good for.
func distance(km float64, area string) string {
	if km < 1 {
		return "under 1 km from " + area
	}
	return fmt.Sprintf("about %.0f km from %s", km, area)
}

func tags(l app.Listed) []view.Status {
	var out []view.Status
	switch l.Urgency {
	case policy.Critical:
		out = append(out, view.Status{Kind: layout.Red, Text: "Starts very soon"})
	case policy.Urgent:
		out = append(out, view.Status{Kind: layout.Orange, Text: "Urgent"})
	}
	if l.Night {
		out = append(out, view.Status{Kind: layout.Purple, Text: "Night"})
	}
	if l.Cross {
		out = append(out, view.Status{Kind: layout.Blue, Text: "Another employer"})
	}
	if l.AidedUntil != nil {
		out = append(out, view.Status{Kind: layout.Orange, Text: view.AidedUntil(*l.AidedUntil)})
	}
	switch l.Mark {
	case preferences.Favourite:
		out = append(out, view.Status{Kind: layout.Green, Text: "Favourite ward"})
	case preferences.Hide:
		out = append(out, view.Status{Kind: layout.Grey, Text: "Hidden ward"})
	}
	return out
}
