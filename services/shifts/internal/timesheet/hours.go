// Package timesheet is the worked hours of one booking: sent in by the worker, approved by the employer in one step, or
// amended, agreed, disputed and answered.
package timesheet

import (
	"time"
)

// Hours are when somebody worked. Their length is elapsed time.
type Hours struct {
	StartsAt     time.Time `json:"starts_at"`
	EndsAt       time.Time `json:"ends_at"`
	BreakMinutes int       `json:"break_minutes"`
}

// Minutes are the worked minutes without the break.
func (h Hours) Minutes() int { return int(h.EndsAt.Sub(h.StartsAt)/time.Minute) - h.BreakMinutes }

// Equal tells whether both are the same hours.
func (h Hours) Equal(o Hours) bool {
	return h.StartsAt.Equal(o.StartsAt) && h.EndsAt.Equal(o.EndsAt) && h.BreakMinutes == o.BreakMinutes
}

// lateArrival is how long after the start a check-in says more than that somebody took out their phone late.
const lateArrival = 15 * time.Minute

// Propose fills the hours in before the worker sees them: the booked ones, from the check-in when it came more than a
// quarter of an hour late, and to the moment at which the worker left early by their own wish.
func Propose(booked Hours, checkedIn, left *time.Time) Hours {
	h := booked
	if checkedIn != nil && checkedIn.Sub(h.StartsAt) > lateArrival {
		h.StartsAt = checkedIn.Truncate(time.Minute)
	}
	if left != nil && left.Before(h.EndsAt) {
		h.EndsAt = left.Truncate(time.Minute)
	}
	if !h.EndsAt.After(h.StartsAt) {
		h.EndsAt = h.StartsAt.Add(time.Minute)
	}
	if h.Minutes() <= 0 {
		h.BreakMinutes = 0
	}
	return h
}

// Exception is one way in which the hours differ from what was booked. Hours without any are suggested for approval in
// bulk.
type Exception string

// The exceptions.
const (
	NotCheckedIn Exception = "not_checked_in"
	Longer       Exception = "longer_than_booked"
	Shorter      Exception = "shorter_than_booked"
	Moved        Exception = "times_moved"
	BreakMissed  Exception = "break_missed"
	HasNote      Exception = "note"
)

// exceptions compares the hours with the booked ones.
func exceptions(booked, h Hours, checkedIn bool, note string) []Exception {
	out := []Exception{}
	add := func(is bool, e Exception) {
		if is {
			out = append(out, e)
		}
	}
	add(!checkedIn, NotCheckedIn)
	add(h.Minutes() > booked.Minutes(), Longer)
	add(h.Minutes() < booked.Minutes(), Shorter)
	add(h.Minutes() == booked.Minutes() && !h.Equal(booked), Moved)
	add(h.BreakMinutes < booked.BreakMinutes, BreakMissed)
	add(note != "", HasNote)
	return out
}
