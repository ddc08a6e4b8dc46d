package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/approach"
	"github.com/muster-ics/muster/services/passports/internal/presentation"
)

// ApproachView is what a receiver outside this system asks, as the worker reads it.
type ApproachView struct {
	ID id.ID
	// Receiver is the name in the registry. Signed tells that a certificate under one of its roots vouched for the request.
	Receiver, ODS, Host  string
	Signed               bool
	Purpose, PurposeText string
	Asks                 []AskView
	// Status is that of the approach; over for one that nobody answered in time, unclear for one of which nobody knows.
	Status              string
	OpenedAt, ExpiresAt time.Time
	AnsweredAt          *time.Time
	Told                []approach.Told
	Reason, Next        string
	// Shares and Missing are what would be shown; none once it cannot be answered.
	Shares  []Share
	Missing []string
}

// ShowApproach gives workers what a receiver outside this system asks of them, and what of their passport would answer it.
func (p *Passports) ShowApproach(ctx context.Context, approachID id.ID) (ApproachView, error) {
	workerID, err := p.ownID(ctx, MayPresent)
	if err != nil {
		return ApproachView{}, err
	}
	a, err := p.Approaches.Approach(ctx, workerID, approachID)
	if err != nil {
		return ApproachView{}, err
	}
	v := p.viewApproach(a)
	if v.Status == string(approach.Opened) {
		v.Shares, v.Missing, err = p.wouldShow(ctx, workerID, v.Asks, a.Record().Query)
	}
	return v, err
}

// shownApproaches is how many a worker sees at once.
const shownApproaches = 20

// ShowApproaches gives workers the newest that receivers outside this system asked of them.
func (p *Passports) ShowApproaches(ctx context.Context) ([]ApproachView, error) {
	workerID, err := p.ownID(ctx, MayPresent)
	if err != nil {
		return nil, err
	}
	all, err := p.Approaches.ApproachesOf(ctx, workerID, shownApproaches)
	out := make([]ApproachView, len(all))
	for i, a := range all {
		out[i] = p.viewApproach(a)
	}
	return out, err
}

func (p *Passports) viewApproach(a *approach.Approach) ApproachView {
	r, now := a.Record(), p.Clock.Now()
	v := ApproachView{
		ID: r.ID, Receiver: r.Receiver, ODS: r.ODS, Host: r.Host, Signed: r.Signed, Purpose: r.Purpose, PurposeText: presentation.PurposeText(r.Purpose),
		Asks: p.viewAsks(r.Query), Status: string(r.Status), OpenedAt: r.OpenedAt, ExpiresAt: r.ExpiresAt, AnsweredAt: r.AnsweredAt,
		Told: r.Told, Reason: r.Reason, Next: r.Next,
	}
	for i := range v.Asks {
		if v.Asks[i].Title == "" {
			v.Asks[i].Title = "Something that is no part of a passport"
		}
	}
	switch {
	case r.Status == approach.Opened && !now.Before(r.ExpiresAt):
		v.Status = "over"
	case r.Status == approach.Sent && now.Sub(*r.AnsweredAt) > answeredWithin:
		v.Status = string(approach.Unclear)
	}
	return v
}
