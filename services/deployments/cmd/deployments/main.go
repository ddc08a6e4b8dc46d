// Command deployments runs the deployments service alone.
package main

import (
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/services/deployments"
)

func main() { service.Main(deployments.Module) }
