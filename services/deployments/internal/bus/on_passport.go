package bus

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// onPassport keeps what passports tells of a worker.
func onPassport(a *app.App) msgbus.Handler {
	return func(ctx context.Context, env events.Envelope, ev events.Event) error {
		told, err := passportTold(env, ev)
		if err != nil {
			return msgbus.Permanent(err)
		}
		return a.LearnPassport(ctx, told, env.ID)
	}
}

func passportTold(env events.Envelope, ev events.Event) (app.PassportTold, error) {
	rank, state := app.RankPassport, passports.PassportState{}
	switch e := ev.(type) {
	case passports.WorkerEnrolledV1:
		rank, state = app.RankEnrolled, e.Passport
	case passports.PassportChangedV1:
		state = e.Passport
	case passports.PassportSuspendedV1:
		state = e.Passport
	default:
		return app.PassportTold{}, fmt.Errorf("%s does not tell a passport", env.Type)
	}
	worker, err := id.Parse(state.WorkerID)
	if err != nil {
		return app.PassportTold{}, fmt.Errorf("worker of %s: %w", env.ID, err)
	}
	raw, err := json.Marshal(state)
	return app.PassportTold{
		Worker: worker, Version: env.AggregateVersion, Rank: rank, Home: state.HomeEmployer, Status: state.Status, State: raw,
	}, err
}
