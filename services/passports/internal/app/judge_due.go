package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// judgeAtOnce is how many bookings one round judges; the next is a second away.
const judgeAtOnce = 200

// JudgeDue judges again, by the business clock, the bookings ahead that are due: a day, an hour and the moment before they
// start, and at once after what a host asks for, an agreement or the booking itself has changed. So what runs out with time
// alone ends a booking without any message. It gives how many it ended. Replicas may do it at the same time, and a round
// that is cut off is done by the next: what is due stays due until it has been judged.
func (p *Passports) JudgeDue(ctx context.Context) (int, error) {
	now := p.Clock.Now()
	due, err := p.Decisions.DueBookings(ctx, now, judgeAtOnce)
	if err != nil {
		return 0, err
	}
	ended := 0
	var failed []error
	for _, b := range due {
		// One that fails must not keep the others waiting.
		over, err := p.judgeAgain(ctx, b, now)
		failed = append(failed, err)
		if over {
			ended++
		}
	}
	_, err = p.Decisions.ForgetPast(ctx, now, judgeAtOnce)
	return ended, errors.Join(append(failed, err)...)
}

// judgeDueNow is for who has just made bookings due. What it cannot do the next round does.
func (p *Passports) judgeDueNow(ctx context.Context) { _, _ = p.JudgeDue(ctx) }

func (p *Passports) judgeAgain(ctx context.Context, bookingID id.ID, now time.Time) (ended bool, err error) {
	err = p.Decisions.Rejudge(ctx, bookingID, now, func(w *worker.Worker, b clearance.Booking, around Circumstances) (Judged, *Fact, error) {
		ended = false
		d := p.judge(w, b, around, causeTime, now)
		if w.Record().Status == worker.Suspended || d.Cleared() {
			// A suspension has told of every booking by its own event.
			return d, nil, nil
		}
		f, err := p.uncleared(ctx, b, d, By{Actor: "system:clearance", OnBehalfOf: b.HomeEmployer})
		ended = err == nil
		return d, &f, err
	})
	return ended && err == nil, err
}
