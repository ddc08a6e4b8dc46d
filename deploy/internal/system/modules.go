package system

import (
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/services/analytics"
	"github.com/muster-ics/muster/services/deployments"
	"github.com/muster-ics/muster/services/passports"
	"github.com/muster-ics/muster/services/shifts"
)

// Modules are the four services, in the order in which they start.
func Modules() []service.Module {
	return []service.Module{shifts.Module, passports.Module, deployments.Module, analytics.Module}
}
