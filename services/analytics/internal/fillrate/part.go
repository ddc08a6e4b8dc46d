package fillrate

// Part is how one shift counts: one of the five parts of the split, or Withdrawn, which leaves the denominator.
type Part int

// The five parts of the split, in the order in which they are shown, and what is outside it.
const (
	OwnBank Part = iota
	CollaborativeBank
	FrameworkAgency
	OffFrameworkAgency
	Unfilled
	Withdrawn
)

var channels = map[string]Part{
	"own_bank": OwnBank, "collaborative_bank": CollaborativeBank,
	"framework_agency": FrameworkAgency, "off_framework_agency": OffFrameworkAgency,
}

// PartOf says how a shift counts, by its status and by who fills it. ok is false for a pair that the contract of the
// shift events does not allow.
//
//   - filled, started and worked count under the channel that fills the shift: this is booked fill, not worked fill;
//   - open counts as unfilled, and so does a shift held for a worker whose answers are not there yet;
//   - lapsed stays unfilled: the ward asked and nobody came;
//   - withdrawn and cancelled were called off by the employer and leave the denominator.
func PartOf(status, filledBy string) (p Part, ok bool) {
	switch status {
	case "filled", "started", "worked":
		p, ok = channels[filledBy]
		return p, ok
	case "open", "lapsed":
		return Unfilled, filledBy == ""
	case "withdrawn", "cancelled":
		return Withdrawn, filledBy == ""
	}
	return 0, false
}
