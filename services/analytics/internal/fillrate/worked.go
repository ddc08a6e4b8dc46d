package fillrate

// Worked is approved minutes by which bank worked them.
type Worked struct{ OwnBank, CollaborativeBank int64 }

// Bank is all of them.
func (w Worked) Bank() int64 { return w.OwnBank + w.CollaborativeBank }

// Plus adds two amounts.
func (w Worked) Plus(o Worked) Worked {
	return Worked{OwnBank: w.OwnBank + o.OwnBank, CollaborativeBank: w.CollaborativeBank + o.CollaborativeBank}
}

// Add counts minutes under the channel that worked them.
func (w *Worked) Add(channel string, minutes int64) {
	if channel == "collaborative_bank" {
		w.CollaborativeBank += minutes
		return
	}
	w.OwnBank += minutes
}

// WorkedBankFill is the approved hours of bank workers over net requested work, beside BankFill, which is as booked.
func (f Figures) WorkedBankFill() Rate {
	return Rate{Of: f.Worked.Bank(), Over: f.Minutes.NetRequested()}
}
