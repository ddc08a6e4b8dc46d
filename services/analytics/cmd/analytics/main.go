// Command analytics runs the analytics service alone.
package main

import (
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/services/analytics"
)

func main() { service.Main(analytics.Module) }
