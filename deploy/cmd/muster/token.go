package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/muster-ics/muster/deploy/internal/history"
	"github.com/muster-ics/muster/deploy/internal/system"
	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/demoidp"
)

type tokenCmd struct {
	Data     string        `help:"Data folder of the running demonstration." default:".muster" env:"MUSTER_DATA"`
	Role     string        `help:"worker, employer, lead or auditor." enum:"worker,employer,lead,auditor" required:""`
	Worker   string        `help:"Worker id; the first enrolled when left out."`
	Employer string        `help:"ODS code, for the role employer." default:"RVV"`
	Duties   []string      `help:"Duties of the role employer." default:"post,approve,verify,finance,executive"`
	Valid    time.Duration `help:"How long the token is good for; at most a day." default:"1h"`
}

// Run prints the token alone on standard output and whom it is for on standard error.
func (c tokenCmd) Run(context.Context) error {
	state, err := system.ReadState(c.Data)
	if err != nil {
		return err
	}
	if c.Valid <= 0 || c.Valid > 24*time.Hour {
		return fmt.Errorf("--valid must be more than nothing and at most 24h, not %s", c.Valid)
	}
	who, err := c.principal(state.ICS)
	if err != nil {
		return err
	}
	key, err := demoidp.LoadOrMakeKey(filepath.Join(c.Data, "issuer.pem"))
	if err != nil {
		return err
	}
	p, err := demoidp.New(demoidp.Config{Issuer: state.Issuer, Demo: true, ClientID: "muster", Key: key, Clock: clock.System(),
		RedirectURLs: []string{state.URL + "/signin/callback"}, People: func() []demoidp.Person { return nil }})
	if err != nil {
		return err
	}
	token, err := p.Token(who, c.Valid)
	if err != nil {
		return err
	}
	printErr("token for %s %s, good for %s", who.Role, who.Subject, c.Valid)
	fmt.Println(token)
	return nil
}

func (c tokenCmd) principal(ics string) (auth.Principal, error) {
	switch auth.Role(c.Role) {
	case auth.Lead:
		return history.Lead(ics), nil
	case auth.Auditor:
		return history.Auditor(ics), nil
	case auth.Employer:
		p := history.Staff(ics, c.Employer)
		p.Duties = c.Duties
		return p, nil
	}
	people, _, err := history.LoadPopulation(c.Data)
	if err != nil {
		return auth.Principal{}, err
	}
	for _, w := range people.Workers {
		if c.Worker == "" || c.Worker == w.ID {
			return w.Principal(ics), nil
		}
	}
	return auth.Principal{}, fmt.Errorf("no worker %q is enrolled; GET /api/passports/v1/workers lists them for their home employer", c.Worker)
}
