package fillrate

import "strings"

// Group is the two dimensions of a cell beside its window.
type Group struct{ Employer, StaffGroup string }

// Cell is one figure's place: employer, staff group and window. Cells count shifts of an employer's staff group, not
// people, so that small figures need no suppression.
type Cell struct {
	Group
	Window Window
}

// ID is <employer>_<staff group>_<window>: the id of the published aggregate, safe as one token of a NATS subject.
func (c Cell) ID() string {
	return c.Employer + "_" + c.StaffGroup + "_" + string(c.Window)
}

// Compare orders cells by employer, staff group and window.
func (c Cell) Compare(o Cell) int {
	if d := strings.Compare(c.Employer, o.Employer); d != 0 {
		return d
	}
	if d := strings.Compare(c.StaffGroup, o.StaffGroup); d != 0 {
		return d
	}
	return strings.Compare(string(c.Window), string(o.Window))
}
