package app

import (
	"context"

	"github.com/muster-ics/muster/pkg/fault"

	"github.com/muster-ics/muster/services/shifts/internal/alerting"
)

// PushKey is what browsers subscribe with; empty where no push messages are sent.
func (a *App) PushKey() string {
	if a.telling.Push == nil {
		return ""
	}
	return a.telling.Push.PublicKey()
}

// Subscribe has the worker's browser rung. A browser that another worker used before rings for this one from then on.
func (a *App) Subscribe(ctx context.Context, to alerting.Subscription) error {
	me, err := a.self(ctx, SetAlerts)
	if err != nil {
		return err
	}
	if a.telling.Push == nil {
		return fault.New(fault.Conflict, "push_off", "This system sends no push messages. Your notices are on the page Notices.")
	}
	if said := to.Check(); said != "" {
		return fault.New(fault.Invalid, "invalid_subscription", "%s", said)
	}
	return a.telling.Notices.Subscribe(ctx, me, to)
}

// Unsubscribe has a browser of the worker no longer rung.
func (a *App) Unsubscribe(ctx context.Context, endpoint string) error {
	me, err := a.self(ctx, SetAlerts)
	if err != nil {
		return err
	}
	return asFault(a.telling.Notices.Unsubscribe(ctx, me, endpoint))
}
