package bus

import (
	"context"
	"strings"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/bus"

	"github.com/muster-ics/muster/services/shifts/internal/app"
)

// Live implements app.Live over the service's own stream.
type Live struct {
	conn *bus.Conn
	ics  string
}

// NewLive follows the shifts of one system.
func NewLive(c *bus.Conn, ics string) *Live { return &Live{conn: c, ics: ics} }

// FollowShifts implements app.Live.
func (l *Live) FollowShifts(ctx context.Context, employers []string, after uint64, fn func(app.ShiftChange)) error {
	if len(employers) == 0 {
		employers = []string{"*"}
	}
	subjects := make([]string, len(employers))
	for i, employer := range employers {
		subjects[i] = "muster.shifts.shift.*.v1." + l.ics + "." + employer + ".*"
	}
	return bus.FollowFrom(ctx, l.conn, "shifts", subjects, after, func(place uint64, env events.Envelope) {
		fn(app.ShiftChange{Place: place, ShiftID: env.AggregateID, Event: strings.TrimSuffix(strings.TrimPrefix(env.Type, "muster.shifts."), ".v1")})
	})
}
