package app

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	contracts "github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
)

// passportFacts takes from a passport as it was told what the rules read of it for one host, by whichever of its codes. nil stays nil.
func passportFacts(k *Known, host []string) (*deployment.Passport, error) {
	if k == nil {
		return nil, nil
	}
	var told contracts.PassportState
	if err := json.Unmarshal(k.State, &told); err != nil {
		return nil, fmt.Errorf("read the passport: %w", err)
	}
	p := &deployment.Passport{Version: k.Version}
	for _, c := range told.Checks {
		p.Checks = append(p.Checks, deployment.Check{
			Type: c.Type, Outcome: c.Outcome, Level: c.Level, Workforce: c.Workforce, CheckedOn: utc(c.CheckedOn), ValidUntil: utc(c.ValidUntil),
		})
	}
	if err := json.Unmarshal(k.HostChecks, &p.HostChecks); err != nil {
		return nil, fmt.Errorf("read the host's checks: %w", err)
	}
	for i, c := range p.HostChecks {
		p.HostChecks[i].CheckedOn, p.HostChecks[i].ValidUntil = utc(c.CheckedOn), utc(c.ValidUntil)
	}
	if told.Disclosures != nil {
		words := []deployment.Disclosure{}
		for _, d := range told.Disclosures {
			if !slices.Contains(host, d.Host) {
				continue
			}
			word := deployment.Disclosure{From: d.From.UTC(), Until: utc(d.Until), Terms: d.AgreementVersion}
			word.Agreement, _ = id.Parse(d.AgreementID) // Empty when it was given for no agreement.
			words = append(words, word)
		}
		p.Disclosures = &words
	}
	p.Inductions, p.Local = trainingAt(told, host)
	if w := told.WorkingTime; w != nil && w.HourCap != nil && w.HourCap.Code == "other_employers_20" {
		p.Sponsor = w.HourCap.Sponsor
	}
	return p, nil
}

// trainingAt is what a passport shows of the training that a host itself gave. Nil inductions: passports did not say.
func trainingAt(told contracts.PassportState, host []string) (*[]deployment.Induction, []deployment.Local) {
	var local []deployment.Local
	for _, c := range told.Competencies {
		if ods, own := strings.CutPrefix(c.Framework, "local_"); own && slices.Contains(host, ods) {
			local = append(local, deployment.Local{Code: c.Code, ValidUntil: utc(c.ValidUntil)})
		}
	}
	if told.Inductions == nil {
		return nil, local
	}
	shown := []deployment.Induction{}
	for _, i := range told.Inductions {
		if slices.Contains(host, i.Employer) {
			shown = append(shown, deployment.Induction{Site: i.Site, ValidUntil: utc(i.ValidUntil)})
		}
	}
	return &shown, local
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	u := t.UTC()
	return &u
}
