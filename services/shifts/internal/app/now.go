package app

import "time"

// Now is the service's business clock, for pages that split what is to come from what is over.
func (a *App) Now() time.Time { return a.clock.Now() }
