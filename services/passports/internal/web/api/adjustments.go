package api

import (
	"context"
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

func (a API) mountAdjustments(s *web.Server) {
	notFound := []int{http.StatusNotFound}
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/me/adjustments", ID: "list-own-adjustments", Action: app.MayAdjustOwn, Errors: notFound,
		Summary: "List what the worker asks employers to adjust, and who may read it",
	}, a.ownAdjustments)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/me/adjustments", ID: "ask-adjustment", Action: app.MayAdjustOwn, Status: http.StatusCreated, Errors: notFound,
		Summary: "Keep what employers should adjust, in the worker's own words, for the employers that the worker chooses",
	}, a.askAdjustment)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/me/adjustments/{adjustment}/share", ID: "share-adjustment", Action: app.MayAdjustOwn, Errors: notFound,
		Summary: "Replace the employers that may read an adjustment",
	}, a.shareAdjustment)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/me/adjustments/{adjustment}/withdraw", ID: "withdraw-adjustment", Action: app.MayAdjustOwn, Errors: notFound,
		Summary: "End an adjustment and destroy its words",
	}, a.withdrawAdjustment)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/workers/{id}/adjustments", ID: "list-adjustments", Action: app.MayReadAdjustments, Errors: notFound,
		Summary: "List what a worker asks of the caller's employer: the home employer, or a host while the worker is booked there",
	}, a.adjustments)
}

type adjustmentBody struct {
	AdjustmentID string     `json:"adjustment_id" format:"uuid"`
	Text         string     `json:"text"`
	RecordedAt   time.Time  `json:"recorded_at"`
	WithdrawnAt  *time.Time `json:"withdrawn_at,omitempty"`
	SharedWith   []string   `json:"shared_with" doc:"ODS codes. An employer sees only its own."`
}

type adjustmentsOutput struct {
	Body struct {
		Adjustments []adjustmentBody `json:"adjustments"`
	}
}

func adjustmentsOf(all []app.Adjustment, err error) (*adjustmentsOutput, error) {
	out := &adjustmentsOutput{}
	out.Body.Adjustments = []adjustmentBody{}
	for _, j := range all {
		out.Body.Adjustments = append(out.Body.Adjustments, adjustmentBody{
			AdjustmentID: j.ID.String(), Text: j.Text, RecordedAt: j.RecordedAt, WithdrawnAt: j.WithdrawnAt, SharedWith: j.SharedWith,
		})
	}
	return out, err
}

func (a API) ownAdjustments(ctx context.Context, _ *struct{}) (*adjustmentsOutput, error) {
	return adjustmentsOf(a.use.OwnAdjustments(ctx))
}

func (a API) adjustments(ctx context.Context, in *ByWorker) (*adjustmentsOutput, error) {
	workerID, err := in.worker()
	if err != nil {
		return nil, err
	}
	return adjustmentsOf(a.use.AdjustmentsFor(ctx, workerID))
}

type askAdjustmentInput struct {
	Body struct {
		Text       string   `json:"text" maxLength:"4000" doc:"The worker's own words, up to 1000 characters; kept sealed."`
		SharedWith []string `json:"shared_with,omitempty" maxItems:"50" doc:"ODS codes of the employers that may read it; nobody unless named."`
	}
}

type adjustmentOutput struct {
	Body struct {
		AdjustmentID string `json:"adjustment_id" format:"uuid"`
	}
}

func (a API) askAdjustment(ctx context.Context, in *askAdjustmentInput) (*adjustmentOutput, error) {
	adjustment, err := a.use.AskAdjustment(ctx, in.Body.Text, in.Body.SharedWith, requestID(ctx))
	if err != nil {
		return nil, inBody(err)
	}
	out := &adjustmentOutput{}
	out.Body.AdjustmentID = adjustment.String()
	return out, nil
}

type byAdjustment struct {
	Adjustment string `path:"adjustment" format:"uuid"`
}

type shareAdjustmentInput struct {
	Adjustment string `path:"adjustment" format:"uuid"`
	Body       struct {
		SharedWith []string `json:"shared_with" maxItems:"50" doc:"ODS codes of the employers that may read it from now on."`
	}
}

func (a API) shareAdjustment(ctx context.Context, in *shareAdjustmentInput) (*adjustmentOutput, error) {
	adjustment, err := known(in.Adjustment, app.ErrNoAdjustment)
	if err != nil {
		return nil, err
	}
	out := &adjustmentOutput{}
	out.Body.AdjustmentID = adjustment.String()
	return out, inBody(a.use.ShareAdjustment(ctx, adjustment, in.Body.SharedWith, requestID(ctx)))
}

func (a API) withdrawAdjustment(ctx context.Context, in *byAdjustment) (*adjustmentOutput, error) {
	adjustment, err := known(in.Adjustment, app.ErrNoAdjustment)
	if err != nil {
		return nil, err
	}
	out := &adjustmentOutput{}
	out.Body.AdjustmentID = adjustment.String()
	return out, a.use.WithdrawAdjustment(ctx, adjustment, requestID(ctx))
}
