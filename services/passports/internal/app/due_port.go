package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/due"
)

// Dues tells what is due over all of an employer's workers. Who has no engagement that still runs is left out.
type Dues interface {
	// DueLines gives a page of what is due until a moment, the longest due first.
	DueLines(ctx context.Context, q DueQuery) ([]DueLine, error)
	// DueByWhat counts, for each piece of evidence, the workers of whom it is gone by now and runs out until then.
	DueByWhat(ctx context.Context, employer string, now, until time.Time) ([]DueCount, error)
	// Standings counts an employer's workers by role and standing; of every employer when it is empty.
	Standings(ctx context.Context, q StandingQuery) ([]StandingCount, error)
	// StandingAs gives a page of the workers behind those figures, by id.
	StandingAs(ctx context.Context, q StandingQuery, standing, role string, after id.ID, limit int) ([]id.ID, error)
	// AtRisk gives bookings ahead of an employer's workers of whom something runs out before the shift ends, the soonest
	// first, at most limit pieces of evidence.
	AtRisk(ctx context.Context, q RiskQuery) ([]RiskLine, error)
	// SitesAhead are the sites at which an employer's workers are booked.
	SitesAhead(ctx context.Context, employer string, now time.Time) ([]string, error)
	// RolesOfStaff are the roles of an employer's workers.
	RolesOfStaff(ctx context.Context, employer string, now time.Time) ([]string, error)
	// StaffOnRegisters counts an employer's workers by register.
	StaffOnRegisters(ctx context.Context, employer string, now time.Time) (map[string]int, error)
	// Readings tells when registers were last read for all staff, by employer; of one when it is not empty.
	Readings(ctx context.Context, employer string) (map[string]RegistersRead, error)
}

// DueQuery asks for a page of what is due.
type DueQuery struct {
	Employer string
	Now      time.Time
	// Until leaves what is due later.
	Until time.Time
	// Kind, Code, Role and Site leave all others out when they are set. Site is where a worker is booked ahead.
	Kind, Code, Role, Site string
	After                  DuePlace
	Limit                  int
}

// DuePlace is a place in the queue.
type DuePlace struct {
	At     time.Time `json:"a"`
	Worker id.ID     `json:"w"`
	Kind   string    `json:"k"`
	Code   string    `json:"c"`
}

// DueLine is one piece of evidence of one worker.
type DueLine struct {
	Worker id.ID
	due.Line
	StaffGroup, Role, Band string
}

// DueCount is for how many workers a piece of evidence is gone, and runs out soon.
type DueCount struct {
	Kind, Code   string
	Gone, Coming int
}

// StandingQuery says at which moment standings are taken and which register readings count then.
type StandingQuery struct {
	Employer string
	Now      time.Time
	// ReadSince is how old a reading of one entry may be. Read are the registers, each as employer:body, that were read for
	// all staff since then.
	ReadSince time.Time
	Read      []string
}

// The standings of a worker.
const (
	Deployable = "deployable" // everything that the role asks for is in place
	Lacking    = "lacking"    // something is missing, has run out or was not read lately
	OnHold     = "on_hold"
	Suspended  = "suspended"
)

// StandingNames are all standings, the best first.
var StandingNames = []string{Deployable, Lacking, OnHold, Suspended}

// StandingCount is how many workers of a role stand in one way.
type StandingCount struct {
	Employer, Role, Standing string
	Workers                  int
}

// RiskQuery asks for bookings ahead that lose their ground.
type RiskQuery struct {
	Employer   string
	Now, Until time.Time
	AfterAt    time.Time
	After      id.ID
	Limit      int
}

// RiskLine is one piece of evidence that runs out before a booking ends.
type RiskLine struct {
	Reliance Reliance
	due.Line
}
