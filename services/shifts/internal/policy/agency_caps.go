package policy

import "maps"

// KindAgencyCaps is the price cap on what an agency charges an hour.
const KindAgencyCaps Kind = "agency_caps"

// AgencyCaps is the price cap on the total hourly charge of an agency: a percentage of the basic pay of the band. A band
// without basic pay has no cap.
type AgencyCaps struct {
	// Percent of basic pay; 155 is basic pay and 55 % ‡ (agency rules of May 2018).
	Percent int `json:"percent"`
	// BasicPence is basic pay an hour by band, in pence, at the top of the band.
	BasicPence map[string]int64 `json:"basic_pence"`
}

// afcTop2025 is the hourly pay at the top of each Agenda for Change band in England in 2025/26, in pence ‡: the yearly
// figures of the pay circular, over 52.143 weeks of 37.5 hours.
var afcTop2025 = map[string]int64{
	"2": 1251, "3": 1360, "4": 1543, "5": 1933, "6": 2382, "7": 2798, "8a": 3206, "8b": 3830, "8c": 4535, "8d": 5387, "9": 6425,
}

// DefaultAgencyCaps is what holds for an employer that has decided nothing.
func DefaultAgencyCaps() AgencyCaps {
	return AgencyCaps{Percent: 155, BasicPence: maps.Clone(afcTop2025)}
}

// Kind implements Settings.
func (AgencyCaps) Kind() Kind { return KindAgencyCaps }

// Title implements Settings.
func (AgencyCaps) Title() string { return "Price cap on agencies" }

// Validate implements Settings.
func (c AgencyCaps) Validate() error {
	var ps Problems
	ps.Unless(c.Percent >= 100 && c.Percent <= 300, "percent", "Give a percentage of basic pay from 100 to 300.")
	ps.Unless(len(c.BasicPence) <= 50, "basic_pence", "Give at most 50 bands.")
	for band, pence := range c.BasicPence {
		ps.Unless(band != "" && len(band) <= 16, "basic_pence", "A band has 1 to 16 letters.")
		ps.Unless(pence >= 1 && pence <= 50_000, "basic_pence", "Give basic pay an hour in pence, up to 50000.")
	}
	return ps.Err()
}

// CapPence is the cap for a band, in pence an hour; zero when there is none.
func (c AgencyCaps) CapPence(band string) int64 { return c.BasicPence[band] * int64(c.Percent) / 100 }
