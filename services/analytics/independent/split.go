package independent

var parts = []string{"own_bank", "collaborative_bank", "framework_agency", "off_framework_agency", "unfilled"}

// Figures is the split with the rates that follow from it.
type Figures struct {
	Minutes               map[string]int64 `json:"minutes"`
	Shifts                map[string]int64 `json:"shifts"`
	WithdrawnShifts       int64            `json:"withdrawn_shifts"`
	NetRequestedMinutes   int64            `json:"net_requested_minutes"`
	NetRequestedShifts    int64            `json:"net_requested_shifts"`
	FillRate              *float64         `json:"fill_rate"`
	BankFill              *float64         `json:"bank_fill"`
	BankShareOfFilled     *float64         `json:"bank_share_of_filled"`
	FillRateShifts        *float64         `json:"fill_rate_shifts"`
	WorkedMinutes         map[string]int64 `json:"worked_minutes"`
	WorkedBankFill        *float64         `json:"worked_bank_fill"`
	BankFillShifts        *float64         `json:"bank_fill_shifts"`
	BankShareFilledShifts *float64         `json:"bank_share_of_filled_shifts"`
}

func noFigures() Figures {
	f := Figures{Minutes: map[string]int64{}, Shifts: map[string]int64{}, WorkedMinutes: map[string]int64{"own_bank": 0, "collaborative_bank": 0}}
	for _, p := range parts {
		f.Minutes[p], f.Shifts[p] = 0, 0
	}
	return f
}

func (f *Figures) addShift(s shift) {
	if s.calledOff() {
		f.WithdrawnShifts++
		return
	}
	f.Shifts[s.part()]++
	f.Minutes[s.part()] += s.NetMinutes
}

func (f *Figures) addWorked(b booking) {
	if b.approved() {
		f.WorkedMinutes[b.Channel] += b.WorkedMinutes
	}
}

// rate works out all that follows from the sums.
func (f *Figures) rate() {
	sum := func(of map[string]int64) (bank, filled, all int64) {
		bank = of["own_bank"] + of["collaborative_bank"]
		filled = bank + of["framework_agency"] + of["off_framework_agency"]
		return bank, filled, filled + of["unfilled"]
	}
	bank, filled, all := sum(f.Minutes)
	f.NetRequestedMinutes = all
	f.FillRate, f.BankFill, f.BankShareOfFilled = ratio(filled, all), ratio(bank, all), ratio(bank, filled)
	f.WorkedBankFill = ratio(f.WorkedMinutes["own_bank"]+f.WorkedMinutes["collaborative_bank"], all)
	bank, filled, all = sum(f.Shifts)
	f.NetRequestedShifts = all
	f.FillRateShifts, f.BankFillShifts, f.BankShareFilledShifts = ratio(filled, all), ratio(bank, all), ratio(bank, filled)
}

// ratio is none where there is nothing to divide by.
func ratio(n, of int64) *float64 {
	if of == 0 {
		return nil
	}
	r := float64(n) / float64(of)
	return &r
}
