package register

import "github.com/muster-ics/muster/services/passports/internal/registration"

// Meanings are the statuses that the map leads to.
func (m Statuses) Meanings() []registration.Status {
	out := make([]registration.Status, 0, len(m.said))
	for _, s := range m.said {
		out = append(out, s)
	}
	return out
}
