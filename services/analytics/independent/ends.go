package independent

// Ends is how confirmed bookings ended before they were worked.
type Ends struct {
	Confirmed    int64            `json:"confirmed"`
	ByWorker     map[string]int64 `json:"by_worker"`
	ByEmployer   map[string]int64 `json:"by_employer"`
	BySystem     int64            `json:"by_system"`
	DidNotAttend int64            `json:"did_not_attend"`
	OwedPence    int64            `json:"owed_pence"`
}

func (e *Ends) add(b booking) {
	if b.ConfirmedAt == nil {
		return
	}
	e.Confirmed++
	notice := b.NoticeBand
	if notice == "" && b.EndedAt != nil {
		notice = band(b.StartsAt.Sub(*b.EndedAt))
	}
	switch b.Status {
	case "withdrawn":
		if !b.swapped() {
			e.ByWorker[notice]++
		}
	case "cancelled":
		e.ByEmployer[notice]++
		e.OwedPence += b.OwedPence
	case "revoked":
		e.BySystem++
	case "did_not_attend":
		e.DidNotAttend++
	}
}

// swapped tells whether another worker took the booking over, so that the shift was never given back.
func (b booking) swapped() bool {
	for _, r := range b.Reasons {
		if r.Code == "SWAPPED" {
			return true
		}
	}
	return false
}
