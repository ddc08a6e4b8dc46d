// Package app has the use cases of the deployments service: who may ask, what the domain says, what is kept and told.
package app

import (
	"context"
	"time"

	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
)

// Config is what the use cases need from outside.
type Config struct {
	Employers      Employers
	Sites          Sites
	Registers      Registers
	Agreements     Agreements
	Deployments    Deployments
	Passports      Passports
	Recharges      Recharges
	ShiftFacts     ShiftFacts
	MutualAids     MutualAids
	DryRuns        DryRuns
	PassportReader PassportReader
	Clock          clock.Clock
	// ICS is the system that this instance serves, e.g. QKS.
	ICS string
	// RequestID names the request of a context in the audit trail; empty when there is none.
	RequestID func(context.Context) string
}

// Lineage is who has followed whom, as it was last read.
type Lineage interface{ Heirs() *footprint.Heirs }

// App is the use cases.
type App struct {
	Config
	policy auth.Policy
	// dryRunAsked wakes whoever works at dry runs in this process.
	dryRunAsked chan struct{}
	// Lineage may be nil: a world without mergers.
	Lineage Lineage
}

// New makes the use cases.
func New(c Config) *App {
	return &App{Config: c, policy: Policy(), dryRunAsked: make(chan struct{}, 1)}
}

// Now is the moment of a business fact, by the injected clock.
func (a *App) Now() time.Time { return a.Clock.Now() }

// by is the trail of a change that a person makes.
func (a *App) by(ctx context.Context, p auth.Principal, action string) Trail {
	return Trail{Actor: p.Subject, OnBehalfOf: p.Employer, Action: action, RequestID: a.RequestID(ctx)}
}

// system is the trail of a change that follows from an event or from time.
func system(what, action, cause string) Trail {
	return Trail{Actor: "system:" + what, Action: action, Cause: cause}
}
