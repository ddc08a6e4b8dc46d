package app

import (
	"time"

	"github.com/muster-ics/muster/events/footprint"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/clearance"
	"github.com/muster-ics/muster/services/passports/internal/hostpolicy"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Circumstances are what a decision looks at beside the passport and the booking.
type Circumstances struct {
	// RegistersRead is of the booking's home employer.
	RegistersRead RegistersRead
	HostPolicy    hostpolicy.Record
	// Model is that of the agreement under which the worker comes to the host; empty while none is known.
	Model string
	// HostChecks are those that the host did itself.
	HostChecks []check.Check
	// Overrides are those granted for the worker and the shift.
	Overrides []clearance.Override
	// Reference are the versions of reference data that stand, by kind.
	Reference map[string]int64
}

// Judged is a decision with its id and the inputs over which it can be made again.
type Judged struct {
	clearance.Decision
	ID      id.ID
	Booking clearance.Booking
	// Cause is one of the causes below.
	Cause  string
	Inputs []byte
}

// Why a decision was made.
const (
	causeRequested = "booking_requested"
	causeChanged   = "passport_changed"
	causeSuspended = "passport_suspended"
	causeStarted   = "checked_in"
	causeTime      = "time_passed"
)

// judge decides about one booking. A worker whom nobody enrolled is nil.
func judge(w *worker.Worker, b clearance.Booking, c Circumstances, heirs *footprint.Heirs, cause string, at time.Time) Judged {
	f := clearance.Facts{
		Booking: b, RegistersRead: c.RegistersRead, HostPolicy: c.HostPolicy, Model: c.Model, HostChecks: c.HostChecks, Overrides: c.Overrides, Reference: c.Reference, At: at,
	}
	if w != nil {
		f.Passport = w.Record()
		f.Disclosures = disclosuresOf(f.Passport)
	}
	if !heirs.None() {
		f = clearance.InTermsOf(f, func(x, y string) bool { return heirs.Same(x, y, b.StartsAt) })
	}
	inputs, d := clearance.Explain(f)
	return Judged{Decision: d, ID: id.New(), Booking: b, Cause: cause, Inputs: inputs}
}

// disclosuresOf are the hosts to which the worker says yes, as a decision sees them. Nil when they were not read.
func disclosuresOf(r worker.Record) []clearance.Disclosure {
	if r.Disclosures == nil {
		return nil
	}
	out := []clearance.Disclosure{}
	for _, d := range r.Disclosures {
		if k := d.Record(); k.WithdrawnAt == nil {
			out = append(out, clearance.Disclosure{Host: k.Host, From: k.From, Until: k.Until})
		}
	}
	return out
}
