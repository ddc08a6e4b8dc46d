// Package cancellation says what follows when a worker or an employer ends a booking: how short the notice is, what is
// owed, and whether it counts. Both sides are measured by the same bands.
package cancellation

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/services/shifts/internal/policy"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
	"github.com/muster-ics/muster/services/shifts/internal/wording"
)

// Side is who ends the booking.
type Side string

// The two sides.
const (
	ByWorker   Side = "worker"
	ByEmployer Side = "employer"
)

// CannotWork is the reason of a worker who is unwell or has an emergency. It is one code for both, so that it tells
// nobody of health, and it never counts against the worker, whatever an employer's policy says.
const CannotWork = "cannot_work"

// Code is what follows, in one word for programs.
type Code string

// The codes of a consequence.
const (
	// None: nothing is owed and nothing counts.
	None Code = "none"
	// NotCounted: the worker cannot work; noted, and never counted.
	NotCounted Code = "not_counted"
	// Late and Absent count for the worker.
	Late   Code = "late"
	Absent Code = "absent"
	// Paid and PaidStatutory: the employer owes the worker pay, by its own policy or by law.
	Paid          Code = "paid"
	PaidStatutory Code = "paid_statutory"
	// Redeployed: pay would be owed, but another shift is offered instead; owed unless the worker takes that one.
	Redeployed Code = "redeploy_offered"
	// TakenInstead: the worker has taken that shift, so nothing is owed.
	TakenInstead Code = "redeployed"
)

// Facts are what a consequence follows from.
type Facts struct {
	Side Side
	// Why is the code of the reason.
	Why string
	// Confirmed is false for a place that was only held while the checks ran: nobody has relied on it.
	Confirmed     bool
	Now, StartsAt time.Time
	LockedPence   int64
	NetMinutes    int
	// Before is how many of the worker's earlier cancellations, or absences, count within the monitoring period.
	Before int
	// Redeploy tells that the employer offers another shift instead.
	Redeploy bool
}

// Consequence is what follows. It is stored with the booking when it ends.
type Consequence struct {
	Side Side             `json:"side"`
	Band shift.NoticeBand `json:"band"`
	Code Code             `json:"code"`
	Why  string           `json:"why,omitempty"`
	// OwedPence is what the employer owes the worker. Upheld disputes may raise it.
	OwedPence int64 `json:"owed_pence,omitempty"`
	// Strike tells that it counts for the worker.
	Strike bool `json:"strike,omitempty"`
	// RedeployTo is the id of the shift that was offered instead.
	RedeployTo string `json:"redeploy_to,omitempty"`
	// Sentences say it to the people concerned.
	Sentences []string `json:"sentences"`
}

// TakenUp is what is left of it once the worker has the shift that was offered instead: nothing is owed. changed is false
// when none was offered.
func (c Consequence) TakenUp() (after Consequence, changed bool) {
	if c.Code != Redeployed {
		return c, false
	}
	c.Code, c.OwedPence = TakenInstead, 0
	c.Sentences = []string{"The worker has taken the shift that was offered instead, so nothing is owed for this one."}
	return c, true
}

// Of is what follows from ending a booking now.
func Of(p policy.Cancellation, f Facts) Consequence {
	c := Consequence{Side: f.Side, Band: shift.NoticeBandOf(f.StartsAt.Sub(f.Now)), Code: None, Why: f.Why}
	switch {
	case !f.Confirmed:
		c.Sentences = []string{"The booking is not confirmed yet, so nothing follows."}
	case f.Side == ByWorker:
		ofWorker(p.Worker, f, &c)
	default:
		ofEmployer(p, f, &c)
	}
	return c
}

func ofWorker(p policy.WorkerRules, f Facts, c *Consequence) {
	late := time.Duration(p.LateHours) * time.Hour
	switch {
	case f.Why == CannotWork:
		c.Code = NotCounted
		c.Sentences = []string{"This is never counted against you. The ward hears only that you cannot work the shift."}
	case f.StartsAt.Sub(f.Now) < late:
		c.Code, c.Strike = Late, true
		c.Sentences = []string{
			fmt.Sprintf("This is less than %s before the start, so it counts as late.", hours(p.LateHours)),
			count(f.Before+1, "late cancellation", p.Strikes, p.MonitoringDays)}
	default:
		c.Sentences = []string{fmt.Sprintf("You give at least %s notice, so nothing follows.", hours(p.LateHours))}
	}
}

func ofEmployer(p policy.Cancellation, f Facts, c *Consequence) {
	notice := f.StartsAt.Sub(f.Now)
	var fee int64
	under := 0
	for _, r := range p.Employer.Fees {
		if owed := feeOf(r, f); notice < time.Duration(r.UnderHours)*time.Hour && owed > fee {
			fee, under = owed, r.UnderHours
		}
	}
	code := Paid
	if s := p.Statutory; s.On && notice < time.Duration(s.UnderHours)*time.Hour {
		if owed := percent(f.LockedPence, s.Percent); owed > fee {
			fee, under, code = owed, s.UnderHours, PaidStatutory
		}
	}
	if fee == 0 {
		c.Sentences = []string{"The worker is told at once. Nothing is owed with this much notice."}
		return
	}
	c.Code, c.OwedPence = code, fee
	owed := fmt.Sprintf("This is less than %s before the start, so the worker is owed %s", hours(under), wording.Pounds(fee))
	if f.Redeploy {
		c.Code = Redeployed
		c.Sentences = []string{owed + " unless they take the shift that you offer instead.", "The worker decides; they are told of both."}
		return
	}
	c.Sentences = []string{owed + ".", "Offer another shift first: if the worker takes it, this is not owed."}
}

func feeOf(fee policy.Fee, f Facts) int64 {
	owed := percent(f.LockedPence, fee.Percent)
	if f.NetMinutes > 0 && fee.Hours > 0 {
		minutes := int64(min(fee.Hours*60, f.NetMinutes))
		owed = max(owed, (f.LockedPence*minutes+int64(f.NetMinutes)/2)/int64(f.NetMinutes))
	}
	return owed
}

// OfAbsence is what follows when a worker did not come. before is how many absences count already.
func OfAbsence(p policy.Cancellation, before int) Consequence {
	return Consequence{Side: ByWorker, Band: shift.NoticeAfterStart, Code: Absent, Strike: true, Sentences: []string{
		"The ward recorded that you did not come.",
		count(before+1, "absence", p.Worker.AbsentStrikes, p.Worker.AbsentMonitoringDays),
		"If you were there, say so on this page; somebody has to answer."}}
}

func count(n int, what string, limit, days int) string {
	s := fmt.Sprintf("It is the %s %s with this employer in %d days.", ordinal(n), what, days)
	if n >= limit {
		return s + fmt.Sprintf(" From %d on the bank team talks with you about it; nothing is blocked by itself.", limit)
	}
	return s
}

func ordinal(n int) string {
	if n%100 >= 11 && n%100 <= 13 {
		return fmt.Sprintf("%dth", n)
	}
	switch n % 10 {
	case 1:
		return fmt.Sprintf("%dst", n)
	case 2:
		return fmt.Sprintf("%dnd", n)
	case 3:
		return fmt.Sprintf("%drd", n)
	}
	return fmt.Sprintf("%dth", n)
}

// percent rounds half a penny up.
func percent(pence int64, p int) int64 { return (pence*int64(p) + 50) / 100 }

func hours(n int) string {
	if n >= 48 && n%24 == 0 {
		return fmt.Sprintf("%d days", n/24)
	}
	if n == 1 {
		return "1 hour"
	}
	return fmt.Sprintf("%d hours", n)
}
