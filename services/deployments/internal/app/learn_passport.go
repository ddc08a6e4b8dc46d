package app

import "context"

// LearnPassport keeps a passport as passports told it; an older telling that comes late changes nothing. Deployments that
// the worker's word, or a check, no longer carries are then revoked.
func (a *App) LearnPassport(ctx context.Context, p PassportTold, cause string) error {
	if _, err := a.Passports.Put(ctx, p); err != nil {
		return err
	}
	// Also when it was not newer: the attempt that kept it may have died before this.
	return a.reviewWorker(ctx, p.Worker, cause)
}

// LearnHostCheck keeps a check that a host did itself.
func (a *App) LearnHostCheck(ctx context.Context, c HostCheckTold, cause string) error {
	if err := a.Passports.PutHostCheck(ctx, c); err != nil {
		return err
	}
	return a.reviewWorker(ctx, c.Worker, cause)
}
