package app

import (
	"context"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/analytics/internal/document"
	"github.com/muster-ics/muster/services/analytics/internal/fact"
	"github.com/muster-ics/muster/services/analytics/internal/fillrate"
	"github.com/muster-ics/muster/services/analytics/internal/measure"
	"github.com/muster-ics/muster/services/analytics/internal/pack"
	"github.com/muster-ics/muster/services/analytics/internal/returns"
)

// Documents lays figures out to be read, signed and handed in: the board pack, and returns as their mapping files say.
type Documents struct {
	rates    *FillRates
	measures *Measures
	forms    []returns.Form
	words    pack.Words
}

// NewDocuments makes the use case over the forms that were loaded. words names staff groups and periods.
func NewDocuments(rates *FillRates, measures *Measures, forms []returns.Form, words pack.Words) *Documents {
	words.Employer = func(code string) string { return rates.live.name(fact.KindEmployer, code) }
	return &Documents{rates: rates, measures: measures, forms: forms, words: words}
}

// Forms gives the returns that can be filled in, by title.
func (d *Documents) Forms(ctx context.Context) ([]returns.Form, error) {
	if _, err := d.rates.scope(ctx, ViewReturns, Scope{}); err != nil {
		return nil, err
	}
	return d.forms, nil
}

// Form gives one of them.
func (d *Documents) Form(ctx context.Context, code string) (returns.Form, error) {
	forms, err := d.Forms(ctx)
	if err != nil {
		return returns.Form{}, err
	}
	i := slices.IndexFunc(forms, func(f returns.Form) bool { return f.Code == code })
	if i < 0 {
		return returns.Form{}, fault.New(fault.NotFound, "form_unknown", "There is no return of this name. Choose one of the list.")
	}
	return forms[i], nil
}

// Fill gives the form of a month, the board pack or a return, as the figures are now: an employer's own, or the system's.
func (d *Documents) Fill(ctx context.Context, form string, month document.Month) (document.Document, error) {
	return d.fill(ctx, Scope{}, form, month)
}

// fill is Fill of a scope: the figures of an employer that another has followed are asked for by its code.
func (d *Documents) fill(ctx context.Context, asked Scope, form string, month document.Month) (document.Document, error) {
	s, err := d.rates.scope(ctx, ViewReturns, asked)
	if err != nil {
		return document.Document{}, err
	}
	out := document.Document{Form: form, Version: pack.Version, Title: pack.Title, ICS: d.rates.ics, Owner: s.Employer, Month: month}
	if form == pack.Form {
		out.Tables, err = d.pack(ctx, asked, month)
	} else {
		var f returns.Form
		if f, err = d.Form(ctx, form); err != nil {
			return out, err
		}
		out.Version, out.Title = f.Version, f.Title
		out.Tables, err = d.returned(ctx, asked, f, month)
	}
	if err != nil {
		return out, err
	}
	return out, d.date(ctx, asked, &out)
}

// date says what the figures rest on.
func (d *Documents) date(ctx context.Context, s Scope, out *document.Document) error {
	if out.Owner != "" {
		out.OwnerName = d.words.Employer(out.Owner)
	}
	r, err := d.rates.Report(ctx, fillrate.Next24h, s)
	if err != nil {
		return err
	}
	out.AsOf, out.Watermark = r.AsOf.UTC(), r.Watermark.UTC()
	for _, e := range r.Employers {
		age := document.Age{Employer: e.ODS, Name: e.Name}
		if e.NewestEventAt != nil {
			at := e.NewestEventAt.UTC()
			age.Newest = &at
		}
		out.Ages = append(out.Ages, age)
	}
	return nil
}

func monthInterval(m document.Month) Interval {
	from, until := m.Span()
	return Interval{From: from, Until: until}
}

func (d *Documents) returned(ctx context.Context, s Scope, f returns.Form, month document.Month) ([]document.Table, error) {
	t, err := d.measures.Table(ctx, s, monthInterval(month), f.Dimensions())
	if err != nil {
		return nil, err
	}
	site := func(code string) string { return d.rates.live.name(fact.KindSite, code) }
	return []document.Table{f.Fill(t, d.rates.ics, month, returns.Names{Employer: d.words.Employer, Site: site})}, nil
}

func (d *Documents) pack(ctx context.Context, s Scope, month document.Month) ([]document.Table, error) {
	in := pack.Input{Month: month, Words: d.words}
	interval := monthInterval(month)
	before, err := d.measures.Table(ctx, s, monthInterval(month.Plus(-1)), nil)
	if err != nil {
		return nil, err
	}
	in.Before = before.Total
	for _, t := range []struct {
		to *measure.Table
		by measure.Dimension
	}{{&in.Employers, measure.ByEmployer}, {&in.Groups, measure.ByStaffGroup}, {&in.Periods, measure.ByPeriod}} {
		if *t.to, err = d.measures.Table(ctx, s, interval, []measure.Dimension{t.by}); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(in.Employers.Rows, func(a, b measure.Row) int {
		return strings.Compare(d.words.Employer(a.Cell.Employer), d.words.Employer(b.Cell.Employer))
	})
	if in.Flows, err = d.measures.Flows(ctx, s, interval); err != nil {
		return nil, err
	}
	if in.Insiders, err = d.measures.Insiders(ctx, s, interval); err != nil {
		return nil, err
	}
	if in.Fatigue, err = d.measures.Fatigue(ctx, s, interval); err != nil {
		return nil, err
	}
	if in.Compliance, _, err = d.measures.Compliance(ctx, s); err != nil {
		return nil, err
	}
	return pack.Tables(in), nil
}

// Months are those with figures, newest first, the month of now among them.
func (d *Documents) Months(ctx context.Context) ([]document.Month, error) {
	if _, err := d.rates.scope(ctx, ViewReturns, Scope{}); err != nil {
		return nil, err
	}
	first, err := d.rates.past.First(ctx)
	if err != nil {
		return nil, err
	}
	now := d.rates.clock.Now()
	if first.IsZero() || first.After(now) {
		first = now
	}
	const most = 36
	var out []document.Month
	for m := document.MonthOf(now); m >= document.MonthOf(first) && len(out) < most; m = m.Plus(-1) {
		out = append(out, m)
	}
	return out, nil
}
