package app

import "github.com/muster-ics/muster/pkg/auth"

// thatWorker lets only the worker do what is theirs; another worker's does not exist for them.
func thatWorker(what string) auth.Rule {
	return func(p auth.Principal, f auth.Facts) error {
		switch {
		case p.Role != auth.Worker || p.WorkerID == "":
			return forbidden("Only the worker can %s.", what)
		case f.Worker != p.WorkerID:
			return unknown()
		}
		return nil
	}
}
