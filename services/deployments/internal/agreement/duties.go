package agreement

import "github.com/muster-ics/muster/services/deployments/internal/rule"

// Duties are what each side does for the worker during a deployment.
type Duties struct {
	Home []string `json:"home"`
	Host []string `json:"host"`
	// ConcernHours is within how many hours host and home tell each other of a concern about conduct, capability or safety.
	ConcernHours int `json:"concern_hours"`
}

// The duties of either side.
var (
	HomeDuties = []Word{
		{"contract", "Contract of employment", "the contract of employment"},
		{"payroll", "Payroll and pension", "payroll and pension"},
		{"sickness", "Sickness absence", "sickness absence"},
		{"conduct", "Conduct and capability", "conduct and capability"},
		{"revalidation", "Appraisal and revalidation", "appraisal and revalidation"},
		{"occupational_health", "Occupational health", "occupational health"},
	}
	HostDuties = []Word{
		{"induction", "Induction", "induction"},
		{"supervision", "Supervision", "supervision"},
		{"health_and_safety", "Health and safety", "health and safety"},
		{"incident_reporting", "Incident reporting", "incident reporting"},
		{"it_access", "IT access", "IT access"},
		{"breaks", "Breaks", "breaks"},
	}
)

func (d Duties) tidy() Duties {
	return Duties{Home: sorted(d.Home), Host: sorted(d.Host), ConcernHours: d.ConcernHours}
}

func (d Duties) check(bad *rule.Check) {
	each(bad, "duties.home", d.Home, HomeDuties)
	each(bad, "duties.host", d.Host, HostDuties)
	bad.That(d.ConcernHours >= 1 && d.ConcernHours <= 720, "duties.concern_hours", "Enter a number of hours from 1 to 720.")
}
