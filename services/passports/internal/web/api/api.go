// Package api is the JSON API of the passports service.
package api

import (
	"context"
	"errors"
	"slices"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// API answers requests with the use cases.
type API struct{ use *app.Passports }

// Mount adds every operation.
func Mount(s *web.Server, use *app.Passports) {
	a := API{use: use}
	a.mountWorkers(s)
	a.mountChanges(s)
	a.mountDecision(s)
	a.mountImports(s)
	a.mountWallets(s)
	a.mountDue(s)
	a.mountCredentials(s)
	a.mountDecisions(s)
	a.mountOverrides(s)
	a.mountHostPolicies(s)
	a.mountDisclosures(s)
	a.mountLooks(s)
	a.mountExport(s)
	a.mountOwnTasks(s)
	a.mountRecord(s)
	a.mountAdjustments(s)
	a.mountRegisters(s)
	a.mountReceivers(s)
	a.mountApproaches(s)
	a.mountReference(s)
	s.MountHistory(app.MayReadHistory)
}

// ByWorker is the path of everything below one worker.
type ByWorker struct {
	ID string `path:"id" format:"uuid" doc:"The worker's opaque id."`
}

func (p ByWorker) worker() (id.ID, error) { return known(p.ID, app.ErrNoWorker) }

// known reads an id; what is none names nothing that is there.
func known(s string, no error) (id.ID, error) {
	v, err := id.Parse(s)
	if err != nil {
		return id.Nil, no
	}
	return v, nil
}

// inBody says of each refused part that it stood in the body.
func inBody(err error) error { return within(err, "body.") }

// inQuery says of each refused part that it stood in the query.
func inQuery(err error) error { return within(err, "query.") }

func within(err error, part string) error {
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Invalid || len(f.Fields) == 0 {
		return err
	}
	c := *f
	c.Fields = slices.Clone(f.Fields)
	for i := range c.Fields {
		c.Fields[i].Location = part + c.Fields[i].Location
	}
	return &c
}

func requestID(ctx context.Context) string { return web.RequestID(ctx) }
