package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// SetStaffNumber seals by which number the home employer knows the worker, e.g. an assignment number, so that rows of
// files find the passport. It returns ErrStaffNumberTaken.
func (p *Passports) SetStaffNumber(ctx context.Context, workerID id.ID, number, requestID string) (Standing, error) {
	number = ref(number)
	return p.changeWorker(ctx, change{
		worker: workerID, requestID: requestID, verb: "staff_number.set", staffNumber: number,
		act: func(*worker.Worker, time.Time) error {
			var no refusal.List
			no.Unless(staffNumber.MatchString(number), "staff_number", "Give the staff number as 1 to 32 capitals, digits, dashes and strokes.")
			return no.Err()
		},
	})
}
