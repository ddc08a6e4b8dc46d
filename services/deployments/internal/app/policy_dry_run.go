package app

import "github.com/muster-ics/muster/pkg/auth"

// The actions on dry runs.
const (
	DryRunAsk  auth.Action = "dry_run.ask"
	DryRunRead auth.Action = "dry_run.read"
)

// dryRunPolicy is merged into Policy. Whoever may read an agreement may ask what it would open: a dry run binds nobody and
// names nobody. Facts as for AgreementRead.
var dryRunPolicy = auth.Policy{DryRunAsk: partyLeadOrAuditor, DryRunRead: partyLeadOrAuditor}
