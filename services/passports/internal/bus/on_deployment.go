package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// Authorities tell which deployments stand, so that workers carry the authority for them.
var Authorities = msgbus.Subscription{
	Consumer: "passports", Producer: "deployments", Lane: "authorities",
	Events: []string{
		deployments.DeploymentAuthorisedV1{}.EventName(),
		deployments.DeploymentRevokedV1{}.EventName(),
		deployments.DeploymentStoodDownV1{}.EventName(),
	},
}

// onDeployment keeps how a deployment stands; the newest word counts.
func onDeployment(p *app.Passports) msgbus.Handler {
	return func(ctx context.Context, env events.Envelope, ev events.Event) error {
		var told deployments.DeploymentState
		switch e := ev.(type) {
		case deployments.DeploymentAuthorisedV1:
			told = e.Deployment
		case deployments.DeploymentRevokedV1:
			told = e.Deployment
		case deployments.DeploymentStoodDownV1:
			told = e.Deployment
		default:
			return msgbus.Permanent(fmt.Errorf("%s tells of no deployment", env.Type))
		}
		d, err := app.AuthorityOf(told)
		if err != nil {
			return msgbus.Permanent(err)
		}
		return p.KeepAuthority(ctx, d, env.AggregateVersion)
	}
}
