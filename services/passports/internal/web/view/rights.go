package view

import (
	"strconv"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/app"
)

// CheckName is an employment check in words.
func CheckName(kind string) string {
	for _, n := range checkNames {
		if n.Type == kind {
			return n.Name
		}
	}
	return Words(kind)
}

var counts = []string{"No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"}

// Count is a number at the beginning of a sentence.
func Count(n int) string {
	if n >= 0 && n < len(counts) {
		return counts[n]
	}
	return strconv.Itoa(n)
}

// SampleTasks are things to do of the worker of the stories.
func SampleTasks() []app.OwnTask {
	at := func(days int) time.Time { return SampleNow.AddDate(0, 0, days) }
	shift := app.BookingAhead{BookingID: Sample().WorkerID, Site: "RWF03", Ward: "amu", Role: "registered_nurse", Band: "5", StartsAt: at(9), EndsAt: at(9).Add(12 * time.Hour), Confirmed: true}
	return []app.OwnTask{
		{Kind: "competency", Code: "cstf:FIRE", Title: "Fire Safety", Level: 1, State: "held", Asked: true, DueAt: at(-31), Bookings: []app.BookingAhead{shift}},
		{Kind: "check", Code: "occupational_health", State: "not_in_place", Asked: true, DueAt: at(-10)},
		{Kind: "registration", Code: "NMC", State: "held", Asked: true, DueAt: at(20), Within: 28},
		{Kind: "check", Code: "right_to_work", State: "held", Asked: true, DueAt: at(58), Within: 60},
		{Kind: "engagement", Code: "post", State: "held", Asked: true, DueAt: at(80), Within: 90},
	}
}
