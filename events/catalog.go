package events

import (
	"github.com/muster-ics/muster/events/analytics"
	"github.com/muster-ics/muster/events/deployments"
	"github.com/muster-ics/muster/events/passports"
	"github.com/muster-ics/muster/events/shifts"
)

// Catalog has every event once, by its zero value. Codec, schemas, AsyncAPI document and tests are driven by it.
var Catalog = []Event{
	shifts.ApplicationApprovedV1{},
	shifts.ApplicationEndedV1{},
	shifts.ApplicationSubmittedV1{},
	shifts.BookingAmendedV1{},
	shifts.BookingApprovedV1{},
	shifts.BookingCancelledV1{},
	shifts.BookingConfirmedV1{},
	shifts.BookingDidNotAttendV1{},
	shifts.BookingDisputedV1{},
	shifts.BookingExpiredV1{},
	shifts.BookingRefusedV1{},
	shifts.BookingRequestedV1{},
	shifts.BookingRevokedV1{},
	shifts.BookingStartedV1{},
	shifts.BookingWithdrawnV1{},
	shifts.BookingWorkedV1{},
	shifts.PolicyChangedV1{},
	shifts.RateCardChangedV1{},
	shifts.OfferEndedV1{},
	shifts.OfferMadeV1{},
	shifts.RosterImportCommittedV1{},
	shifts.RosterImportUndoneV1{},
	shifts.ShiftAmendedV1{},
	shifts.ShiftCancelledV1{},
	shifts.ShiftDeclinedV1{},
	shifts.ShiftFilledV1{},
	shifts.ShiftLapsedV1{},
	shifts.ShiftEscalatedV1{},
	shifts.ShiftOverrideGrantedV1{},
	shifts.ShiftReleasedV1{},
	shifts.LadderChangedV1{},
	shifts.ShiftPostedV1{},
	shifts.ShiftReopenedV1{},
	shifts.ShiftSubmittedV1{},
	shifts.ShiftStartedV1{},
	shifts.ShiftWithdrawnV1{},
	shifts.ShiftWorkedV1{},
	shifts.SwapEndedV1{},
	shifts.SwapOfferedV1{},
	shifts.SwapTakenV1{},
	shifts.WaitingPlaceEndedV1{},
	shifts.WaitingPlaceJoinedV1{},
	passports.BookingClearedV1{},
	passports.BookingNotClearedV1{},
	passports.BookingUnclearedV1{},
	passports.CheckRecordedV1{},
	passports.CheckWithdrawnV1{},
	passports.CompetencyRecordedV1{},
	passports.CredentialAcceptedV1{},
	passports.CredentialOfferedV1{},
	passports.CredentialRejectedV1{},
	passports.CheckExpiringV1{},
	passports.DisclosureAuthorisedV1{},
	passports.DisclosureWithdrawnV1{},
	passports.EngagementChangedV1{},
	passports.HoldLiftedV1{},
	passports.HoldPlacedV1{},
	passports.CredentialIssuedV1{},
	passports.CredentialRevokedV1{},
	passports.PassportChangedV1{},
	passports.PassportSuspendedV1{},
	passports.PresentationRefusedV1{},
	passports.PresentationRequestedV1{},
	passports.PresentationVerifiedV1{},
	passports.ReceiversChangedV1{},
	passports.RegisterReadV1{},
	passports.RegistersChangedV1{},
	passports.RegistrationChangedV1{},
	passports.WorkerEnrolledV1{},
	passports.DecisionReviewAnsweredV1{},
	passports.DecisionReviewRequestedV1{},
	passports.HostPolicyChangedV1{},
	passports.OverrideExpiredV1{},
	passports.OverrideGrantedV1{},
	passports.OverrideRefusedV1{},
	passports.OverrideRequestedV1{},
	deployments.AgreementEndedV1{},
	deployments.AgreementInForceV1{},
	deployments.AgreementOfferedV1{},
	deployments.AgreementSignedV1{},
	deployments.DeploymentAuthorisedV1{},
	deployments.DeploymentRefusedV1{},
	deployments.DeploymentRevokedV1{},
	deployments.DeploymentStoodDownV1{},
	deployments.EmployerRegisteredV1{},
	deployments.EmployerSucceededV1{},
	deployments.MembershipChangedV1{},
	deployments.MutualAidActivatedV1{},
	deployments.MutualAidEndedV1{},
	deployments.SiteRegisteredV1{},
	analytics.FillRateChangedV1{},
}

var byName = index(Catalog)

func index(all []Event) map[string]Event {
	m := make(map[string]Event, len(all))
	for _, e := range all {
		m[e.EventName()] = e
	}
	return m
}
