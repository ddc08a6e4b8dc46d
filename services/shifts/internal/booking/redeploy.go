package booking

// TookInstead notes that the worker has taken the shift that was offered instead of this cancelled one, so that nothing is
// owed for it. It reports whether that changes anything; a dispute that was opened first is answered by people.
func (b *Booking) TookInstead() bool {
	if b.s.Status != Cancelled || b.s.Consequence == nil || b.s.Dispute != nil {
		return false
	}
	c, changed := b.s.Consequence.TakenUp()
	if changed {
		b.Bear(c)
		b.happened(EventAmended)
	}
	return changed
}
