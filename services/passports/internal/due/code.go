package due

import "strings"

// cut parts the code of a competency into framework and subject.
func cut(code string) (framework, subject string, ok bool) { return strings.Cut(code, ":") }

// Subject parts the code of a competency's line into its framework and subject. ok is false for what is no such code.
func (l Line) Subject() (framework, subject string, ok bool) {
	if l.Kind != Competency {
		return "", "", false
	}
	return cut(l.Code)
}
