package app

import "github.com/muster-ics/muster/pkg/auth"

// What may be done with the registers beside registering and reading.
const (
	EmployerChange auth.Action = "employer.change"
	EmployerMerge  auth.Action = "employer.merge"
	SiteChange     auth.Action = "site.change"
	RegisterImport auth.Action = "register.import"
)
