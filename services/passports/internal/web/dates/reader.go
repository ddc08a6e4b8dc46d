// Package dates reads the dates and moments that people and programs send.
package dates

import (
	"fmt"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
)

// Reader reads dates and moments of one request and collects what is wrong with them. A plain date begins at midnight in
// London and ends at the midnight after; a moment stands for itself.
type Reader struct{ wrong []fault.Field }

// Begin reads a beginning: 2026-03-01 is the start of that day.
func (t *Reader) Begin(location, s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	at, _ := t.read(location, s)
	return at
}

// BeginOf reads a beginning that need not be given.
func (t *Reader) BeginOf(location, s string) *time.Time {
	if s == "" {
		return nil
	}
	at := t.Begin(location, s)
	return &at
}

// Refuse adds something else that is wrong with the request.
func (t *Reader) Refuse(location, message string) {
	t.wrong = append(t.wrong, fault.Field{Location: location, Message: message})
}

// End reads an end: 2027-02-28 is the end of that day, since until includes its day. Nothing given stays nil.
func (t *Reader) End(location string, s *string) *time.Time {
	if s == nil || *s == "" {
		return nil
	}
	at, plain := t.read(location, *s)
	if plain {
		day := at.In(clock.London)
		at = time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, clock.London).UTC()
	}
	return &at
}

func (t *Reader) read(location, s string) (at time.Time, plain bool) {
	if d, err := time.ParseInLocation(time.DateOnly, s, clock.London); err == nil {
		return t.sane(location, d), true
	}
	d, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.wrong = append(t.wrong, fault.Field{Location: location, Message: "Give a date like 2027-03-31, or a time like 2027-03-31T07:30:00Z."})
		return time.Time{}, false
	}
	return t.sane(location, d), false
}

// Years beyond these are slips of the keyboard.
const (
	firstYear = 1920
	lastYear  = 2199
)

func (t *Reader) sane(location string, d time.Time) time.Time {
	if d.Year() < firstYear || d.Year() > lastYear {
		t.wrong = append(t.wrong, fault.Field{Location: location, Message: fmt.Sprintf("Give a date between the years %d and %d.", firstYear, lastYear)})
	}
	return d.UTC().Truncate(time.Microsecond)
}

// Err is a fault that names each part that could not be read; nil when all could.
func (t *Reader) Err() error {
	if len(t.wrong) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "invalid", "Some of what was given breaks a rule. Nothing was changed.").WithFields(t.wrong...)
}
