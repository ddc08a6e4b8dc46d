package passports

import (
	"time"

	"github.com/muster-ics/muster/events/internal/check"
)

// Contracts are the terms whose limits on working hours are known.
var Contracts = []string{"wtr_1998", "resident_doctor_2016", "resident_doctor_2019"}

// HourCapCodes are the restrictions on weekly hours that a right to work may carry: so many hours with all employers in
// term, or with other employers than the sponsor at any time.
var HourCapCodes = []string{"term_time_20", "term_time_10", "other_employers_20"}

// Period is a time from From to before Until; without Until it has no end.
type Period struct {
	From  time.Time  `json:"from"`
	Until *time.Time `json:"until,omitempty"`
}

// HourCap is a restriction on weekly hours. What permission it comes from stays with the home employer.
type HourCap struct {
	Code string `json:"code" jsonschema:"enum=term_time_20,enum=term_time_10,enum=other_employers_20"`
	// Sponsor is the ODS code of the employer whose own work other_employers_20 does not count.
	Sponsor string `json:"sponsor,omitempty"`
	// Terms are the times in which a term_time code holds. Without any it always holds.
	Terms []Period `json:"terms,omitempty"`
}

// WorkingTime is what limits a worker's hours beyond the regulations, and what lifts their limit.
type WorkingTime struct {
	// Contract is the terms with their version; the regulations alone when it is empty.
	Contract string `json:"contract,omitempty" jsonschema:"enum=wtr_1998,enum=resident_doctor_2016,enum=resident_doctor_2019"`
	// OptOut is the time for which the worker has agreed in writing to work more than 48 hours a week on average.
	OptOut  *Period  `json:"opt_out,omitempty"`
	HourCap *HourCap `json:"hour_cap,omitempty"`
}

func (w *WorkingTime) validate(c *check.Errors) {
	if w == nil {
		return
	}
	if w.Contract != "" {
		c.OneOf("contract", w.Contract, Contracts...)
	}
	if w.OptOut != nil {
		w.OptOut.validate(c, "opt_out")
	}
	if h := w.HourCap; h != nil {
		c.OneOf("hour cap code", h.Code, HourCapCodes...)
		if h.Code == "other_employers_20" {
			c.ODS("sponsor", h.Sponsor)
		}
		for _, t := range h.Terms {
			t.validate(c, "term")
		}
	}
}

func (p Period) validate(c *check.Errors, field string) {
	c.Time(field+" from", p.From)
	c.That(p.Until == nil || p.Until.After(p.From), "%s must end after it begins", field)
}
