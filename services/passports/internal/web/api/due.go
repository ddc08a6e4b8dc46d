package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

func (a API) mountDue(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/due", ID: "list-due", Summary: "List what of an employer's workers is missing or runs out next, the longest due first",
		Action: app.MayListDue,
	}, a.listDue)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/bookings-at-risk", ID: "list-bookings-at-risk",
		Summary: "List bookings ahead of an employer's workers of whom something runs out before the shift ends", Action: app.MayListDue,
	}, a.listRisks)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/compliance", ID: "oversee-compliance", Summary: "Count how each employer's workers stand, without names, for leads and auditors",
		Description: "A figure that would stand for fewer than five people is null, and so is every figure from which it could be reckoned.",
		Action:      app.MayReadCompliance,
	}, a.compliance)
}

type dueInput struct {
	Employer string `query:"employer" required:"true" doc:"ODS code of the caller's own employer."`
	What     string `query:"what" maxLength:"80" doc:"A kind and a code, e.g. check:dbs, registration:NMC or competency:cstf:FIRE; absent for everything."`
	Within   int    `query:"within" minimum:"0" maximum:"366" default:"28" doc:"How many days ahead to look; 0 is what is due by now."`
	Role     string `query:"role" maxLength:"64"`
	Site     string `query:"site" maxLength:"12" doc:"Only workers who are booked ahead at this site."`
	Limit    int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	After    string `query:"after" doc:"The next of the page before."`
}

type dueOutput struct {
	Body struct {
		Due  []app.DueView `json:"due"`
		Next string        `json:"next,omitempty" doc:"Send it as after to go on; absent on the last page."`
	}
}

func (a API) listDue(ctx context.Context, in *dueInput) (*dueOutput, error) {
	filters := []any{"due", in.Employer, in.What, in.Role, in.Site, in.Within}
	after, _, err := web.DecodeCursor[app.DuePlace](filters, in.After)
	if err != nil {
		return nil, err
	}
	page, err := a.use.FindDue(ctx, app.FindDue{Employer: in.Employer, What: in.What, Days: in.Within, Role: in.Role, Site: in.Site, After: after, Limit: in.Limit})
	if err != nil {
		return nil, inQuery(err)
	}
	out := &dueOutput{}
	out.Body.Due = page.Lines
	if page.Next != nil {
		out.Body.Next = web.EncodeCursor(filters, *page.Next)
	}
	return out, nil
}

type risksInput struct {
	Employer string `query:"employer" required:"true" doc:"ODS code of the caller's own employer."`
	Within   int    `query:"within" minimum:"1" maximum:"366" default:"42" doc:"How many days ahead shifts may start."`
	Limit    int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	After    string `query:"after" doc:"The next of the page before."`
}

type risksOutput struct {
	Body struct {
		Bookings []app.Risk `json:"bookings"`
		Next     string     `json:"next,omitempty" doc:"Send it as after to go on; absent on the last page."`
	}
}

func (a API) listRisks(ctx context.Context, in *risksInput) (*risksOutput, error) {
	filters := []any{"risks", in.Employer, in.Within}
	after, _, err := web.DecodeCursor[app.RiskPlace](filters, in.After)
	if err != nil {
		return nil, err
	}
	page, err := a.use.FindRisks(ctx, app.FindRisks{Employer: in.Employer, Days: in.Within, After: after, Limit: in.Limit})
	if err != nil {
		return nil, inQuery(err)
	}
	out := &risksOutput{}
	out.Body.Bookings = page.Risks
	if page.Next != nil {
		out.Body.Next = web.EncodeCursor(filters, *page.Next)
	}
	return out, nil
}

type complianceOutput struct {
	Body struct {
		Employers []app.Oversight `json:"employers"`
	}
}

func (a API) compliance(ctx context.Context, _ *struct{}) (*complianceOutput, error) {
	all, err := a.use.OverseeCompliance(ctx)
	if err != nil {
		return nil, err
	}
	out := &complianceOutput{}
	out.Body.Employers = all
	return out, nil
}
