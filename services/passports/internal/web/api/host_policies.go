package api

import (
	"context"
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
)

func (a API) mountHostPolicies(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/host-policies/{employer}", ID: "get-host-policy", Action: app.MayReadHostPolicy,
		Summary: "Read what an employer asks of everybody who works on its sites",
	}, a.hostPolicy)
	web.Register(s, web.Op{
		Method: http.MethodPut, Path: "/host-policies/{employer}", ID: "put-host-policy", Action: app.MayChangeHostPolicy,
		Errors:  []int{http.StatusPreconditionFailed, http.StatusPreconditionRequired},
		Summary: "Replace what your employer asks of everybody who works on its sites (duty verify or executive)",
		Description: "Send If-Match with the ETag that you read. What is left out has its default. Every booking ahead on the employer's sites is judged again: " +
			"those for which a worker is no longer fit are un-booked.",
	}, a.putHostPolicy)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/workers/{id}/host-checks", ID: "record-host-check", Action: app.MayRecordHostCheck, Status: http.StatusCreated,
		Errors: []int{http.StatusNotFound}, Summary: "Record a check that the caller's employer did itself, of a worker who lets it see the passport",
		Description: "Where the host becomes the employer for the shift, its own right to work check is needed. It counts at that employer only and is no part of the passport.",
	}, a.hostCheck)
}

type hostCheckInput struct {
	ByWorker
	Body struct {
		Type       string  `json:"type" enum:"right_to_work,references,dbs"`
		Outcome    string  `json:"outcome" enum:"satisfied,not_satisfied,inconclusive,withdrawn"`
		Level      string  `json:"level,omitempty" doc:"dbs: basic, standard, enhanced or enhanced_barred; right_to_work: the list."`
		Workforce  string  `json:"workforce,omitempty" doc:"dbs: adult, child or both."`
		CheckedOn  string  `json:"checked_on" doc:"A date or an RFC 3339 time."`
		ValidUntil *string `json:"valid_until,omitempty" doc:"A date (its end in London) or an RFC 3339 time."`
	}
}

type hostCheckOutput struct {
	Body struct {
		CheckID string `json:"check_id" format:"uuid"`
	}
}

func (a API) hostCheck(ctx context.Context, in *hostCheckInput) (*hostCheckOutput, error) {
	workerID, err := in.worker()
	if err != nil {
		return nil, err
	}
	t := &dates.Reader{}
	n := app.NewHostCheck{
		Type: in.Body.Type, Outcome: in.Body.Outcome, Level: in.Body.Level, Workforce: in.Body.Workforce,
		CheckedOn: t.Begin("checked_on", in.Body.CheckedOn), ValidUntil: t.End("valid_until", in.Body.ValidUntil),
	}
	if err := t.Err(); err != nil {
		return nil, inBody(err)
	}
	checkID, err := a.use.RecordHostCheck(ctx, workerID, n, requestID(ctx))
	if err != nil {
		return nil, inBody(err)
	}
	out := &hostCheckOutput{}
	out.Body.CheckID = checkID.String()
	return out, nil
}

type hostPeriod struct {
	Framework string `json:"framework" maxLength:"30"`
	Code      string `json:"code" maxLength:"40"`
	Level     int    `json:"level,omitempty" default:"1" doc:"From this level on; 1 means every level."`
	Months    int    `json:"months"`
}

type hostPolicyBody struct {
	RegisterFlagDays  int          `json:"register_flag_days,omitempty" default:"7" doc:"After so many days without a reading of the register a worker is flagged."`
	RegisterBlockDays int          `json:"register_block_days,omitempty" default:"14" doc:"And after so many, blocked."`
	GraceDays         int          `json:"grace_days,omitempty" doc:"Days after the end of a competency on which it still serves."`
	DBSMonths         int          `json:"dbs_months,omitempty" doc:"After how many months a criminal record check is to be repeated; 0 means only at its own end."`
	Periods           []hostPeriod `json:"periods,omitempty" maxItems:"100" doc:"Refresh periods of the host's own. The record's own end counts where it comes first."`
	OwnChecks         []string     `json:"own_checks,omitempty" maxItems:"3" doc:"The checks that the host does itself: right_to_work, references or dbs."`
}

type hostPolicyOutput struct {
	ETag string `header:"ETag"`
	Body struct {
		Employer          string       `json:"employer"`
		Version           int64        `json:"version" doc:"0 while the default holds."`
		RegisterFlagDays  int          `json:"register_flag_days"`
		RegisterBlockDays int          `json:"register_block_days"`
		GraceDays         int          `json:"grace_days"`
		DBSMonths         int          `json:"dbs_months"`
		Periods           []hostPeriod `json:"periods"`
		OwnChecks         []string     `json:"own_checks"`
	}
}

func hostPolicyAnswer(v app.HostPolicyView) *hostPolicyOutput {
	out := &hostPolicyOutput{ETag: web.ETag(v.Version)}
	out.Body.Employer, out.Body.Version = v.Employer, v.Version
	out.Body.RegisterFlagDays, out.Body.RegisterBlockDays = v.RegisterFlagDays, v.RegisterBlockDays
	out.Body.GraceDays, out.Body.DBSMonths, out.Body.OwnChecks = v.GraceDays, v.DBSMonths, v.OwnChecks
	for _, p := range v.Periods {
		out.Body.Periods = append(out.Body.Periods, hostPeriod(p))
	}
	return out
}

type hostPolicyInput struct {
	Employer string `path:"employer" maxLength:"12" doc:"ODS code."`
}

func (a API) hostPolicy(ctx context.Context, in *hostPolicyInput) (*hostPolicyOutput, error) {
	v, err := a.use.ShowHostPolicy(ctx, in.Employer)
	if err != nil {
		return nil, err
	}
	return hostPolicyAnswer(v), nil
}

type putHostPolicyInput struct {
	Employer string `path:"employer" maxLength:"12" doc:"ODS code of the caller's own employer."`
	IfMatch  string `header:"If-Match" maxLength:"100" doc:"The ETag of the version that you read."`
	Body     hostPolicyBody
}

func (a API) putHostPolicy(ctx context.Context, in *putHostPolicyInput) (*hostPolicyOutput, error) {
	n := app.NewHostPolicy{
		RegisterFlagDays: in.Body.RegisterFlagDays, RegisterBlockDays: in.Body.RegisterBlockDays, GraceDays: in.Body.GraceDays, DBSMonths: in.Body.DBSMonths,
		OwnChecks: in.Body.OwnChecks,
	}
	for _, p := range in.Body.Periods {
		n.Periods = append(n.Periods, app.HostPeriod(p))
	}
	var unmatched error
	v, err := a.use.ChangeHostPolicy(ctx, in.Employer, n, requestID(ctx), func(version int64) error {
		unmatched = web.IfMatch(in.IfMatch, version)
		return unmatched
	})
	if unmatched != nil {
		return nil, unmatched
	}
	if err != nil {
		return nil, inBody(err)
	}
	return hostPolicyAnswer(v), nil
}
