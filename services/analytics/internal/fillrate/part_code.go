package fillrate

import "slices"

// PartCodes are the codes of the parts, in their order.
var PartCodes = []string{"own_bank", "collaborative_bank", "framework_agency", "off_framework_agency", "unfilled", "withdrawn"}

// Code is the part as answers and addresses spell it.
func (p Part) Code() string { return PartCodes[p] }

// PartCalled is the part with a code.
func PartCalled(code string) (p Part, ok bool) {
	i := slices.Index(PartCodes, code)
	return Part(i), i >= 0
}
