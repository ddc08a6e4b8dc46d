package bus

import (
	"context"
	"fmt"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
	msgbus "github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// onCheck keeps checks that a host did itself. Those of home employers come with the passport.
func onCheck(a *app.App) msgbus.Handler {
	return func(ctx context.Context, env events.Envelope, ev events.Event) error {
		state, err := checkTold(env, ev)
		if err != nil {
			return msgbus.Permanent(err)
		}
		if state.HostEmployer == "" {
			return nil
		}
		told, err := hostCheckTold(state)
		if err != nil {
			return msgbus.Permanent(err)
		}
		return a.LearnHostCheck(ctx, told, env.ID)
	}
}

func checkTold(env events.Envelope, ev events.Event) (passports.CheckState, error) {
	switch e := ev.(type) {
	case passports.CheckRecordedV1:
		return e.Check, nil
	case passports.CheckWithdrawnV1:
		return e.Check, nil
	}
	return passports.CheckState{}, fmt.Errorf("%s does not tell a check", env.Type)
}

func hostCheckTold(s passports.CheckState) (app.HostCheckTold, error) {
	told := app.HostCheckTold{Host: s.HostEmployer, Type: s.Type, Outcome: s.Outcome, CheckedOn: s.CheckedOn, ValidUntil: s.ValidUntil}
	var err error
	if told.Check, err = id.Parse(s.CheckID); err != nil {
		return told, fmt.Errorf("check: %w", err)
	}
	if told.Worker, err = id.Parse(s.WorkerID); err != nil {
		return told, fmt.Errorf("worker of check %s: %w", s.CheckID, err)
	}
	if s.Supersedes != "" {
		told.Supersedes, err = id.Parse(s.Supersedes)
	}
	return told, err
}
