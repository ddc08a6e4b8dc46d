// Package shifts is the shifts service: the only importable thing of its module.
package shifts

import "github.com/muster-ics/muster/pkg/service"

// Module says how to make, migrate and route the service.
var Module = service.Module{Name: "shifts"}
