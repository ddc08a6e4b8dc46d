// Command shifts runs the shifts service alone.
package main

import (
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/services/shifts"
)

func main() { service.Main(shifts.Module) }
