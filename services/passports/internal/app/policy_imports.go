package app

import "github.com/muster-ics/muster/pkg/auth"

// MayImport is to take in files of records, and to say what their words mean.
const MayImport auth.Action = "record.import"

// importPolicy: the home employer's people with the duty to verify; another employer's files are not there for them.
var importPolicy = auth.Policy{MayImport: verifierOfHome(ErrNoImport)}
