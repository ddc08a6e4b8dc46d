// Package modules lists the four services.
package modules

import (
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/services/analytics"
	"github.com/muster-ics/muster/services/deployments"
	"github.com/muster-ics/muster/services/passports"
	"github.com/muster-ics/muster/services/shifts"
)

// All are the four services, in the order in which they start.
func All() []service.Module {
	return []service.Module{shifts.Module, passports.Module, deployments.Module, analytics.Module}
}
