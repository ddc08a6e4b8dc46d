package measure

import "slices"

// Viewer is the employer whose people look, by every code under which its figures were written down. None is the system's lead.
type Viewer []string

// Is tells whether a code is one of the viewer's.
func (v Viewer) Is(employer string) bool { return slices.Contains(v, employer) }
