package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/passports/internal/check"
	"github.com/muster-ics/muster/services/passports/internal/competency"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/oid4vci"
	"github.com/muster-ics/muster/services/passports/internal/registration"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// A kind is what one credential of a worker is about, in the form that wallets name it by: check.dbs, registration.NMC,
// competency.cstf.FIRE.1. It is the credential's subject with dots.

// kindOf is the kind of a credential's subject, and subjectOf the way back.
func kindOf(subject string) string { return strings.ReplaceAll(subject, ":", ".") }

func subjectOf(kind string) string { return strings.ReplaceAll(kind, ".", ":") }

// competencyLevels is how many levels the framework's subjects have at most.
const competencyLevels = 3

// configurations are all kinds that an employer issues into wallets: of competencies those of the national framework.
// Local ones stay in the passport that is kept here.
func (p *Passports) configurations() []oid4vci.Configuration {
	var out []oid4vci.Configuration
	add := func(subject string, t credential.Type, title string) {
		out = append(out, oid4vci.Configuration{ID: kindOf(subject), Type: t.In(p.Addresses.Types), Title: title, Claims: credential.ClaimNames(t)})
	}
	for _, t := range check.Types {
		if of, ok := credential.OfCheck(check.Type(t)); ok {
			add("check:"+t, of, of.Title())
		}
	}
	for _, body := range registration.Bodies {
		add("registration:"+body, credential.Registration, credential.Registration.Title()+": "+body)
	}
	for _, code := range competency.Codes() {
		for level := 1; level <= competencyLevels; level++ {
			n := strconv.Itoa(level)
			add("competency:cstf:"+code+":"+n, credential.Competency, competency.Title("cstf", code)+", level "+n)
		}
	}
	return out
}

func (p *Passports) issuedKinds() []string {
	var out []string
	for _, c := range p.configurations() {
		out = append(out, c.ID)
	}
	return out
}

// standingKinds are the kinds that a worker's record gives now, and that can go into a wallet.
func (p *Passports) standingKinds(w *worker.Worker, now time.Time) []string {
	can := p.issuedKinds()
	var out []string
	for _, g := range credential.Grounds(w.Record(), now) {
		if kind := kindOf(g.Subject); slices.Contains(can, kind) && len(out) < 20 {
			out = append(out, kind)
		}
	}
	return out
}

// typesOf are the types of some kinds, each once.
func (p *Passports) typesOf(kinds []string) []string {
	var out []string
	for _, c := range p.configurations() {
		t := p.shortType(c.Type)
		if slices.Contains(kinds, c.ID) && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// IssuerMetadata is what an employer of the registry says of itself as an issuer, and as its own authorisation server.
func (p *Passports) IssuerMetadata(ctx context.Context, ods string) (issuer, server map[string]any, err error) {
	r, err := p.Registry(ctx)
	if err != nil {
		return nil, nil, err
	}
	entry, known := r.Organisation(ods, p.Clock.Now())
	if !known {
		return nil, nil, fault.New(fault.NotFound, "issuer_not_found", "No employer of this system issues credentials at this address.")
	}
	e := oid4vci.Endpoints{
		Issuer: p.Addresses.Issuer(ods), Token: p.Addresses.Public + "/oid4vci/token", Nonce: p.Addresses.Public + "/oid4vci/nonce",
		Credential: p.Addresses.Public + "/oid4vci/credential",
	}
	return oid4vci.Metadata(e, entry.Name, p.configurations()), oid4vci.ServerMetadata(e), nil
}
