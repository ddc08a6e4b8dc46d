package receiverspage

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/presentation"
	"github.com/muster-ics/muster/services/passports/internal/receiver"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// View is what the page shows.
type View struct {
	Version, Done string
	MayChange     bool
	Receivers     []Row
	Form          Form
	Fault         *fault.Error
}

// Row is one receiver.
type Row struct {
	receiver.Receiver
	Index       string
	PurposeText string
	Described   []receiver.Root
	Kind        layout.TagKind
	Status      string
	HostList    string
	FromTo      string
	MayEnd      bool
}

// Form is the form by which one is added.
type Form struct {
	Name, ODS, Hosts, Roots, From, Until layout.Field
	Purpose                              layout.Field
	Purposes                             []layout.Option
}

func rowOf(i int, r receiver.Receiver, now time.Time) Row {
	row := Row{
		Receiver: r, Index: strconv.Itoa(i), PurposeText: presentation.PurposeText(r.Purpose), Kind: layout.Green, Status: "Receives", HostList: strings.Join(r.Hosts, ", "),
		FromTo: "From " + layout.Date(r.ValidFrom), MayEnd: true,
	}
	if r.ValidUntil != nil {
		row.FromTo += " to " + view.Until(r.ValidUntil)
	}
	switch {
	case r.ValidUntil != nil && !now.Before(*r.ValidUntil):
		row.Kind, row.Status, row.MayEnd = layout.Grey, "Over", false
	case now.Before(r.ValidFrom):
		row.Kind, row.Status = layout.Blue, "Coming"
	}
	for _, root := range r.Roots {
		if d, ok := receiver.Describe(root); ok {
			row.Described = append(row.Described, d)
		}
	}
	return row
}

func formOf(sent url.Values, f *fault.Error) Form {
	var wrong []fault.Field
	if f != nil {
		wrong = f.Fields
	}
	field := func(name, label, hint string) layout.Field {
		return layout.Field{Name: name, Label: label, Hint: hint, Value: sent.Get(name), Autocomplete: "off", Error: layout.ErrorFor(wrong, name)}
	}
	out := Form{
		Name: field("name", "Name", "Workers read it when this organisation asks."), ODS: field("ods", "Organisation code, if it has one", ""),
		Hosts: field("hosts", "Hosts at which it asks and is answered", "One a line, e.g. verify.hospice.example."),
		Roots: field("roots", "Certificates of the authorities that vouch for its requests", "As PEM. Compare the fingerprint with the organisation by telephone before you rely on it."),
		From:  field("valid_from", "From", ""), Until: field("valid_until", "Last day, if there is one", ""),
		Purpose: field("purpose", "What it asks for", "Workers read this before they say yes."),
	}
	out.ODS.Width, out.From.Type, out.Until.Type = "10", "date", "date"
	out.Purposes = []layout.Option{{Value: "", Text: "Not known", Chosen: sent.Get("purpose") == ""}}
	for _, p := range presentation.Purposes {
		out.Purposes = append(out.Purposes, layout.Option{Value: p.Code, Text: strings.ToUpper(p.Text[:1]) + p.Text[1:], Chosen: sent.Get("purpose") == p.Code})
	}
	return out
}
