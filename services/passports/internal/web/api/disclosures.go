package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
)

func (a API) mountDisclosures(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/me/disclosures", ID: "list-disclosures", Summary: "List the employers that may rely on the worker's passport, or could",
		Description: "Every employer that an agreement of the home employer opens, and every one that the worker ever said yes to.", Action: app.MayShare, Errors: []int{http.StatusNotFound},
	}, a.disclosures)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/me/disclosures/{employer}", ID: "show-disclosure", Summary: "Show what the worker said about one employer, and which bookings a withdrawal would end",
		Action: app.MayShare, Errors: []int{http.StatusNotFound},
	}, a.disclosure)
	web.Register(s, web.Op{
		Method: http.MethodPut, Path: "/me/disclosures/{employer}", ID: "authorise-disclosure", Summary: "Let an employer rely on the worker's passport",
		Description: "To say the same again changes nothing.", Action: app.MayShare, Errors: []int{http.StatusNotFound},
	}, a.authorise)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/me/disclosures", ID: "authorise-disclosures", Summary: "Let several employers rely on the worker's passport, in one change",
		Description: "To say the same again changes nothing.", Action: app.MayShare, Errors: []int{http.StatusNotFound},
	}, a.authoriseAll)
	web.Register(s, web.Op{
		Method: http.MethodDelete, Path: "/me/disclosures/{employer}", ID: "withdraw-disclosure", Summary: "No longer let an employer rely on the worker's passport",
		Description: "Ends the bookings ahead there, in the same step.", Action: app.MayShare, Errors: []int{http.StatusNotFound, http.StatusConflict},
	}, a.withdrawDisclosure)
}

type disclosuresOutput struct {
	Body struct {
		Disclosures []app.Disclosure `json:"disclosures"`
	}
}

type disclosureOutput struct{ Body app.Disclosure }

func (a API) disclosures(ctx context.Context, _ *struct{}) (*disclosuresOutput, error) {
	all, err := a.use.ShowDisclosures(ctx)
	out := &disclosuresOutput{}
	out.Body.Disclosures = all
	return out, err
}

type showDisclosureInput struct {
	Employer string `path:"employer" maxLength:"12" doc:"ODS code of the host."`
}

func (a API) disclosure(ctx context.Context, in *showDisclosureInput) (*disclosureOutput, error) {
	d, err := a.use.ShowDisclosure(ctx, in.Employer)
	return &disclosureOutput{Body: d}, err
}

type authoriseInput struct {
	Employer string `path:"employer" maxLength:"12" doc:"ODS code of the host."`
	Body     struct {
		Until *string `json:"until,omitempty" doc:"A date (its end in London) or an RFC 3339 time; leave it out for as long as it is not withdrawn."`
	}
}

func (a API) authorise(ctx context.Context, in *authoriseInput) (*disclosureOutput, error) {
	t := &dates.Reader{}
	until := t.End("until", in.Body.Until)
	if err := t.Err(); err != nil {
		return nil, inBody(err)
	}
	d, err := a.use.AuthoriseDisclosure(ctx, in.Employer, until, requestID(ctx))
	return &disclosureOutput{Body: d}, aboutEmployer(err)
}

type authoriseAllInput struct {
	Body struct {
		Employers []string `json:"employers" minItems:"1" maxItems:"100" doc:"ODS codes of hosts."`
		Until     *string  `json:"until,omitempty" doc:"A date (its end in London) or an RFC 3339 time; leave it out for as long as it is not withdrawn."`
	}
}

func (a API) authoriseAll(ctx context.Context, in *authoriseAllInput) (*disclosuresOutput, error) {
	t := &dates.Reader{}
	until := t.End("until", in.Body.Until)
	if err := t.Err(); err != nil {
		return nil, inBody(err)
	}
	all, err := a.use.AuthoriseDisclosures(ctx, in.Body.Employers, until, requestID(ctx))
	out := &disclosuresOutput{}
	out.Body.Disclosures = all
	return out, inBody(err)
}

type withdrawInput struct {
	Employer string   `path:"employer" maxLength:"12" doc:"ODS code of the host."`
	Expected []string `query:"expected_booking,explode" maxItems:"200" doc:"The bookings that the worker was shown would end; when given and others would end too, the answer is 409 and nothing changes."`
}

func (a API) withdrawDisclosure(ctx context.Context, in *withdrawInput) (*disclosureOutput, error) {
	var expected []id.ID
	for _, s := range in.Expected {
		booking, err := known(s, app.ErrNoDisclosure)
		if err != nil {
			return nil, err
		}
		expected = append(expected, booking)
	}
	d, err := a.use.WithdrawDisclosure(ctx, in.Employer, expected, requestID(ctx))
	return &disclosureOutput{Body: d}, err
}

// aboutEmployer says of a refused employer that it stood in the path, and of the rest that it stood in the body.
func aboutEmployer(err error) error {
	var f *fault.Error
	if err = inBody(err); !errors.As(err, &f) {
		return err
	}
	for i := range f.Fields {
		if f.Fields[i].Location == "body.employer" {
			f.Fields[i].Location = "path.employer"
		}
	}
	return f
}
