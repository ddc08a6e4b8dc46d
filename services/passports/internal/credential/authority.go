package credential

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Authority is what deployments has authorised: one worker of one employer to work one shift for another, by an agreement.
type Authority struct {
	Deployment  id.ID  `json:"-"`
	AgreementID string `json:"agreement_id"`
	Home        string `json:"home"`
	Host        string `json:"host"`
	// Role is staff group and band, as the shift asks for them.
	Role string    `json:"role"`
	Site string    `json:"site"`
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// Model is the agreement's engagement model and Indemnity whose scheme answers for harm, as far as it was told; they are
	// read when a credential is issued.
	Model     string `json:"-"`
	Indemnity string `json:"-"`
}

// AuthorityEnded says that the deployment was stood down or revoked.
const AuthorityEnded = "deployment_ended"

// AuthoritySubject is what the credential of a deployment is about.
func AuthoritySubject(deployment id.ID) string { return "deployment:" + deployment.String() }

// AuthorityGrounds are the authorities that stand at a time, for a passport that gives credentials and whose home employer
// lends the worker.
func AuthorityGrounds(all []Authority, w worker.Record, at time.Time) []Ground {
	if _, engaged := engagedUntil(w, at); w.Status != worker.Active || !engaged {
		return nil
	}
	var out []Ground
	for _, a := range all {
		if a.Home == Issuer(w) && a.To.After(at) {
			out = append(out, a.ground())
		}
	}
	return out
}

func (a Authority) ground() Ground {
	to := a.To
	g := Ground{Type: DeploymentAuthority, Subject: AuthoritySubject(a.Deployment), Record: a.Deployment, ValidUntil: &to}
	g.claims = map[string]any{
		"agreement_id": a.AgreementID, "home_org": a.Home, "host_org": a.Host, "role": a.Role, "sites": []any{a.Site},
		"from": a.From.UTC().Format(time.RFC3339), "to": a.To.UTC().Format(time.RFC3339), "licence_to_attend": nil, "indemnity": text(a.Indemnity),
	}
	if a.Model != "" {
		g.claims["licence_to_attend"] = a.Model == "licence_to_attend"
	}
	return g
}

// DueAuthorities gives the authorities for which a holder has no credential.
func DueAuthorities(live []Issued, all []Authority, w worker.Record, holder string, at time.Time) []Ground {
	var due []Ground
	for _, g := range AuthorityGrounds(all, w, at) {
		if !held(live, g, holder, at) {
			due = append(due, g)
		}
	}
	return due
}
