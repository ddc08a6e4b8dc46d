package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/deployments"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/lineage"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// Lineage has a lane of its own, which begins with the first employer ever told of: who follows whom must not be missed, whatever was
// read before anybody kept it.
var Lineage = msgbus.Subscription{Consumer: "passports", Producer: "deployments", Lane: "lineage", Events: lineage.Names()}

// onLineage keeps who follows whom, after what else is done with the event, if anything is.
func onLineage(p *app.Passports, also msgbus.Handler) msgbus.Handler {
	return func(ctx context.Context, env events.Envelope, ev events.Event) error {
		if also != nil {
			if err := also(ctx, env, ev); err != nil {
				return err
			}
		}
		switch e := ev.(type) {
		case deployments.EmployerRegisteredV1:
			return p.KeepLineage(ctx, e.Employer, env.AggregateVersion)
		case deployments.EmployerSucceededV1:
			return p.KeepLineage(ctx, e.Employer, env.AggregateVersion)
		case deployments.MembershipChangedV1:
			return p.KeepLineage(ctx, e.Employer, env.AggregateVersion)
		}
		return msgbus.Permanent(fmt.Errorf("%s tells of no employer", env.Type))
	}
}
