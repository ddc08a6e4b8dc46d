package pack

import (
	"github.com/muster-ics/muster/services/analytics/internal/document"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
)

const fewNote = "Few: the figures rest on fewer than five people, and are told to nobody but their employer."

// row is values, or as many times few.
func row(key, name string, few bool, values ...document.Value) document.Row {
	if few {
		for i := range values {
			values[i] = document.Few()
		}
	}
	return document.Row{Key: key, Name: name, Values: values}
}

func flows(in Input) document.Table {
	t := document.Table{
		ID: "flows", Title: "Who lends to whom", Note: "Approved hours where they are, else as booked, and their pay. " + fewNote,
		Heads: []string{"From and to", "Workers", "Shifts", "Hours", "Pay", "Recharged so far"},
	}
	for _, f := range in.Flows {
		name := in.Words.Employer(f.Home) + " to " + in.Words.Employer(f.Host)
		t.Rows = append(t.Rows, row(f.Home+" "+f.Host, name, f.Few, document.OfCount(f.Workers), document.OfCount(f.Bookings), document.OfHours(f.Minutes), document.OfPounds(f.Pence), document.OfPounds(f.Recharged.TotalPence)))
	}
	return t
}

func fairness(in Input) document.Table {
	t := document.Table{
		ID: "fairness", Title: "Who has the popular shifts", Note: "Popular shifts are taken within an hour by whoever has them. Those who have most of them are a tenth of the people, at least five. Few: fewer than ten people.",
		Heads: []string{"Employer", "Popular shifts", "Share of those who have most"},
	}
	for _, x := range in.Insiders {
		share := document.OfRate(x.Share())
		if x.Few {
			share = document.Few()
		}
		t.Rows = append(t.Rows, row(x.Employer, in.Words.Employer(x.Employer), false, document.OfCount(x.Popular), share))
	}
	return t
}

func fatigue(in Input) document.Table {
	t := document.Table{
		ID: "fatigue", Title: "How close to their limits people were", Note: "By home employer, from bank bookings alone: substantive hours are not in it. " + fewNote,
		Heads: []string{"Home employer", "People with bank work", "Weeks above 48 hours", "Rests of 11 to 12 hours", "Rests under 11 hours"},
	}
	for _, x := range in.Fatigue {
		t.Rows = append(t.Rows, row(x.Home, in.Words.Employer(x.Home), x.Few, document.OfCount(x.Workers), document.OfCount(x.WeeksOver), document.OfCount(x.Near), document.OfCount(x.Short)))
	}
	return t
}

func compliance(in Input) document.Table {
	t := document.Table{
		ID: "compliance", Title: "Who could be deployed", Note: "Bank workers by their passports on the day on which this pack was made, not in the month. " + fewNote,
		Heads: []string{"Employer and staff group", "Bank workers", "Could be deployed"},
	}
	for _, x := range in.Compliance {
		name := in.Words.Employer(x.Employer) + ", " + in.Words.StaffGroup(x.StaffGroup)
		t.Rows = append(t.Rows, row(x.Employer+" "+x.StaffGroup, name, x.Few, document.OfCount(x.Workers), people(x.Deployable)))
	}
	return t
}

func people(c measure.Count) document.Value {
	v := document.OfCount(c.N)
	v.Bound = string(c.Bound)
	return v
}
