package app

import "context"

// LearnPassport keeps a passport as passports told it. An older telling that comes late changes nothing.
func (a *App) LearnPassport(ctx context.Context, p PassportTold) error {
	_, err := a.Passports.Put(ctx, p)
	return err
}
