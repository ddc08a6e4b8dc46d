package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// DryRun is what a version of an agreement would open. A figure below five is left out: it is 0 and its few_… is true.
type DryRun struct {
	AgreementID string            `json:"agreement_id" format:"uuid"`
	Version     int64             `json:"version" doc:"Version of the text that was asked about"`
	Status      string            `json:"status" enum:"waiting,running,done,failed"`
	AskedAt     time.Time         `json:"asked_at"`
	FinishedAt  *time.Time        `json:"finished_at,omitempty"`
	Looked      int               `json:"looked" doc:"How many shifts have been looked at"`
	ToLook      int               `json:"to_look"`
	Result      *app.DryRunResult `json:"result,omitempty"`
	Limits      []string          `json:"limits" doc:"What the figures cannot know"`
}

type dryRunOut struct {
	Status   int
	Location string `header:"Location"`
	Body     DryRun
}

type dryRunIn struct {
	AgreementRef
	Version int64 `query:"version" minimum:"1" maximum:"100000" doc:"The version in force, the draft, or the one on its way. Without it: the one on its way where there is one"`
}

func (x api) mountDryRun(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/agreements/{id}/dry-run", ID: "ask-dry-run", Summary: "Ask what an agreement would open, before anybody signs it",
		Description: "200 with the figures when they are there within two seconds, else 202: read them later.",
		Action:      app.DryRunAsk, Errors: []int{http.StatusNotFound},
	}, x.askDryRun)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/agreements/{id}/dry-run", ID: "get-dry-run", Summary: "Read the last dry run of an agreement",
		Action: app.DryRunRead, Errors: []int{http.StatusNotFound},
	}, x.getDryRun)
}

func (x api) askDryRun(ctx context.Context, in *dryRunIn) (*dryRunOut, error) {
	agr, err := in.parse()
	if err != nil {
		return nil, err
	}
	d, err := x.app.AskDryRun(ctx, agr, in.Version)
	if err != nil {
		return nil, err
	}
	return showDryRun(d)
}

func (x api) getDryRun(ctx context.Context, in *dryRunIn) (*dryRunOut, error) {
	agr, err := in.parse()
	if err != nil {
		return nil, err
	}
	_, d, err := x.app.NewestDryRun(ctx, agr, in.Version)
	if err != nil {
		return nil, err
	}
	if d == nil {
		return nil, fault.New(fault.NotFound, "dry_run_not_found", "Nobody has asked for a dry run of this version yet.")
	}
	out, err := showDryRun(*d)
	if err == nil {
		out.Status = http.StatusOK
	}
	return out, err
}

func showDryRun(d app.DryRun) (*dryRunOut, error) {
	out := &dryRunOut{Status: http.StatusAccepted, Location: fmt.Sprintf("/api/deployments/v1/agreements/%s/dry-run?version=%d", d.Agreement, d.Terms), Body: DryRun{
		AgreementID: d.Agreement.String(), Version: d.Terms, Status: d.Status, AskedAt: d.AskedAt, FinishedAt: d.FinishedAt,
		Looked: d.Looked, ToLook: d.ToLook, Limits: app.DryRunLimits,
	}}
	if d.Status == "done" {
		found, err := d.Found()
		if err != nil {
			return nil, err
		}
		out.Status, out.Body.Result = http.StatusOK, &found
	}
	return out, nil
}
