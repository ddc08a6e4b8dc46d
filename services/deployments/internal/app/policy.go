package app

import (
	"maps"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// The actions of this service. Each has its rule in Policy; what has none is denied.
const (
	EmployerRegister auth.Action = "employer.register"
	EmployerRead     auth.Action = "employer.read"
	SiteRegister     auth.Action = "site.register"
	SiteRead         auth.Action = "site.read"
	AgreementDraft   auth.Action = "agreement.draft"
	AgreementRead    auth.Action = "agreement.read"
	AgreementOffer   auth.Action = "agreement.offer"
	AgreementSign    auth.Action = "agreement.sign"
	AgreementEnd     auth.Action = "agreement.end"
	AgreementAmend   auth.Action = "agreement.amend"
	AgreementInvite  auth.Action = "agreement.invite"
	TemplateRead     auth.Action = "agreement_template.read"
	CoverageRead     auth.Action = "coverage.read"
	DeploymentRead   auth.Action = "deployment.read"
	HistoryRead      auth.Action = "history.read"
)

// Policy is who may do what. Facts: ICS is the system of this instance. For an agreement, Employer is the employer whose
// act it is, or the reader's own when it is a party, and empty when it is not.
func Policy() auth.Policy {
	p := auth.Policy{
		EmployerRegister: leadOfTheSystem,
		SiteRegister:     leadOfTheSystem,
		EmployerRead:     anybodySignedIn,
		SiteRead:         anybodySignedIn,
		EmployerChange:   leadOfTheSystem,
		EmployerMerge:    leadOfTheSystem,
		SiteChange:       leadOfTheSystem,
		RegisterImport:   leadOfTheSystem,

		AgreementDraft:  ownEmployerWith(auth.Approve),
		AgreementOffer:  ownEmployerWith(auth.Approve),
		AgreementSign:   ownEmployerWith(auth.Executive),
		AgreementEnd:    ownEmployerWith(auth.Executive),
		AgreementAmend:  ownEmployerWith(auth.Approve),
		AgreementInvite: ownEmployerWith(auth.Executive),
		TemplateRead:    anybodySignedIn,
		AgreementRead:   partyLeadOrAuditor,

		CoverageRead:   ownLeadOrAuditor,
		DeploymentRead: workerOwnLeadOrAuditor,
		HistoryRead:    auth.OnlyAuditors,
	}
	for _, more := range []auth.Policy{mutualAidPolicy, dryRunPolicy, rechargePolicy, explainPolicy} {
		maps.Copy(p, more)
	}
	return p
}

func anybodySignedIn(auth.Principal, auth.Facts) error { return nil }

func leadOfTheSystem(p auth.Principal, f auth.Facts) error {
	if p.Role == auth.Lead && p.ICS == f.ICS {
		return nil
	}
	return fault.New(fault.Forbidden, "lead_only", "Only a lead of the integrated care system %s may register employers and sites.", f.ICS)
}

func ownEmployerWith(duty string) auth.Rule {
	return func(p auth.Principal, f auth.Facts) error {
		if p.Role == auth.Employer && p.Employer == f.Employer && p.Has(duty) {
			return nil
		}
		return fault.New(fault.Forbidden, "duty_missing",
			"Only people of the employer concerned who have the duty “%s” may do this. Ask one of them.", duty)
	}
}

// oversees is true for those who may see every employer of the system.
func oversees(p auth.Principal, f auth.Facts) bool {
	return p.Role == auth.Auditor || (p.Role == auth.Lead && p.ICS == f.ICS)
}

func partyLeadOrAuditor(p auth.Principal, f auth.Facts) error {
	if oversees(p, f) || (p.Role == auth.Employer && f.Employer != "" && p.Employer == f.Employer) {
		return nil
	}
	return noAgreement()
}

func ownLeadOrAuditor(p auth.Principal, f auth.Facts) error {
	if oversees(p, f) || (p.Role == auth.Employer && p.Employer == f.Employer) {
		return nil
	}
	return fault.New(fault.NotFound, "coverage_not_found", "There is no coverage to show here.")
}

func workerOwnLeadOrAuditor(p auth.Principal, f auth.Facts) error {
	switch {
	case oversees(p, f):
		return nil
	case p.Role == auth.Employer && f.Employer != "" && p.Employer == f.Employer:
		return nil
	case p.Role == auth.Worker && f.Worker != "" && p.WorkerID == f.Worker:
		return nil
	}
	return fault.New(fault.NotFound, "deployment_not_found", "There are no such deployments.")
}

func noAgreement() error {
	return fault.New(fault.NotFound, "agreement_not_found", "There is no such agreement.")
}
