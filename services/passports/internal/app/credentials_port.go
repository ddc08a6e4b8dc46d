package app

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/credential"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/receiver"
	"github.com/muster-ics/muster/services/passports/internal/registry"
	"github.com/muster-ics/muster/services/passports/internal/statuslist"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Operator is the owner of the keys that sign the registry.
const Operator = "operator"

// Credentials keeps what was issued, the keys behind it and the lists that take it back.
type Credentials interface {
	// ChangeCredentials locks the passport and gives act what it needs to issue and to take back. What act returns is
	// written, with its facts, in one transaction. It returns ErrNoWorker, or act's error, with nothing written.
	ChangeCredentials(ctx context.Context, workerID id.ID, now time.Time, act func(Desk) (Issuance, error)) error
	// CredentialsOf gives all that were ever given to a worker, the newest first.
	CredentialsOf(ctx context.Context, workerID id.ID) ([]credential.Issued, error)
	// HolderAt gives the worker whose credential's status stands at a place, or ErrNoCredential.
	HolderAt(ctx context.Context, at Place) (id.ID, error)
	// KeepAuthority writes how a deployment stands, as deployments told it at a version. Older words change nothing.
	KeepAuthority(ctx context.Context, d Deployment, version int64) error
	// AuthoritiesOf gives the authorities of a worker that stand and are not over.
	AuthoritiesOf(ctx context.Context, workerID id.ID, now time.Time) ([]credential.Authority, error)
	// ClaimRenewals gives workers whose custodial credentials are to be renewed by a time, and keeps other replicas from them
	// for a minute or until ChangeCredentials has written when the next is.
	ClaimRenewals(ctx context.Context, now time.Time, limit int) ([]id.ID, error)
	// Wallet opens what the service keeps for a worker: the live custodial credentials and the key that they are bound to.
	// Nothing is there for a worker whose key was erased.
	Wallet(ctx context.Context, workerID id.ID, now time.Time) (Wallet, error)
}

// IssuerKeys keeps the signing keys of employers and of the operator.
type IssuerKeys interface {
	// SigningKey gives the key that an owner signs by now, and makes it when there is none or the last one has retired.
	SigningKey(ctx context.Context, owner string, now time.Time) (jws.Signer, error)
	// VerifyingKeys gives, by owner, every key that still verifies.
	VerifyingKeys(ctx context.Context, now time.Time) (map[string][]jws.JWK, error)
	// WithdrawKey ends a key that leaked: it signs and verifies no more. It returns ErrNoKey when there is none.
	WithdrawKey(ctx context.Context, keyID string, now time.Time) error
}

// Lists gives what the public may read: status lists and the registry's parts.
type Lists interface {
	// StatusHead tells whose a list is and how often it changed. It returns ErrNoList when there is none.
	StatusHead(ctx context.Context, n int64) (StatusHead, error)
	// StatusList gives the list as it stands now.
	StatusList(ctx context.Context, n int64) (statuslist.List, error)
	// RegistryEntries gives the organisations, by code, without issuer, keys and types.
	RegistryEntries(ctx context.Context) ([]registry.Entry, error)
	// RegistryVersion gives the version of a registry that says what digest stands for: one more than before when that is new.
	RegistryVersion(ctx context.Context, digest string, now time.Time) (int64, error)
	// KeepEntry writes an organisation as another service told it at a version. Older words change nothing.
	KeepEntry(ctx context.Context, e registry.Entry, version int64) error
	// Receivers gives who outside this system receives presentations, with its version; nil and 0 while nobody does.
	Receivers(ctx context.Context) (receiver.List, int64, error)
	// ReplaceReceivers writes the next version of them with its fact. It returns ErrReceiversChanged when somebody else
	// has written that version.
	ReplaceReceivers(ctx context.Context, l receiver.List, version int64, at time.Time, f Fact) error
}

// StatusHead is whose a list is, and how often it changed.
type StatusHead struct {
	N int64
	// Issuer is an ODS code.
	Issuer   string
	Revision int64
}

// Place is where the status of one credential stands.
type Place struct{ List, Index int64 }

// Desk is what is needed to issue credentials to one worker.
type Desk struct {
	Worker   *worker.Worker
	Personal Personal
	// Subject is the worker's opaque name with the issuer.
	Subject string
	// Live are the credentials that may still be relied on.
	Live []credential.Issued
	// Authorities are the deployments that stand.
	Authorities []credential.Authority
	// Holder is the key that the service keeps for the worker. Signer is the issuer's.
	Holder, Signer jws.Signer
	// Take takes the next free place of the issuer's status list.
	Take func() (Place, error)
}

// Issuance is what a visit to the desk writes.
type Issuance struct {
	Issued []NewCredential
	// Revoked are those that are taken back, each with its reason code.
	Revoked map[id.ID]string
	Facts   []Fact
	// Renewal says when the wallet that the service keeps is to be looked at next; nil leaves that as it is.
	Renewal *NextRenewal
}

// NextRenewal is when custodial credentials are next to be renewed, if any are.
type NextRenewal struct {
	At  time.Time
	Due bool
}

// NewCredential is a credential that was just signed.
type NewCredential struct {
	credential.Issued
	KeyID string
	// Compact is the credential itself. It is kept, sealed, when the service holds the key that it is bound to.
	Compact string
}

// Wallet is what the service keeps for a worker.
type Wallet struct {
	Holder jws.Signer
	// Credentials are by id the texts of the live custodial ones.
	Credentials map[id.ID]string
}

// What the ports answer when something is not there.
var (
	ErrNoList       = fault.New(fault.NotFound, "no_status_list", "There is no such status list.")
	ErrNoKey        = fault.New(fault.NotFound, "no_issuer_key", "There is no such key, or it was withdrawn already.")
	ErrNoCredential = fault.New(fault.NotFound, "credential_not_found", "There is no such credential, or it is not yours to see.")
)

// Addresses are the public addresses that stand in credentials.
type Addresses struct {
	// Public is where the service is reached, without a slash at its end.
	Public string
	// Types is the base of the types' names, with a slash at its end.
	Types string
}

// Issuer is an employer's iss.
func (a Addresses) Issuer(ods string) string { return a.Public + "/issuers/" + ods }

// StatusList is the address of a status list.
func (a Addresses) StatusList(n int64) string {
	return a.Public + "/status/" + strconv.FormatInt(n, 10)
}

// listOf reads which of our own lists an address names.
func (a Addresses) listOf(uri string) (n int64, own bool) {
	text, own := strings.CutPrefix(uri, a.Public+"/status/")
	n, err := strconv.ParseInt(text, 10, 64)
	return n, own && err == nil && a.StatusList(n) == uri
}
