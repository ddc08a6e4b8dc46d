package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/events/reason"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

func (a API) mountDecision(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/workers/{id}/decision", ID: "decide-dry", Summary: "What would the answer to a booking be?",
		Description: "Decides as for a booking and changes nothing. For the worker and the home employer.",
		Action:      app.MayDecide, Errors: []int{http.StatusNotFound},
	}, a.decide)
}

type decisionInput struct {
	ByWorker
	StaffGroup       string    `query:"staff_group" required:"true"`
	Role             string    `query:"role" required:"true"`
	Band             string    `query:"band" required:"true"`
	StartsAt         time.Time `query:"starts_at" required:"true"`
	EndsAt           time.Time `query:"ends_at" required:"true"`
	Home             string    `query:"home_employer" doc:"With whom the engagement is looked for; absent means the passport's home employer."`
	Host             string    `query:"host_employer" doc:"Where the shift is."`
	RegistrationBody string    `query:"registration_body"`
	DBSLevel         string    `query:"dbs_level" enum:"basic,standard,enhanced,enhanced_barred"`
	DBSWorkforce     string    `query:"dbs_workforce" enum:"adult,child,both"`
	EPP              bool      `query:"epp"`
	Competencies     []string  `query:"competency,explode" maxItems:"50" doc:"framework:code:level, e.g. cstf:FIRE:1; may stand more than once."`
}

type decisionOutput struct {
	Body struct {
		Outcome         string            `json:"outcome" enum:"eligible,eligible_with_warnings,needs_approval,ineligible"`
		Requirements    []app.Requirement `json:"requirements" doc:"All that was asked, met or not, in the order of the rules."`
		Reasons         []reason.Reason   `json:"reasons"`
		EarliestExpiry  *time.Time        `json:"earliest_expiry,omitempty"`
		PassportVersion int64             `json:"passport_version"`
		DecidedAt       time.Time         `json:"decided_at"`
		InputsDigest    string            `json:"inputs_digest"`
		EngineVersion   int               `json:"engine_version"`
	}
}

func (a API) decide(ctx context.Context, in *decisionInput) (*decisionOutput, error) {
	workerID, err := in.worker()
	if err != nil {
		return nil, err
	}
	q := app.Question{
		HomeEmployer: in.Home, HostEmployer: in.Host, StaffGroup: in.StaffGroup, Role: in.Role, Band: in.Band, StartsAt: in.StartsAt.UTC(), EndsAt: in.EndsAt.UTC(),
		RegistrationBody: in.RegistrationBody, DBSLevel: in.DBSLevel, DBSWorkforce: in.DBSWorkforce, EPP: in.EPP,
	}
	for _, c := range in.Competencies {
		ask, ok := readAsk(c)
		if !ok {
			return nil, fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule.").
				WithFields(fault.Field{Location: "query.competency", Message: "Give framework:code:level, e.g. cstf:FIRE:1."})
		}
		q.Competencies = append(q.Competencies, ask)
	}
	d, err := a.use.DecideDry(ctx, workerID, q)
	if err != nil {
		return nil, err
	}
	out := &decisionOutput{}
	out.Body.Outcome, out.Body.Reasons, out.Body.Requirements, out.Body.EarliestExpiry = d.Outcome, d.Reasons, d.Requirements, d.EarliestExpiry
	out.Body.PassportVersion, out.Body.DecidedAt, out.Body.InputsDigest, out.Body.EngineVersion = d.PassportVersion, d.DecidedAt, d.InputsDigest, d.EngineVersion
	return out, nil
}

func readAsk(s string) (app.CompetencyAsked, bool) {
	parts := strings.Split(s, ":")
	if len(parts) != 3 {
		return app.CompetencyAsked{}, false
	}
	level, err := strconv.Atoi(parts[2])
	return app.CompetencyAsked{Framework: parts[0], Code: parts[1], Level: level}, err == nil && level >= 1
}
