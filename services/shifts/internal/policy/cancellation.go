package policy

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// KindCancellation is what follows from ending a booking, by either side.
const KindCancellation Kind = "cancellation"

// Cancellation is what follows when a worker or the employer ends a booking on one of its shifts. Both sides are measured
// by the same bands of notice, and the consequence is shown before it is chosen; package cancellation works it out.
type Cancellation struct {
	Worker   WorkerRules   `json:"worker"`
	Employer EmployerRules `json:"employer"`
	// Statutory is the notice of the Employment Rights Act 2025. It is off until regulations say how long and how much.
	Statutory Statutory `json:"statutory"`
}

// WorkerRules say when a worker's cancellation or absence counts. A count blocks nothing by itself: a person looks at it
// together with the worker.
type WorkerRules struct {
	// LateHours: with less notice than this a cancellation is late. Exactly this much is not.
	LateHours int `json:"late_hours"`
	// Strikes late cancellations within MonitoringDays call for a talk with the bank team.
	Strikes        int `json:"strikes"`
	MonitoringDays int `json:"monitoring_days"`
	// AbsentStrikes absences within AbsentMonitoringDays do the same.
	AbsentStrikes        int `json:"absent_strikes"`
	AbsentMonitoringDays int `json:"absent_monitoring_days"`
}

// EmployerRules say what an employer owes for cancelling late.
type EmployerRules struct {
	// Fees are judged alone; the one that pays most counts.
	Fees []Fee `json:"fees"`
}

// Fee is owed when the notice is less than UnderHours: Percent of the locked pay of the shift, or the pay of its first
// Hours hours, whichever is more.
type Fee struct {
	UnderHours int `json:"under_hours"`
	Percent    int `json:"percent"`
	Hours      int `json:"hours"`
}

// Statutory is a payment that the law asks for when notice is not reasonable. It is not added to a fee: the greater of
// the two is owed.
type Statutory struct {
	On         bool `json:"on"`
	UnderHours int  `json:"under_hours"`
	Percent    int  `json:"percent"`
}

// DefaultCancellation is the policy of an employer that has stored none. ‡ The figures are reference data for the adopter to check:
// a worker's 12 h with three strikes in three months, and three absences in six, are Mersey Care's (policy HR40, FAQs for
// roster managers); full pay under 4 h unless redeployed is NHS Greater Glasgow and Clyde's (cancellation process). The
// statutory week is the shortest option of the 2026 consultation on reasonable notice.
func DefaultCancellation() Cancellation {
	return Cancellation{
		Worker:    WorkerRules{LateHours: 12, Strikes: 3, MonitoringDays: 90, AbsentStrikes: 3, AbsentMonitoringDays: 180},
		Employer:  EmployerRules{Fees: []Fee{{UnderHours: 4, Percent: 100}}},
		Statutory: Statutory{On: false, UnderHours: 7 * 24, Percent: 50},
	}
}

// Kind implements Settings.
func (Cancellation) Kind() Kind { return KindCancellation }

// Title implements Settings.
func (Cancellation) Title() string { return "Cancelling and not coming" }

// Validate implements Settings.
func (c Cancellation) Validate() error {
	const maxHours, maxDays, maxFees = 28 * 24, 366, 10
	var ps Problems
	within := func(n, least, most int, field string) {
		ps.Unless(n >= least && n <= most, field, "Give a whole number from %d to %d.", least, most)
	}
	within(c.Worker.LateHours, 0, maxHours, "worker.late_hours")
	within(c.Worker.Strikes, 1, 100, "worker.strikes")
	within(c.Worker.MonitoringDays, 1, maxDays, "worker.monitoring_days")
	within(c.Worker.AbsentStrikes, 1, 100, "worker.absent_strikes")
	within(c.Worker.AbsentMonitoringDays, 1, maxDays, "worker.absent_monitoring_days")
	ps.Unless(len(c.Employer.Fees) <= maxFees, "employer.fees", "Give at most %d.", maxFees)
	for i, f := range c.Employer.Fees {
		field := fmt.Sprintf("employer.fees[%d].", i)
		within(f.UnderHours, 1, maxHours, field+"under_hours")
		within(f.Percent, 0, 100, field+"percent")
		within(f.Hours, 0, 24, field+"hours")
	}
	within(c.Statutory.UnderHours, 0, maxHours, "statutory.under_hours")
	within(c.Statutory.Percent, 0, 100, "statutory.percent")
	return ps.Err()
}

// UnmarshalJSON reads a fee anew: without it what a fee leaves out would be that of the default's fee in its place.
func (f *Fee) UnmarshalJSON(body []byte) error {
	type plain Fee
	var p plain
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return err
	}
	*f = Fee(p)
	return nil
}
