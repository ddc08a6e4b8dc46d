package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/repeat"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
)

func mountRepeat(s *web.Server, h handlers) {
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/repeat", ID: "repeat-shift", Action: app.PostShift, Status: http.StatusCreated,
		Errors:      []int{http.StatusConflict},
		Summary:     "Post a template on every day of a pattern, all or none",
		Description: "At most 1000 shifts, all under one posting id. Each is by the clock on the wall: in the nights of the change it has its true length."}, h.repeat)
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts/repeat/preview", ID: "preview-repeat", Action: app.PostShift, ReadOnly: true,
		Summary: "See the days of a pattern with their hours, clock changes and bank holidays"}, h.previewRepeat)
}

type repeatInput struct {
	Body struct {
		Template   string   `json:"template" minLength:"1" maxLength:"64" doc:"Id of a ward template."`
		From       string   `json:"from" format:"date" doc:"The first day that may be chosen; its week, from Monday, is the first."`
		Until      string   `json:"until,omitempty" format:"date" doc:"The last day that may be chosen; or give count."`
		Count      int      `json:"count,omitempty" minimum:"1" maximum:"1000" doc:"How many days; or give until."`
		EveryWeeks int      `json:"every_weeks,omitempty" minimum:"1" maximum:"12" default:"1" doc:"1 for every week, 2 for every second."`
		Weekdays   []string `json:"weekdays" minItems:"1" maxItems:"7" enum:"monday,tuesday,wednesday,thursday,friday,saturday,sunday"`
		Except     []string `json:"except,omitempty" maxItems:"400" doc:"Days left out."`
		Places     int      `json:"places,omitempty" minimum:"1" maximum:"50" default:"1" doc:"How many equal places on each day."`
		Reason     string   `json:"reason,omitempty" enum:"vacancy,sickness,maternity,leave,enhanced_care,escalation,induction,other" doc:"The template's when it is left out."`
		Clock      string   `json:"clock,omitempty" enum:"BST,GMT," doc:"Which of the two is meant on the night when clocks go back, where the template's time comes twice."`
	}
}

var weekdays = map[string]time.Weekday{
	"monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday,
	"friday": time.Friday, "saturday": time.Saturday, "sunday": time.Sunday,
}

func (in *repeatInput) repetition() (app.Repetition, error) {
	b := in.Body
	var wrong []fault.Field
	day := func(field, s string) walltime.Day {
		d, err := walltime.ParseDay(s)
		if err != nil {
			wrong = append(wrong, fault.Field{Location: "body." + field, Message: "Give a day, for example 2026-03-29."})
		}
		return d
	}
	r := app.Repetition{Places: max(b.Places, 1), Reason: b.Reason, Zone: walltime.Zone(b.Clock),
		Pattern: repeat.Pattern{From: day("from", b.From), Count: b.Count, EveryWeeks: max(b.EveryWeeks, 1)}}
	if b.Until != "" {
		until := day("until", b.Until)
		r.Pattern.Until = &until
	}
	for _, name := range b.Weekdays {
		r.Pattern.Weekdays = append(r.Pattern.Weekdays, weekdays[name])
	}
	for i, s := range b.Except {
		r.Pattern.Except = append(r.Pattern.Except, day(fmt.Sprintf("except[%d]", i), s))
	}
	templateID, err := byID(b.Template)
	if err != nil {
		wrong = append(wrong, fault.Field{Location: "body.template", Message: "Choose one of your employer's templates."})
	}
	r.Template = templateID
	if len(wrong) > 0 {
		return r, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(wrong[:min(len(wrong), 10)]...)
	}
	return r, nil
}

func (h handlers) repeat(ctx context.Context, in *repeatInput) (*postOutput, error) {
	r, err := in.repetition()
	if err != nil {
		return nil, err
	}
	return postAnswer(h.app.PostRepetition(ctx, r))
}

type occurrence struct {
	Date       string     `json:"date"`
	Weekday    string     `json:"weekday"`
	StartsAt   *time.Time `json:"starts_at,omitempty"`
	EndsAt     *time.Time `json:"ends_at,omitempty"`
	NetMinutes int        `json:"net_minutes" doc:"Elapsed length less the break."`
	Notes      []string   `json:"notes" doc:"A change of the clock, a bank holiday."`
	Problem    string     `json:"problem,omitempty" doc:"What keeps the day from being posted."`
}

type previewOutput struct {
	Body struct {
		Days   []occurrence `json:"days"`
		Shifts int          `json:"shifts" doc:"How many shifts would be posted: days times places."`
	}
}

func (h handlers) previewRepeat(ctx context.Context, in *repeatInput) (*previewOutput, error) {
	r, err := in.repetition()
	if err != nil {
		return nil, err
	}
	days, err := h.app.PreviewRepetition(ctx, r)
	if err != nil {
		return nil, err
	}
	out := &previewOutput{}
	out.Body.Shifts = len(days) * r.Places
	for _, d := range days {
		o := occurrence{Date: d.Day.String(), Weekday: d.Day.Weekday().String(), NetMinutes: d.NetMinutes, Notes: d.Notes, Problem: d.Problem}
		if !d.StartsAt.IsZero() {
			o.StartsAt, o.EndsAt = &d.StartsAt, &d.EndsAt
		}
		out.Body.Days = append(out.Body.Days, o)
	}
	return out, nil
}
