package ratecards

import (
	"net/url"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/pay"
	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// Stories are the pages' states.
func Stories() []web.Story {
	today := pay.NewDay(2026, time.November, 22)
	nurses := pay.Card{ID: id.ID{15: 1}, Employer: "RVV", StaffGroup: "nursing_midwifery", Band: "5", From: pay.NewDay(2026, time.April, 1), BasicPence: 1845, Scheme: pay.AfC, HighCost: 500, Version: 1}
	last, next := nurses, nurses
	last.From, last.Until = pay.NewDay(2025, time.April, 1), nurses.From
	next.Ward, next.From, next.BasicPence, next.Point = "icu", pay.NewDay(2027, time.April, 1), 0, pay.Top
	doctors := pay.Card{ID: id.ID{15: 2}, Employer: "RVV", StaffGroup: "medical_dental", Band: "medical", From: nurses.From, BasicPence: 4500, Scheme: pay.CoreUnsocial, UnsocialPence: 5500, Version: 3,
		Windows: []pay.Window{{Kind: pay.Unsocial, Days: pay.Saturday, From: 0, To: 1440, FlatPence: 5500}}}
	list := ListView{Employer: "East Kent Hospitals University NHS Foundation Trust", MayChange: true, Groups: grouped([]pay.Card{last, nurses, next, doctors}, today)}
	edit := viewOf(doctors)
	edit.Form, edit.MayChange = formOf(doctors), true
	seen := edit
	seen.MayChange = false
	refused := fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").
		WithFields(fault.Field{Location: "form.basic_pence", Message: "Give either the hourly rate or a pay point."})
	overlap := fault.New(fault.Conflict, "rate_card_overlaps", "Another rate card is for the same work on some of these days.")
	return []web.Story{
		{Name: "Rate cards", Component: List(list), Principal: view.SampleWard},
		{Name: "Rate cards: none", Component: List(ListView{Employer: "Medway NHS Foundation Trust"}), Principal: view.SampleWard},
		{Name: "Rate cards: whose", Component: List(ListView{}), Principal: view.SampleLead},
		{Name: "Rate card: add", Component: Edit(EditView{Form: url.Values{"band": {"5"}}}), Principal: view.SampleWard},
		{Name: "Rate card: refused", Component: Edit(EditView{Form: url.Values{"band": {"5"}}, Fault: refused}), Principal: view.SampleWard},
		{Name: "Rate card: overlaps", Component: Edit(EditView{Form: url.Values{"band": {"5"}}, Fault: overlap}), Principal: view.SampleWard},
		{Name: "Rate card: change", Component: Edit(edit), Principal: view.SampleWard},
		{Name: "Rate card: seen", Component: Edit(seen), Principal: view.SampleWard},
	}
}
