package competency

import "github.com/muster-ics/muster/services/passports/internal/refusal"

// CheckSubject refuses a framework and a code that no competency could have.
func CheckSubject(no *refusal.List, of, subject string) {
	no.Unless(framework.MatchString(of), "framework", "Use cstf, clinical or local_ and an ODS code.")
	no.Unless(code.MatchString(subject), "code", "Give the subject as a code of capitals, digits, _ and -, e.g. FIRE.")
	_, known := subjects[subject]
	no.Unless(of != "cstf" || known, "code", "This is not a subject of the Core Skills Training Framework.")
}
