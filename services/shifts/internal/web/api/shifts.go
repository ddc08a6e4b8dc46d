package api

import (
	"context"
	"net/http"
	"time"

	es "github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func mountShifts(s *web.Server, h handlers) {
	register(s, web.Op{Method: http.MethodPost, Path: "/shifts", ID: "post-shift", Action: app.PostShift, Status: http.StatusCreated,
		Summary: "Post one or more equal shifts"}, h.post)
	register(s, web.Op{Method: http.MethodGet, Path: "/shifts", ID: "list-shifts", Action: app.ListShifts,
		Summary: "List shifts, soonest first"}, h.list)
	register(s, web.Op{Method: http.MethodGet, Path: "/shifts/{id}", ID: "get-shift", Action: app.ReadShift, Errors: []int{http.StatusNotFound},
		Summary: "Read one shift"}, h.get)
	register(s, web.Op{Method: http.MethodGet, Path: "/shifts/{id}/history", ID: "get-shift-history", Action: app.ReadShift, Errors: []int{http.StatusNotFound},
		Summary: "Read what happened to a shift, oldest first"}, h.history)
}

type neededOfWorker struct {
	RegistrationBody string             `json:"registration_body,omitempty" maxLength:"64" doc:"The register that the role needs, e.g. NMC."`
	DBSLevel         string             `json:"dbs_level,omitempty" enum:"basic,standard,enhanced,enhanced_barred,"`
	DBSWorkforce     string             `json:"dbs_workforce,omitempty" enum:"adult,child,both,"`
	EPP              bool               `json:"epp,omitempty" doc:"Exposure-prone procedures are part of the work."`
	Competencies     []neededCompetency `json:"competencies,omitempty" maxItems:"50"`
}

type neededCompetency struct {
	Framework string `json:"framework" minLength:"1" maxLength:"64" doc:"cstf, clinical or local_<ods>."`
	Code      string `json:"code" minLength:"1" maxLength:"64"`
	Level     int    `json:"level" minimum:"1" maximum:"9" doc:"The least level that suffices."`
}

func (r neededOfWorker) domain() shift.Requirements {
	out := shift.Requirements{RegistrationBody: r.RegistrationBody, DBSLevel: r.DBSLevel, DBSWorkforce: r.DBSWorkforce, EPP: r.EPP}
	for _, c := range r.Competencies {
		out.Competencies = append(out.Competencies, shift.Competency(c))
	}
	return out
}

type postInput struct {
	Body struct {
		Template string `json:"template,omitempty" maxLength:"64" doc:"Id of a ward template: with it date is enough, and of the others only places, reason and clock may be given."`
		Date     string `json:"date,omitempty" format:"date" doc:"The day on which the shift from the template starts."`
		Clock    string `json:"clock,omitempty" enum:"BST,GMT," doc:"Which of the two is meant on the night when clocks go back, where the template's time comes twice."`

		Employer     string         `json:"employer,omitempty" maxLength:"12" doc:"ODS code of your employer."`
		Site         string         `json:"site,omitempty" maxLength:"12" doc:"ODS code of one of its sites."`
		Ward         string         `json:"ward,omitempty" maxLength:"64"`
		StaffGroup   string         `json:"staff_group,omitempty" enum:"medical_dental,students,nursing_midwifery,allied_health,additional_scientific,healthcare_scientists,clinical_support,admin_clerical,estates_ancillary,supplementary"`
		Role         string         `json:"role,omitempty" maxLength:"64" doc:"Job role, e.g. registered_nurse."`
		Band         string         `json:"band,omitempty" enum:"2,3,4,5,6,7,8a,8b,8c,8d,9,medical"`
		StartsAt     time.Time      `json:"starts_at,omitempty" doc:"To the minute, with its zone."`
		EndsAt       time.Time      `json:"ends_at,omitempty" doc:"At most 24 hours after the start."`
		BreakMinutes *int           `json:"break_minutes,omitempty" minimum:"0" maximum:"1440" doc:"Unpaid."`
		Reason       string         `json:"reason,omitempty" enum:"vacancy,sickness,maternity,leave,enhanced_care,escalation,induction,other"`
		CostCode     string         `json:"cost_code,omitempty" maxLength:"32"`
		RatePence    int64          `json:"rate_pence,omitempty" minimum:"1" maximum:"50000" doc:"Basic pay an hour, in pence. Left out, it is that of your employer's rate card for the work."`
		Places       int            `json:"places,omitempty" minimum:"1" maximum:"50" default:"1" doc:"How many equal places; each is a shift of its own."`
		Requirements neededOfWorker `json:"requirements,omitempty"`
		BookingMode  string         `json:"booking_mode,omitempty" enum:"self_book,request_approve," doc:"Whether the first who accepts has the shift or the ward chooses; left out, your employer's policy says."`

		PreferredWorker string `json:"preferred_worker,omitempty" maxLength:"64" doc:"Id of a worker who has the shift alone first, for as long as your release ladder says."`
		FallbackBand    string `json:"fallback_band,omitempty" enum:"2,3,4,5,6,7,8a,8b,8c,8d,9," doc:"The lower band that may take the shift once the ladder's step for it opens; left out, none."`
	}
}

type postOutput struct {
	Location string `header:"Location"`
	Body     struct {
		PostingID string          `json:"posting_id"`
		Shifts    []es.ShiftState `json:"shifts"`
	}
}

func (h handlers) post(ctx context.Context, in *postInput) (*postOutput, error) {
	b := in.Body
	if b.Places == 0 {
		b.Places = 1
	}
	if b.Template != "" || b.Date != "" {
		return h.postFrom(ctx, in)
	}
	if b.BreakMinutes == nil {
		return nil, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").
			WithFields(fault.Field{Location: "body.break_minutes", Message: "Give the unpaid break in minutes, 0 when there is none."})
	}
	preferred, err := workerNamed(b.PreferredWorker)
	if err != nil {
		return nil, err
	}
	posted, err := h.app.Post(ctx, shift.Posting{
		PreferredWorker: preferred, FallbackBand: b.FallbackBand,
		Employer: b.Employer, Site: b.Site, Ward: b.Ward, StaffGroup: b.StaffGroup, Role: b.Role, Band: b.Band,
		StartsAt: b.StartsAt, EndsAt: b.EndsAt, BreakMinutes: *b.BreakMinutes, Reason: b.Reason, CostCode: b.CostCode,
		RatePence: b.RatePence, Requirements: b.Requirements.domain(), Places: b.Places, BookingMode: b.BookingMode,
	})
	return postAnswer(posted, err)
}

// workerNamed reads the id of a worker in a body; empty is nobody.
func workerNamed(raw string) (id.ID, error) {
	if raw == "" {
		return id.Nil, nil
	}
	worker, err := byID(raw)
	if err != nil {
		return id.Nil, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").
			WithFields(fault.Field{Location: "body.preferred_worker", Message: "Give the id of a worker, or leave it out."})
	}
	return worker, nil
}

func postAnswer(posted []shift.State, err error) (*postOutput, error) {
	if err != nil {
		return nil, err
	}
	out := &postOutput{}
	out.Body.PostingID = posted[0].PostingID.String()
	for _, s := range posted {
		out.Body.Shifts = append(out.Body.Shifts, app.ShiftState(s))
	}
	out.Location = path("shifts", out.Body.Shifts[0].ShiftID)
	return out, nil
}

func path(kind, key string) string { return "/api/shifts/v1/" + kind + "/" + key }

type listInput struct {
	Employer string    `query:"employer" maxLength:"12" doc:"ODS code; your own when you are an employer."`
	Status   []string  `query:"status" enum:"awaiting_approval,declined,open,filled,started,worked,withdrawn,cancelled,lapsed"`
	From     time.Time `query:"from" doc:"Starting at or after."`
	To       time.Time `query:"to" doc:"Starting before."`
	Page
}

type listOutput struct {
	Link string `header:"Link"`
	Body struct {
		Shifts []es.ShiftState `json:"shifts"`
		Next   string          `json:"next,omitempty" doc:"Send it as after for the next page; absent on the last."`
	}
}

func (h handlers) list(ctx context.Context, in *listInput) (*listOutput, error) {
	filters := []any{"shifts", in.Employer, in.Status, in.From, in.To}
	after, err := in.cursor(filters)
	if err != nil {
		return nil, err
	}
	f := app.ShiftFilter{Employer: in.Employer, After: after, Limit: in.Limit}
	for _, s := range in.Status {
		f.Statuses = append(f.Statuses, shift.Status(s))
	}
	if !in.From.IsZero() {
		f.From = &in.From
	}
	if !in.To.IsZero() {
		f.To = &in.To
	}
	shifts, err := h.app.List(ctx, f)
	if err != nil {
		return nil, err
	}
	out := &listOutput{}
	for _, s := range shifts {
		out.Body.Shifts = append(out.Body.Shifts, app.ShiftState(s))
	}
	out.Body.Next = in.next(filters, len(shifts), func() app.Cursor {
		last := shifts[len(shifts)-1]
		return app.Cursor{At: last.StartsAt, ID: last.ID}
	})
	out.Link = web.NextLink(ctx, out.Body.Next)
	return out, nil
}

type ShiftPath struct {
	ID string `path:"id" maxLength:"64"`
}

type shiftOutput struct {
	ETag string `header:"ETag"`
	Body es.ShiftState
}

func shiftAnswer(s shift.State) *shiftOutput {
	return &shiftOutput{ETag: web.ETag(s.Version), Body: app.ShiftState(s)}
}

func (h handlers) get(ctx context.Context, in *ShiftPath) (*shiftOutput, error) {
	shiftID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	s, _, err := h.app.Shift(ctx, shiftID)
	if err != nil {
		return nil, err
	}
	who, _ := auth.From(ctx)
	return &shiftOutput{ETag: web.ETag(s.Version), Body: app.ShiftStateFor(who, s)}, nil
}

type entry struct {
	Version int64     `json:"version"`
	Event   string    `json:"event" doc:"The event that told it; empty once its row has been cleared away."`
	Action  string    `json:"action"`
	Actor   string    `json:"actor" doc:"Opaque id of the person, or system:<what>."`
	Reason  string    `json:"reason,omitempty"`
	At      time.Time `json:"at"`
}

type entriesOutput struct {
	Body struct {
		Entries []entry `json:"entries"`
	}
}

func (h handlers) history(ctx context.Context, in *ShiftPath) (*entriesOutput, error) {
	shiftID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	entries, err := h.app.ShiftHistory(ctx, shiftID)
	if err != nil {
		return nil, err
	}
	out := &entriesOutput{}
	for _, e := range entries {
		out.Body.Entries = append(out.Body.Entries, entry{Version: e.Version, Event: e.Event, Action: e.Action, Actor: e.Actor, Reason: e.Reason, At: e.At})
	}
	return out, nil
}
