package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
)

// Every event of an agreement carries its whole state; lists are judged by the newest.

func (h *Handlers) onAgreementOffered(ctx context.Context, env events.Envelope, e deployments.AgreementOfferedV1) error {
	return h.app.LearnAgreement(ctx, e.Agreement, env.AggregateVersion)
}

func (h *Handlers) onAgreementSigned(ctx context.Context, env events.Envelope, e deployments.AgreementSignedV1) error {
	return h.app.LearnAgreement(ctx, e.Agreement, env.AggregateVersion)
}

func (h *Handlers) onAgreementInForce(ctx context.Context, env events.Envelope, e deployments.AgreementInForceV1) error {
	return h.app.LearnAgreement(ctx, e.Agreement, env.AggregateVersion)
}

func (h *Handlers) onAgreementEnded(ctx context.Context, env events.Envelope, e deployments.AgreementEndedV1) error {
	return h.app.LearnAgreement(ctx, e.Agreement, env.AggregateVersion)
}

func (h *Handlers) onAgreementAmended(ctx context.Context, env events.Envelope, e deployments.AgreementAmendedV1) error {
	return h.app.LearnAgreement(ctx, e.Agreement, env.AggregateVersion)
}

func (h *Handlers) onAgreementNoticeGiven(ctx context.Context, env events.Envelope, e deployments.AgreementNoticeGivenV1) error {
	return h.app.LearnAgreement(ctx, e.Agreement, env.AggregateVersion)
}
