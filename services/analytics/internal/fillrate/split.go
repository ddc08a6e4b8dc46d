package fillrate

// Split is an amount of requested work by how it is filled, in one unit. The five parts add up to the whole.
type Split struct {
	OwnBank, CollaborativeBank, FrameworkAgency, OffFrameworkAgency, Unfilled int64
}

// NetRequested is the whole: what was asked for and not withdrawn.
func (s Split) NetRequested() int64 { return s.Filled() + s.Unfilled }

// Filled is everything but the unfilled part.
func (s Split) Filled() int64 { return s.Bank() + s.Agency() }

// Bank is what own and collaborative bank fill.
func (s Split) Bank() int64 { return s.OwnBank + s.CollaborativeBank }

// Agency is what agencies fill, on and off framework.
func (s Split) Agency() int64 { return s.FrameworkAgency + s.OffFrameworkAgency }

// FillRate is filled work over net requested work.
func (s Split) FillRate() Rate { return Rate{Of: s.Filled(), Over: s.NetRequested()} }

// BankFill is bank-filled work over net requested work. Boards mix it up with BankShareOfFilled: label both.
func (s Split) BankFill() Rate { return Rate{Of: s.Bank(), Over: s.NetRequested()} }

// BankShareOfFilled is bank-filled work over filled work.
func (s Split) BankShareOfFilled() Rate { return Rate{Of: s.Bank(), Over: s.Filled()} }

// Plus adds two splits. Rates of a sum are ratios of sums, never means of rates.
func (s Split) Plus(o Split) Split {
	return Split{
		OwnBank: s.OwnBank + o.OwnBank, CollaborativeBank: s.CollaborativeBank + o.CollaborativeBank,
		FrameworkAgency: s.FrameworkAgency + o.FrameworkAgency, OffFrameworkAgency: s.OffFrameworkAgency + o.OffFrameworkAgency,
		Unfilled: s.Unfilled + o.Unfilled,
	}
}

// minus takes a split out of a sum that it was added to.
func (s Split) minus(o Split) Split {
	return s.Plus(Split{
		OwnBank: -o.OwnBank, CollaborativeBank: -o.CollaborativeBank, FrameworkAgency: -o.FrameworkAgency,
		OffFrameworkAgency: -o.OffFrameworkAgency, Unfilled: -o.Unfilled,
	})
}

func (s *Split) add(p Part, n int64) {
	switch p {
	case OwnBank:
		s.OwnBank += n
	case CollaborativeBank:
		s.CollaborativeBank += n
	case FrameworkAgency:
		s.FrameworkAgency += n
	case OffFrameworkAgency:
		s.OffFrameworkAgency += n
	case Unfilled:
		s.Unfilled += n
	case Withdrawn:
	}
}

// Figures is the split in both units as booked, what left the denominator, and what was worked of it.
type Figures struct {
	Minutes, Shifts Split
	WithdrawnShifts int64
	Worked          Worked
}

// Plus adds two figures.
func (f Figures) Plus(o Figures) Figures {
	return Figures{
		Minutes: f.Minutes.Plus(o.Minutes), Shifts: f.Shifts.Plus(o.Shifts),
		WithdrawnShifts: f.WithdrawnShifts + o.WithdrawnShifts, Worked: f.Worked.Plus(o.Worked),
	}
}

// minus takes figures out of a sum that they were added to.
func (f Figures) minus(o Figures) Figures {
	return Figures{
		Minutes: f.Minutes.minus(o.Minutes), Shifts: f.Shifts.minus(o.Shifts), WithdrawnShifts: f.WithdrawnShifts - o.WithdrawnShifts,
		Worked: f.Worked.Plus(Worked{OwnBank: -o.Worked.OwnBank, CollaborativeBank: -o.Worked.CollaborativeBank}),
	}
}

// Count adds shifts that count alike.
func (f *Figures) Count(p Part, shifts, minutes int64) {
	if p == Withdrawn {
		f.WithdrawnShifts += shifts
		return
	}
	f.Minutes.add(p, minutes)
	f.Shifts.add(p, shifts)
}

// Of is the amount of one part; Withdrawn is in no split.
func (s Split) Of(p Part) int64 {
	switch p {
	case OwnBank:
		return s.OwnBank
	case CollaborativeBank:
		return s.CollaborativeBank
	case FrameworkAgency:
		return s.FrameworkAgency
	case OffFrameworkAgency:
		return s.OffFrameworkAgency
	case Unfilled:
		return s.Unfilled
	case Withdrawn:
	}
	return 0
}
