package recharge

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Kind says what a booking came to.
type Kind string

// The kinds.
const (
	// Worked: the hours are approved.
	Worked Kind = "worked"
	// Owed: the host called the booking off, or wrongly recorded an absence, and something is owed for it.
	Owed Kind = "owed"
	// Nothing: nobody is owed anything, or not any more.
	Nothing Kind = "nothing"
)

// Line is one part of the split by which hours were paid.
type Line struct {
	// Kind is basic, unsocial, night, sunday_or_holiday, high_cost_area or holiday_pay; the last two have no minutes.
	Kind    string
	Minutes int
	// RatePence is an hour's before the uplift, which is in basis points.
	RatePence, Uplift, Pence int64
}

// The kinds of lines that are treated apart: plain hours, and pay that is a share of all other pay.
const (
	plainHours = "basic"
	holidayPay = "holiday_pay"
)

// Work is what a booking came to, as the shifts service tells it. Version is that of the booking: the newest counts.
type Work struct {
	Booking, Shift, Worker id.ID
	Home, Host, Site       string
	StaffGroup, Band, Role string
	StartsAt, EndsAt       time.Time
	Agreement              id.ID
	Terms                  int64
	Version                int64
	Kind                   Kind
	Minutes                int
	// From, Until and BreakMinutes are the hours that were approved; zero where they were not told.
	From, Until  time.Time
	BreakMinutes int
	// PayPence is what the worker is due by the rates that were locked: for the hours, or for the cancellation.
	PayPence int64
	// Split is how PayPence came about, where that was told.
	Split []Line
}

// HomeCard is what the home employer's rate card says of such work on the day of the shift.
type HomeCard struct {
	ID      string
	Version int64
	// BasicPence is the plain rate an hour.
	BasicPence int64
	// Enhancements are what other hours are paid, by their kind alone.
	Enhancements []Enhancement
	// Told says that Windows were told: by them the worked hours are split anew. Else the split that the worker was paid by
	// counts, at the card's Enhancements.
	Told    bool     `json:",omitzero"`
	Windows []Window `json:",omitempty"`
	// Lift pays the plain hours of a weekday as unsocial when more than half of the shift lies in the night.
	Lift bool `json:",omitzero"`
	// HighCostPence is paid for each hour beside the basic pay.
	HighCostPence int64 `json:",omitzero"`
}

// Enhancement is what hours of one kind are paid: so much on top of the basic rate, in basis points, or a flat rate of
// their own.
type Enhancement struct {
	Kind              string
	Uplift, FlatPence int64
}

// of is the enhancement of a kind of hours. A card that knows no such kind pays them as its unsocial hours, or as the
// first that it knows; one that knows none pays them as plain.
func (c HomeCard) of(kind string) Enhancement {
	var out Enhancement
	for i, e := range c.Enhancements {
		if e.Kind == kind {
			return e
		}
		if i == 0 || e.Kind == "unsocial" {
			out = e
		}
	}
	return out
}

// Facts are what else goes into a recharge: each is a fact of its own, that people or employers record.
type Facts struct {
	// HomeCard is needed for HomeRate; without one the locked pay counts.
	HomeCard *HomeCard
	// Miles are what the home employer has paid the worker for travel.
	Miles int
	// CreditPence is what the home employer has let off after a dispute, before value added tax.
	CreditPence int64
}
