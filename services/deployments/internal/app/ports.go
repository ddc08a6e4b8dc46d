package app

import (
	"context"
	"errors"
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/deployments/internal/agreement"
	"github.com/muster-ics/muster/services/deployments/internal/deployment"
	"github.com/muster-ics/muster/services/deployments/internal/employer"
	"github.com/muster-ics/muster/services/deployments/internal/mutualaid"
	"github.com/muster-ics/muster/services/deployments/internal/site"
)

// What a store answers when a row stands in the way, or is missing.
var (
	// ErrAbsent: there is no such aggregate.
	ErrAbsent = errors.New("no such aggregate")
	// ErrTaken: the key is in use already.
	ErrTaken = errors.New("the key is in use")
	// ErrUnknownEmployer: an employer that is named is not registered.
	ErrUnknownEmployer = errors.New("an employer is not registered")
	// ErrSameScope: another agreement in force decides the same shifts of two of the parties.
	ErrSameScope = errors.New("another agreement in force has the same parties and scope")
)

// Employers keeps the register of employers. Every method may also return the database's own errors.
type Employers interface {
	// Find returns ErrAbsent when the code is not registered.
	Find(ctx context.Context, ods string) (employer.Employer, error)
	// All is in order of the codes.
	All(ctx context.Context) ([]employer.Employer, error)
	// Add keeps a new employer and what is told of it, together. It returns ErrTaken for a code that is registered.
	Add(ctx context.Context, e employer.Employer, told Told) error
}

// Sites keeps the register of sites.
type Sites interface {
	// Find returns ErrAbsent when the code is not registered.
	Find(ctx context.Context, ods string) (site.Site, error)
	// All is in order of employer and code; employer limits it to one's when not empty.
	All(ctx context.Context, employer string) ([]site.Site, error)
	// Add returns ErrTaken for a code that is registered, ErrAbsent when the employer is not.
	Add(ctx context.Context, s site.Site, told Told) error
}

// Agreements keeps the agreements.
type Agreements interface {
	// Find returns ErrAbsent when there is none.
	Find(ctx context.Context, agreement id.ID) (agreement.Agreement, error)
	// List has the newest first.
	List(ctx context.Context, q AgreementQuery) ([]agreement.Agreement, error)
	// Versions are all versions of an agreement, the newest first; none when there is no such agreement.
	Versions(ctx context.Context, agreement id.ID) ([]AgreementVersion, error)
	// BookedBeyond counts what of the agreement's deployments, that have not started by now, reaches beyond a moment; party
	// limits it to one employer's when not empty.
	BookedBeyond(ctx context.Context, agreement id.ID, party string, at, now time.Time) ([]Beyond, error)
	// Version is the agreement as one version of its text says; ErrAbsent when there is none.
	Version(ctx context.Context, agreement id.ID, terms int64) (agreement.Agreement, error)
	// InForce is every agreement that all parties have signed and that has not been closed, in order of the ids.
	InForce(ctx context.Context) ([]agreement.Agreement, error)
	// DecidedSince is every version that was in force at some time after since, in order of the ids and versions.
	DecidedSince(ctx context.Context, since time.Time) ([]agreement.Agreement, error)
	// ToEnd is the ids of agreements in force whose end has come by now: at most 100 at once.
	ToEnd(ctx context.Context, now time.Time) ([]id.ID, error)
	// AddDraft keeps a draft. It tells nobody, and writes the trail. It returns ErrAbsent when a party is not registered.
	AddDraft(ctx context.Context, a agreement.Agreement, trail Trail) error
	// Update locks and loads the agreement and gives it to act, which calls keep after each change to have that version
	// saved and told. All of it is one transaction, which may run again: act has no other effect. An error of act
	// undoes everything. It returns ErrAbsent, or ErrSameScope when the version kept comes into force beside another.
	Update(ctx context.Context, agreement id.ID, act func(a *agreement.Agreement, keep func(Told) error) error) error
	// Revise locks and loads the agreement and gives it to act to begin, change or give up a draft that nobody has been
	// told of, and keeps it with its trail. nextTerms is the number of a version that would be begun.
	Revise(ctx context.Context, agreement id.ID, act func(a *agreement.Agreement, nextTerms int64) (Trail, error)) error
}

// AgreementQuery limits a list; what is zero does not limit.
type AgreementQuery struct {
	// Party is an employer that the agreement concerns.
	Party, Status string
	// Codes are all under which that employer may be named; none means the one alone.
	Codes []string
	// BeforeDrafted and BeforeID are the last row of the page before.
	BeforeDrafted time.Time
	BeforeID      id.ID
	Most          int
}

// AgreementVersion is one version of an agreement's text and what became of it.
type AgreementVersion struct {
	agreement.Proposal
	InForceAt, SupersededAt, WithdrawnAt *time.Time
	// Changes are what differs from the version that was in force before it. The store leaves them empty.
	Changes []agreement.Change
}

// Evidence is what the rule needs beside the placement.
type Evidence struct {
	// Home and Host are the two employers as they stand when the shift starts.
	Home, Host deployment.Standing
	// Agreements name both employers; they cannot change before the answer is kept.
	Agreements []agreement.Agreement
	// Given are the worker's authorised deployments, but the one in question, 13 months back and ahead. They are there
	// when an agreement limits days.
	Given []Given
	// Known is what passports told of the worker; nil when nothing has been heard.
	Known *Known
	// Names are what the two employers are called, by code.
	Names map[string]string
	// Aid is the mutual aid that had opened the shift when the worker asked for it, or under which the deployment was
	// authorised; nil when there is none.
	Aid *mutualaid.MutualAid
}

// Given is one day that an agreement has given a worker.
type Given struct {
	Agreement id.ID
	Host      string
	StartsAt  time.Time
}

// Known is what passports told of a worker, at a version.
type Known struct {
	Version int64
	// State is a passports.PassportState as JSON, HostChecks a list of the host's own checks, the newest first.
	State, HostChecks []byte
}

// Authorisation is an answer with its inputs, kept so that it can be given again.
type Authorisation struct {
	// Version is the deployment's that it made.
	Version int64
	Engine  int
	// Cause is booking_requested, agreement_changed or passport_changed.
	Cause          string
	Inputs, Answer []byte
	// At is when it was given.
	At time.Time
	// Digest is the SHA-256 of the inputs, in hex.
	Digest string
}

// Decided is a deployment as an answer left it, what is told of it, and the answer.
type Decided struct {
	Deployment    deployment.Deployment
	Told          Told
	Authorisation Authorisation
}

// Reviewed is what came of judging a deployment again.
type Reviewed struct {
	// Revoked is the deployment as it was revoked; nil when it stands.
	Revoked *Decided
	// ByAgreement says that it stands under the version that decides now, and need not be judged for that one again.
	ByAgreement bool
}

// Deployments keeps the answers to bookings.
type Deployments interface {
	// Answer keeps what decide makes of the evidence. The booking and the worker are locked meanwhile. It does not call
	// decide when the booking has its answer, or has ended.
	Answer(ctx context.Context, p deployment.Placement, decide func(Evidence) (Decided, error)) error
	// Review gives one deployment that is authorised and has not started by now, with the evidence of today on every
	// version of the agreement that authorised it, to act, and keeps what came of it. The worker is locked meanwhile. It
	// does not call act for others.
	Review(ctx context.Context, deployment id.ID, now time.Time, act func(deployment.Deployment, Evidence) (Reviewed, error)) error
	// OfWorker is the worker's deployments that are authorised and start after now, in order of start.
	OfWorker(ctx context.Context, worker id.ID, now time.Time) ([]id.ID, error)
	// Explained gives a deployment with every answer that made a version of it, the first one first. It returns ErrAbsent.
	Explained(ctx context.Context, deployment id.ID) (deployment.Deployment, []Authorisation, error)
	// BookingEnded gives the booking's deployment, locked, to act, and keeps it when act says so. When there is none it
	// remembers the end, so that a request that comes later is not answered.
	BookingEnded(ctx context.Context, booking id.ID, endedAs string, act func(*deployment.Deployment) (Told, bool, error)) error
	// Uncovered is the deployments that start after now, by an agreement that says revoke, and that its end, the exit of
	// one of the two or a later version may leave uncovered: the latest 100, the latest first.
	Uncovered(ctx context.Context, now time.Time) ([]id.ID, error)
	// List is in order of start and id.
	List(ctx context.Context, q DeploymentQuery) ([]deployment.Deployment, error)
}

// DeploymentQuery limits a list; what is zero does not limit.
type DeploymentQuery struct {
	// Employer is home or host.
	Employer string
	// Codes are all under which that employer may be named; none means the one alone.
	Codes     []string
	Booking   id.ID
	Worker    id.ID
	Status    string
	EndsAfter time.Time
	// AfterStart and AfterID are the last row of the page before.
	AfterStart time.Time
	AfterID    id.ID
	Most       int
}
