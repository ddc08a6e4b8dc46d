package app

import "github.com/muster-ics/muster/pkg/auth"

// postOrVerify: rosters are kept by those who post shifts and by those who verify passports.
func postOrVerify(p auth.Principal, f auth.Facts) error {
	switch {
	case p.Role != auth.Employer:
		return forbidden("Only an employer's staff can send its roster.")
	case f.Employer != p.Employer:
		return unknown()
	case !p.Has(auth.Post) && !p.Has(auth.Verify):
		return forbidden("You need the duty %q or %q with your employer to send its roster; ask your temporary staffing team.", auth.Post, auth.Verify)
	}
	return nil
}

// ownBlocks: an employer's people with a duty about its shifts see its blocks, a worker those against themselves.
func ownBlocks(p auth.Principal, f auth.Facts) error {
	switch {
	case p.Role == auth.Worker && p.WorkerID != "" && f.Worker == p.WorkerID:
		return nil
	case p.Role != auth.Employer:
		return forbidden("Blocks are for the employer that placed them and for the worker.")
	case !p.Has(auth.Approve) && !p.Has(auth.Post):
		return forbidden("You need the duty %q or %q with your employer to see its blocks; ask your temporary staffing team.", auth.Approve, auth.Post)
	}
	return nil
}
