package booking

import "github.com/muster-ics/muster/services/shifts/internal/pay"

// LockPay fixes what the booking pays, as it was shown when the worker accepted. It belongs to holding: once the booking
// is kept, neither this nor anything else changes its pay; the trigger pay_stays stands for that in the database.
func (b *Booking) LockPay(q pay.Quote) {
	b.s.Pay, b.s.RatePence = &q, q.Terms.BasicPence
}

// Work is what the booking is for, as pay reads it.
func (s State) Work() pay.Work {
	elapsed := int(s.EndsAt.Sub(s.StartsAt).Minutes())
	return pay.Work{StartsAt: s.StartsAt, EndsAt: s.EndsAt, BreakMinutes: elapsed - s.NetMinutes}
}
