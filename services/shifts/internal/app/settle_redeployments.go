package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// redeployedWithin is how long after a cancellation it is looked whether the worker has taken the other shift.
const redeployedWithin = 100 * 24 * time.Hour

// settleRedeployments takes away what is owed for a cancelled booking once its worker has the shift that was offered instead.
func (a *App) settleRedeployments(ctx context.Context) (int, error) {
	ids, err := a.attendance.Redeployed(ctx, a.clock.Now().Add(-redeployedWithin), sweepAtOnce)
	return each(ids, err, func(bookingID id.ID) error {
		ctx := WithSystem(ctx, "redeployment", "")
		return a.bookings.Update(ctx, bookingID, func(st *Standing) error {
			st.Booking.TookInstead()
			return nil
		})
	})
}
