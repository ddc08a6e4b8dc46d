package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// Partners tell who is who and who shares staff with whom, so that workers see by name to whom they may say yes.
var Partners = msgbus.Subscription{
	Consumer: "passports", Producer: "deployments", Lane: "partners",
	Events: []string{
		deployments.EmployerRegisteredV1{}.EventName(),
		deployments.SiteRegisteredV1{}.EventName(),
		deployments.AgreementInForceV1{}.EventName(),
		deployments.AgreementAmendedV1{}.EventName(),
		deployments.AgreementNoticeGivenV1{}.EventName(),
		deployments.AgreementEndedV1{}.EventName(),
	},
}

// onPartner keeps employers, sites and agreements; the newest word of each counts.
func onPartner(p *app.Passports) msgbus.Handler {
	return func(ctx context.Context, env events.Envelope, ev events.Event) error {
		switch e := ev.(type) {
		case deployments.EmployerRegisteredV1:
			if err := p.KeepEmployer(ctx, e.Employer.ODS, e.Employer.Name, env.AggregateVersion); err != nil {
				return err
			}
			return p.ListOrganisation(ctx, e.Employer.ODS, e.Employer.Name, e.Employer.Since, env.AggregateVersion)
		case deployments.SiteRegisteredV1:
			return p.KeepSite(ctx, e.Site.ODS, e.Site.Employer, e.Site.Name, env.AggregateVersion)
		case deployments.AgreementInForceV1:
			return p.KeepAgreement(ctx, app.AgreementOf(e.Agreement), env.AggregateVersion)
		case deployments.AgreementAmendedV1:
			return p.KeepAgreement(ctx, app.AgreementOf(e.Agreement), env.AggregateVersion)
		case deployments.AgreementNoticeGivenV1:
			return p.KeepAgreement(ctx, app.AgreementOf(e.Agreement), env.AggregateVersion)
		case deployments.AgreementEndedV1:
			return p.KeepAgreement(ctx, app.AgreementOf(e.Agreement), env.AggregateVersion)
		}
		return msgbus.Permanent(fmt.Errorf("%s tells of no employer, site or agreement", env.Type))
	}
}
