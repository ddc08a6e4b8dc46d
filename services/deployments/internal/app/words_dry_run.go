package app

import "github.com/muster-ics/muster/services/deployments/internal/dryrun"

// The laid-open values in which pages and API speak of dry runs.
type (
	DryRunPart    = dryrun.Part
	DryRunCell    = dryrun.Cell
	DryRunFigures = dryrun.Figures
)
