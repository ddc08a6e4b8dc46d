// Command passports runs the passports service alone.
package main

import (
	"github.com/muster-ics/muster/pkg/service"
	"github.com/muster-ics/muster/services/passports"
)

func main() { service.Main(passports.Module) }
