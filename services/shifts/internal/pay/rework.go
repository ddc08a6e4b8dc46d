package pay

// Rework pays the hours that were really worked by the rates that were locked when the shift was accepted. The basis is
// kept; nothing that changed since has a say.
func Rework(locked Quote, worked Work) Quote {
	out := Quote{Terms: locked.Terms, Basis: locked.Basis}
	out.Lines, out.TotalPence = locked.Terms.For(worked)
	return out
}
