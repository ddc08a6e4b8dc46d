// Package mutualaid has the opening of named shifts to the workers of all parties of a standing agreement: by a lead, with
// a reason, until a moment at which it closes by itself.
package mutualaid

import (
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/id"
)

// Status is where a mutual aid stands in its life.
type Status string

// The statuses. Ended is final.
const (
	Active Status = "active"
	Ended  Status = "ended"
)

// EndedBy is what ended a mutual aid.
type EndedBy string

// What may end it: its own moment, a lead, or the end of the agreement under it.
const (
	ByTime      EndedBy = "time"
	ByLead      EndedBy = "lead"
	ByAgreement EndedBy = "agreement"
)

// Shift is one shift that is opened.
type Shift struct {
	ID   id.ID
	Host string
	// Site, StaffGroup and Band are what it was when it was opened, for whoever reads the log.
	Site, StaffGroup, Band string
	StartsAt, EndsAt       time.Time
}

// Record is a mutual aid laid open, for the store and for views.
type Record struct {
	ID      id.ID
	Version int64
	// Agreement and Terms are the standing agreement and the version of its text.
	Agreement id.ID
	Terms     int64
	Parties   []string
	Shifts    []Shift
	// Why is one of Reasons; Note is what the lead wrote, for the log only. By is the lead's opaque id.
	Why, Note, By      string
	OpenedAt, ClosesAt time.Time
	Status             Status
	EndedAt            *time.Time
	EndedBy            EndedBy
}

// MutualAid is one opening of named shifts.
type MutualAid struct{ r Record }

// Rehydrate makes a mutual aid of what the store kept. For the store only: it checks nothing.
func Rehydrate(r Record) MutualAid { return MutualAid{r: r.clone()} }

// Record lays it open. Changing the copy changes nothing here.
func (m *MutualAid) Record() Record { return m.r.clone() }

// Opens tells whether a booking of the shift that was asked for at a moment is made under it, for a worker of home. It
// looks at when the worker asked and not at now, so a question answered late is answered as it would have been in time.
func (m *MutualAid) Opens(shift id.ID, home string, asked time.Time) bool {
	until := m.r.ClosesAt
	if m.r.EndedAt != nil && m.r.EndedAt.Before(until) {
		until = *m.r.EndedAt
	}
	return !asked.Before(m.r.OpenedAt) && asked.Before(until) && slices.Contains(m.r.Parties, home) &&
		slices.ContainsFunc(m.r.Shifts, func(s Shift) bool { return s.ID == shift })
}

// Close ends it because its moment has come. It is false, and changes nothing, before that and when it has ended.
func (m *MutualAid) Close(now time.Time) bool {
	if m.r.Status == Ended || now.Before(m.r.ClosesAt) {
		return false
	}
	// It closed at its moment, however late somebody looked.
	m.end(m.r.ClosesAt, ByTime)
	return true
}

// Stop ends it early. It is false, and changes nothing, when it has ended.
func (m *MutualAid) Stop(by EndedBy, now time.Time) bool {
	if m.r.Status == Ended {
		return false
	}
	if m.Close(now) {
		return true
	}
	m.end(now, by)
	return true
}

func (m *MutualAid) end(at time.Time, by EndedBy) {
	m.r.Status, m.r.EndedAt, m.r.EndedBy = Ended, &at, by
	m.r.Version++
}

func (r Record) clone() Record {
	r.Parties, r.Shifts = slices.Clone(r.Parties), slices.Clone(r.Shifts)
	return r
}

// Reason is why a lead may open shifts, by its code and in words.
type Reason struct{ Code, Label string }

// Reasons are in the order in which a lead is offered them.
var Reasons = []Reason{
	{"patient_safety", "Patients would not be safe"},
	{"surge", "More patients than staff can care for"},
	{"sickness", "Staff sickness"},
	{"major_incident", "Major incident"},
	{"industrial_action", "Industrial action"},
	{"service_closure_risk", "A service would close"},
}

// Label is a reason in words.
func Label(code string) string {
	for _, r := range Reasons {
		if r.Code == code {
			return r.Label
		}
	}
	return strings.ReplaceAll(code, "_", " ")
}
