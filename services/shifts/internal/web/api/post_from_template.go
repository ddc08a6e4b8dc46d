package api

import (
	"context"
	"reflect"

	"github.com/muster-ics/muster/pkg/fault"

	"github.com/muster-ics/muster/services/shifts/internal/template"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
)

// postFrom posts from a template. What the template says already may not be said again: two answers to one question
// would leave it open which holds.
func (h handlers) postFrom(ctx context.Context, in *postInput) (*postOutput, error) {
	b := in.Body
	var wrong []fault.Field
	for name, said := range map[string]bool{
		"employer": b.Employer != "", "site": b.Site != "", "ward": b.Ward != "", "staff_group": b.StaffGroup != "", "role": b.Role != "", "band": b.Band != "",
		"starts_at": !b.StartsAt.IsZero(), "ends_at": !b.EndsAt.IsZero(), "break_minutes": b.BreakMinutes != nil, "cost_code": b.CostCode != "",
		"rate_pence": b.RatePence != 0, "requirements": !reflect.ValueOf(b.Requirements).IsZero(),
	} {
		if said {
			wrong = append(wrong, fault.Field{Location: "body." + name, Message: "The template says this; leave it out, or post without a template."})
		}
	}
	day, err := walltime.ParseDay(b.Date)
	if err != nil {
		wrong = append(wrong, fault.Field{Location: "body.date", Message: "Give the day on which the shift starts, for example 2026-03-29."})
	}
	templateID, err := byID(b.Template)
	if err != nil {
		wrong = append(wrong, fault.Field{Location: "body.template", Message: "Choose one of your employer's templates."})
	}
	preferred, err := workerNamed(b.PreferredWorker)
	if err != nil {
		wrong = append(wrong, fault.Of(err).Fields...)
	}
	if len(wrong) > 0 {
		return nil, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(wrong...)
	}
	return postAnswer(h.app.PostFrom(ctx, templateID, template.Ask{Day: day, Zone: walltime.Zone(b.Clock), Places: max(b.Places, 1), Reason: b.Reason, PreferredWorker: preferred}))
}
