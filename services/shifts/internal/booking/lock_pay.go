package booking

import "github.com/muster-ics/muster/services/shifts/internal/pay"

// CodePayChanged is the code of the refusal to book a worker for less than they were shown.
const CodePayChanged = "pay_changed"

// LockPay fixes what the booking pays. It belongs to holding: once the booking is kept, neither this nor anything else
// changes its pay; the trigger pay_stays stands for that in the database. shownPence is the total that the worker saw
// when they decided, 0 when it is not known. To less than that nobody has said yes: a *Refusal, and no booking.
func (b *Booking) LockPay(q pay.Quote, shownPence int64) error {
	if q.TotalPence < shownPence {
		return &Refusal{Code: CodePayChanged, Message: "The pay for this shift has changed since you saw it. Look at it again, then decide."}
	}
	b.s.Pay, b.s.RatePence = &q, q.Terms.BasicPence
	return nil
}

// Work is what the booking is for, as pay reads it.
func (s State) Work() pay.Work {
	elapsed := int(s.EndsAt.Sub(s.StartsAt).Minutes())
	return pay.Work{StartsAt: s.StartsAt, EndsAt: s.EndsAt, BreakMinutes: elapsed - s.NetMinutes}
}
