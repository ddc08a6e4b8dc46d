package api

import (
	"context"

	"github.com/muster-ics/muster/pkg/id"
)

type disputeIn struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Reason string `json:"reason" enum:"hours,rate,not_worked,charged_twice,fee_or_travel,vat,other"`
		Note   string `json:"note" minLength:"1" maxLength:"500" doc:"For the other employer's finance people. Do not name anybody."`
	}
}

func (x api) disputeRecharge(ctx context.Context, in *disputeIn) (*rechargeOut, error) {
	line, err := id.Parse(in.ID)
	if err != nil {
		return nil, err
	}
	return oneRecharge(x.app.DisputeRecharge(ctx, line, in.Body.Reason, in.Body.Note))
}

type answerIn struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Outcome     string `json:"outcome" enum:"stands,credited"`
		CreditPence int64  `json:"credit_pence,omitempty" minimum:"0" doc:"What is let off, before VAT; only with credited"`
		Note        string `json:"note" minLength:"1" maxLength:"500"`
	}
}

func (x api) answerRecharge(ctx context.Context, in *answerIn) (*rechargeOut, error) {
	line, err := id.Parse(in.ID)
	if err != nil {
		return nil, err
	}
	return oneRecharge(x.app.AnswerRecharge(ctx, line, in.Body.Outcome, in.Body.CreditPence, in.Body.Note))
}

type settleIn struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Reference string `json:"reference" minLength:"1" maxLength:"60" doc:"What both sides find in their books"`
	}
}

func (x api) settleRecharge(ctx context.Context, in *settleIn) (*rechargeOut, error) {
	line, err := id.Parse(in.ID)
	if err != nil {
		return nil, err
	}
	return oneRecharge(x.app.SettleRecharge(ctx, line, in.Body.Reference))
}

type travelIn struct {
	ID   string `path:"id" format:"uuid"`
	Body struct {
		Miles int `json:"miles" minimum:"0" maximum:"800" doc:"Whole miles; what was recorded before is replaced"`
	}
}

func (x api) recordTravel(ctx context.Context, in *travelIn) (*rechargeOut, error) {
	line, err := id.Parse(in.ID)
	if err != nil {
		return nil, err
	}
	return oneRecharge(x.app.RecordTravel(ctx, line, in.Body.Miles))
}
