package risk

import "strings"

// Areas are words in the codes of wards where a gap is graver than elsewhere, and what people call such a place.
type Areas map[string]string

// CriticalAreas are the areas in which national guidance sets staffing by patient rather than by ward: emergency and critical
// care, theatres and recovery, maternity and neonatal care ‡. Wards are matched by the parts of their local codes.
var CriticalAreas = Areas{
	"emergency": "Emergency department", "ed": "Emergency department", "ae": "Emergency department", "resus": "Emergency department",
	"icu": "Critical care", "itu": "Critical care", "hdu": "Critical care", "ccu": "Critical care", "critical": "Critical care", "intensive": "Critical care",
	"theatre": "Theatres and recovery", "theatres": "Theatres and recovery", "recovery": "Theatres and recovery",
	"labour": "Maternity", "delivery": "Maternity", "maternity": "Maternity",
	"nicu": "Neonatal care", "picu": "Children's critical care", "scbu": "Neonatal care", "neonatal": "Neonatal care",
}

// Of is the area that a ward is in. ok is false when it is in none.
func (a Areas) Of(ward string) (name string, ok bool) {
	parts := strings.FieldsFunc(strings.ToLower(ward), func(r rune) bool { return r == '_' || r == '-' || r == '.' })
	for _, part := range parts {
		if name, ok := a[part]; ok {
			return name, true
		}
	}
	return "", false
}
