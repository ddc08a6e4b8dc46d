package bus

import (
	"context"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/bus"
	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

// PassportNotices are what passports wants workers to be told; they hold no booking up.
var PassportNotices = bus.Subscription{
	Consumer: "shifts", Producer: "passports", Lane: "notices", Batch: true, Events: names(passports.CheckExpiringV1{}),
}

// onCheckExpiring tells the worker that something of their passport runs out. The same notice is told once.
func (h *Handlers) onCheckExpiring(ctx context.Context, env events.Envelope, e passports.CheckExpiringV1) error {
	notice, err := id.Parse(e.NoticeID)
	if err != nil {
		return bus.Permanent(err)
	}
	worker, err := id.Parse(e.WorkerID)
	if err != nil {
		return bus.Permanent(err)
	}
	return h.app.TellExpiring(ctx, app.ExpiryNews{
		NoticeID: notice, WorkerID: worker, Kind: e.Kind, Code: e.Code, Level: e.Level, ValidUntil: e.ValidUntil, Days: e.Days, At: env.Time,
	})
}
