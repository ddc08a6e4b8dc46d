package app

import (
	"context"
)

// noSuchEmployer refuses a yes to an employer that nobody has told of: it would open a passport to a slip of the pen.
func noSuchEmployer() error {
	return FieldFault("employer", "No employer here has this code. Choose from the list, or ask the employer for its code.")
}

// knownHosts refuses hosts of which deployments has not told. While it has not even told of the home employer, nothing is
// known of any, and every code is taken as it is.
func (p *Passports) knownHosts(ctx context.Context, home string, hosts []string, agreements []Agreement) error {
	names, err := p.Partners.EmployerNames(ctx, append([]string{home}, hosts...)...)
	if err != nil || names[home] == "" {
		return err
	}
	for _, host := range hosts {
		if names[host] == "" && host != home && !partyOfAny(agreements, host) {
			return noSuchEmployer()
		}
	}
	return nil
}

func partyOfAny(agreements []Agreement, employer string) bool {
	for _, a := range agreements {
		for _, party := range a.Parties {
			if party.Employer == employer {
				return true
			}
		}
	}
	return false
}
