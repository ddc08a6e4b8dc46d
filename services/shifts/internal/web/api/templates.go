package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/template"
	"github.com/muster-ics/muster/services/shifts/internal/walltime"
)

func mountTemplates(s *web.Server, h handlers) {
	missing := []int{http.StatusNotFound}
	stale := []int{http.StatusNotFound, http.StatusPreconditionFailed, http.StatusPreconditionRequired}
	register(s, web.Op{Method: http.MethodGet, Path: "/templates", ID: "list-templates", Action: app.ReadTemplate,
		Summary: "List your employer's ward templates, by ward and name"}, h.templates)
	register(s, web.Op{Method: http.MethodPost, Path: "/templates", ID: "make-template", Action: app.KeepTemplate, Status: http.StatusCreated,
		Summary: "Keep what a ward usually asks for"}, h.makeTemplate)
	register(s, web.Op{Method: http.MethodGet, Path: "/templates/{id}", ID: "get-template", Action: app.ReadTemplate, Errors: missing,
		Summary: "Read one template"}, h.template)
	register(s, web.Op{Method: http.MethodPut, Path: "/templates/{id}", ID: "put-template", Action: app.KeepTemplate, Errors: stale,
		Summary: "Replace a template", Description: "Send If-Match with the ETag that you read."}, h.putTemplate)
	register(s, web.Op{Method: http.MethodDelete, Path: "/templates/{id}", ID: "remove-template", Action: app.KeepTemplate, Errors: stale, Status: http.StatusNoContent,
		Summary: "Take a template out of use", Description: "The shifts that were posted from it stay. Send If-Match with the ETag that you read."}, h.removeTemplate)
}

// TemplateContent is what a ward usually asks for.
type TemplateContent struct {
	Name         string         `json:"name" minLength:"1" maxLength:"60" doc:"For people, e.g. Night, RN."`
	Site         string         `json:"site" minLength:"1" maxLength:"12" doc:"ODS code of one of your employer's sites."`
	Ward         string         `json:"ward" minLength:"1" maxLength:"64"`
	StaffGroup   string         `json:"staff_group" enum:"medical_dental,students,nursing_midwifery,allied_health,additional_scientific,healthcare_scientists,clinical_support,admin_clerical,estates_ancillary,supplementary"`
	Role         string         `json:"role" minLength:"1" maxLength:"64" doc:"Job role, e.g. registered_nurse."`
	Band         string         `json:"band" enum:"2,3,4,5,6,7,8a,8b,8c,8d,9,medical"`
	Starts       string         `json:"starts" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" doc:"By the clock on the wall in Europe/London, e.g. 20:00."`
	Ends         string         `json:"ends" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" doc:"An end at or before the start is on the next day."`
	BreakMinutes int            `json:"break_minutes" minimum:"0" maximum:"1440" doc:"Unpaid."`
	Reason       string         `json:"reason" enum:"vacancy,sickness,maternity,leave,enhanced_care,escalation,induction,other" doc:"Why, unless the posting says otherwise."`
	CostCode     string         `json:"cost_code,omitempty" maxLength:"32"`
	RatePence    int64          `json:"rate_pence,omitempty" minimum:"1" maximum:"50000" doc:"Basic pay an hour, in pence. Left out, it is that of your employer's rate card on the day."`
	Requirements neededOfWorker `json:"requirements,omitempty"`
	BookingMode  string         `json:"booking_mode,omitempty" enum:"self_book,request_approve," doc:"How the shifts are given; left out, your employer's policy says."`
	FallbackBand string         `json:"fallback_band,omitempty" enum:"2,3,4,5,6,7,8a,8b,8c,8d,9,medical," doc:"The band that may take the shifts later; left out, none."`
}

func (c TemplateContent) domain() (template.Content, error) {
	starts, err1 := walltime.ParseClock(c.Starts)
	ends, err2 := walltime.ParseClock(c.Ends)
	var wrong []fault.Field
	if err1 != nil {
		wrong = append(wrong, fault.Field{Location: "body.starts", Message: "Give the start as hours and minutes, for example 20:00."})
	}
	if err2 != nil {
		wrong = append(wrong, fault.Field{Location: "body.ends", Message: "Give the end as hours and minutes, for example 07:30."})
	}
	if wrong != nil {
		return template.Content{}, fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.").WithFields(wrong...)
	}
	return template.Content{
		Name: c.Name, Site: c.Site, Ward: c.Ward, StaffGroup: c.StaffGroup, Role: c.Role, Band: c.Band, Span: walltime.Span{Starts: starts, Ends: ends},
		BreakMinutes: c.BreakMinutes, Reason: c.Reason, CostCode: c.CostCode, RatePence: c.RatePence, Requirements: c.Requirements.domain(),
		BookingMode: c.BookingMode, FallbackBand: c.FallbackBand,
	}, nil
}

type wardTemplate struct {
	ID       string `json:"id"`
	Employer string `json:"employer"`
	Version  int64  `json:"version"`
	TemplateContent
}

func templateAnswer(s template.State) wardTemplate {
	return wardTemplate{ID: s.ID.String(), Employer: s.Employer, Version: s.Version, TemplateContent: TemplateContent{
		Name: s.Name, Site: s.Site, Ward: s.Ward, StaffGroup: s.StaffGroup, Role: s.Role, Band: s.Band, Starts: s.Span.Starts.String(), Ends: s.Span.Ends.String(),
		BreakMinutes: s.BreakMinutes, Reason: s.Reason, CostCode: s.CostCode, RatePence: s.RatePence, Requirements: neededAnswer(s.Requirements),
		BookingMode: s.BookingMode, FallbackBand: s.FallbackBand,
	}}
}

func neededAnswer(r shift.Requirements) neededOfWorker {
	out := neededOfWorker{RegistrationBody: r.RegistrationBody, DBSLevel: r.DBSLevel, DBSWorkforce: r.DBSWorkforce, EPP: r.EPP}
	for _, c := range r.Competencies {
		out.Competencies = append(out.Competencies, neededCompetency(c))
	}
	return out
}

type templatesInput struct {
	Ward string `query:"ward" maxLength:"64" doc:"Those of one ward only."`
}

type templatesOutput struct {
	Body struct {
		Templates []wardTemplate `json:"templates"`
	}
}

func (h handlers) templates(ctx context.Context, in *templatesInput) (*templatesOutput, error) {
	all, err := h.app.TemplatesOf(ctx, in.Ward)
	if err != nil {
		return nil, err
	}
	out := &templatesOutput{}
	for _, s := range all {
		out.Body.Templates = append(out.Body.Templates, templateAnswer(s))
	}
	return out, nil
}

type templateOutput struct {
	ETag     string `header:"ETag"`
	Location string `header:"Location"`
	Body     wardTemplate
}

func oneTemplate(s template.State, err error) (*templateOutput, error) {
	if err != nil {
		return nil, err
	}
	return &templateOutput{ETag: web.ETag(s.Version), Location: path("templates", s.ID.String()), Body: templateAnswer(s)}, nil
}

type makeTemplateInput struct{ Body TemplateContent }

func (h handlers) makeTemplate(ctx context.Context, in *makeTemplateInput) (*templateOutput, error) {
	c, err := in.Body.domain()
	if err != nil {
		return nil, err
	}
	return oneTemplate(h.app.MakeTemplate(ctx, c))
}

func (h handlers) template(ctx context.Context, in *ShiftPath) (*templateOutput, error) {
	templateID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	return oneTemplate(h.app.Template(ctx, templateID))
}

// Conditional is the header of a change that must know what it changes.
type Conditional struct {
	IfMatch string `header:"If-Match" maxLength:"100" doc:"The ETag of the version that you read."`
}

func (c Conditional) matches(version int64) error { return web.IfMatch(c.IfMatch, version) }

type putTemplateInput struct {
	ShiftPath
	Conditional
	Body TemplateContent
}

func (h handlers) putTemplate(ctx context.Context, in *putTemplateInput) (*templateOutput, error) {
	templateID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	c, err := in.Body.domain()
	if err != nil {
		return nil, err
	}
	return oneTemplate(h.app.ChangeTemplate(ctx, templateID, c, in.matches))
}

type removeTemplateInput struct {
	ShiftPath
	Conditional
}

func (h handlers) removeTemplate(ctx context.Context, in *removeTemplateInput) (*struct{}, error) {
	templateID, err := byID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = h.app.RemoveTemplate(ctx, templateID, in.matches)
	return nil, err
}
