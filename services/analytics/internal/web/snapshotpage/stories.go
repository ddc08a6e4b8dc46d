package snapshotpage

import (
	"context"
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/document"
	"github.com/muster-ics/muster/services/analytics/internal/web/packpage"
)

func countOf(n int) string {
	if n == 1 {
		return "1 figure"
	}
	return fmt.Sprintf("%d figures", n)
}

func orAbsent(text string) string {
	if text == "" {
		return "not there"
	}
	return text
}

func capacityError(v View) string {
	if v.Fault == nil {
		return ""
	}
	return layout.ErrorFor(v.Fault.Fields, "capacity")
}

var somebody = auth.Principal{Subject: "lead-2", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}

// Stories are the page in all states.
func Stories() []web.Story {
	d := packpage.Sample()
	at := time.Date(2026, 4, 3, 10, 0, 0, 0, time.UTC)
	s := app.Snapshot{ID: id.ID{}, Form: d.Form, Month: d.Month, Hash: document.Hash(d.Bytes()), TakenAt: at, TakenBy: "lead-1"}
	signed := s
	signed.Signatures = []app.Signature{{By: "lead-2", Capacity: "chief_nurse", At: at.Add(time.Hour)}}
	ctx := auth.With(context.Background(), somebody)
	fresh := viewOf(ctx, s, d, nil)
	wrong := fresh
	wrong.Fault = fault.New(fault.Invalid, "capacity_unknown", "Choose in what capacity you sign.").WithFields(fault.Field{Location: "body.capacity", Message: "Choose in what capacity you sign"})
	return []web.Story{
		{Name: "Frozen figures, to be signed", Component: Page(fresh), Principal: somebody},
		{Name: "Frozen figures, signed without a capacity", Component: Page(wrong), Principal: somebody},
		{Name: "Frozen figures, signed and corrected since", Principal: somebody, Component: Page(viewOf(ctx, signed, d, []document.Difference{
			{Table: "Fill by employer", Row: "Medway NHS Foundation Trust", Head: "Fill rate", Was: "89.7%", Now: "90.1%"},
			{Table: "Who lends to whom", Row: "Medway to East Kent", Head: "Hours", Now: "12"},
		}))},
	}
}
