package app

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"

	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// App is the use cases over their ports.
type App struct {
	shifts    Shifts
	bookings  Bookings
	models    ReadModels
	history   Histories
	policies  Policies
	imports   RosterImports
	rateCards RateCards
	ladders   Ladders
	feed      *feed
	prefers   WorkerPreferences
	templates Templates
	// attendance reads what happened after bookings were confirmed.
	attendance Attendance
	hours      Hours
	// The ways to a booking besides taking an open shift.
	applications Applications
	offers       Offers
	waiting      WaitingLists
	swaps        Swaps
	sets         Sets
	experiences  Experiences
	facts        FactReader
	evidence     EvidenceModels
	agreements   agreementBook
	lineage      Lineage

	clock  clock.Clock
	policy auth.Policy
	log    *slog.Logger

	gate     *Gate
	outcomes *outcomes
	// files bounds how many rosters are taken apart at once.
	files chan struct{}
	// wait is how long an accept waits for the answers.
	wait time.Duration

	telling TellingPorts
	// publicURL is the address that browsers use.
	publicURL string
	bells     *bells
}

// Ports are what an App works on.
type Ports struct {
	Shifts    Shifts
	Bookings  Bookings
	Models    ReadModels
	History   Histories
	Policies  Policies
	Imports   RosterImports
	List      ListSource
	Prefers   WorkerPreferences
	RateCards RateCards
	Accepting
	Templates Templates
	Hours     Hours
	Facts     FactReader
	// PublicURL is the address that browsers use, without a slash at its end; empty when nobody has said.
	PublicURL string
	Evidence  EvidenceModels
	// Lineage may be nil: a world without mergers.
	Lineage Lineage

	Telling    TellingPorts
	Attendance Attendance
	Ladders    Ladders
}

// New makes the use cases of one instance, which serves the system ics.
func New(p Ports, c clock.Clock, ics string, log *slog.Logger) *App {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	if p.Lineage == nil {
		p.Lineage = noMergers{}
	}
	return &App{
		lineage: p.Lineage,
		telling: p.Telling, bells: newBells(),
		shifts:       p.Shifts,
		bookings:     p.Bookings,
		models:       p.Models,
		history:      p.History,
		policies:     p.Policies,
		rateCards:    p.RateCards,
		feed:         newFeed(p.List, p.Lineage),
		prefers:      p.Prefers,
		ladders:      p.Ladders,
		templates:    p.Templates,
		attendance:   p.Attendance,
		hours:        p.Hours,
		applications: p.Applications, offers: p.Offers, waiting: p.Waiting, swaps: p.Swaps, sets: p.Sets, experiences: p.Experiences, facts: p.Facts, evidence: p.Evidence, publicURL: p.PublicURL,

		imports: p.Imports, files: make(chan struct{}, filesAtOnce),
		clock: c, policy: Policy(ics), log: log, gate: NewGate(), outcomes: newOutcomes(), wait: 2 * time.Second,
	}
}

// Policy is the rules, for the HTTP side to check that every route has one.
func (a *App) Policy() auth.Policy { return a.policy }

// PublicURL is the address that browsers use, without a slash at its end; empty when nobody has said.
func (a *App) PublicURL() string { return a.publicURL }

func (a *App) check(ctx context.Context, action auth.Action, f auth.Facts) (auth.Principal, error) {
	return a.policy.Check(ctx, action, f)
}

// AsFault is asFault for a page that judges what was entered before any use case is asked.
func AsFault(err error) error { return asFault(err) }

// asFault turns what domain and store refuse with into what a person is shown.
func asFault(err error) error {
	var invalid *shift.Invalid
	var shiftRefusal *shift.Refusal
	var bookingRefusal *booking.Refusal
	switch {
	case err == nil:
		return nil
	case errors.As(err, &invalid):
		f := fault.New(fault.Invalid, "invalid_input", "Some of this cannot be right; see what to change.")
		for _, p := range invalid.Problems {
			f = f.WithFields(fault.Field{Location: "body." + p.Field, Message: p.Message})
		}
		return f
	case errors.As(err, &shiftRefusal):
		return fault.New(fault.Conflict, shiftRefusal.Code, "%s", shiftRefusal.Message)
	case errors.As(err, &bookingRefusal):
		return fault.New(fault.Conflict, bookingRefusal.Code, "%s", bookingRefusal.Message).WithReasons(bookingRefusal.Reasons...)
	case errors.Is(err, ErrNotFound):
		return unknown()
	case isRequestRefusal(err):
		return requestFault(err)
	case errors.Is(err, ErrBankHasTime):
		return fault.New(fault.Conflict, shift.CodeBankHasTime, "The banks still have their time with this shift. Ask an executive for an override if it cannot wait.")
	case errors.Is(err, ErrAsked):
		return fault.New(fault.Conflict, "asked_already", "A higher rate has been asked for already; an executive has to answer first.")
	case errors.Is(err, ErrRepeated):
		return fault.New(fault.Conflict, "in_flight_or_done", "This request is being handled or has been. Look at its result before you send it again.")
	}
	return err
}
