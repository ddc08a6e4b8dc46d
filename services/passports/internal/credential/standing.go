package credential

import (
	"time"

	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/services/passports/internal/worker"
)

// Issued is a credential that was given out, as far as anybody but its holder knows it.
type Issued struct {
	ID       id.ID
	WorkerID id.ID
	// Issuer is the employer's ODS code.
	Issuer  string
	Type    Type
	Subject string
	// Record is what it rests on.
	Record id.ID
	// Holder is the thumbprint of the key that it is bound to; External tells that the key is in a wallet of the worker's own.
	Holder   string
	External bool
	// List and Place are where its status stands.
	List                int64
	Place               int64
	IssuedAt, ExpiresAt time.Time
	RevokedAt           *time.Time
	// Why is the reason code of a revocation.
	Why string
}

// Live tells whether the credential may still be relied on at a time.
func (i Issued) Live(at time.Time) bool { return i.RevokedAt == nil && at.Before(i.ExpiresAt) }

// Why a credential is taken back, as codes.
const (
	Superseded    = "record_superseded"
	NotStanding   = "record_not_standing"
	SuspendedWhy  = "passport_suspended"
	Left          = "engagement_ended"
	Rebound       = "holder_key_rebound"
	KeyWithdrawn  = "issuer_key_withdrawn"
	OwnRequest    = "own_request"
	ByIssuer      = "issued_in_error"
	Erased        = "worker_erased"
	LostByHolder  = "device_lost"
	NameCorrected = "name_corrected"
)

// Whys are the codes that people may give.
var Whys = []string{ByIssuer, OwnRequest, LostByHolder, NameCorrected, KeyWithdrawn}

// Obsolete gives of the live credentials those that no longer say what the passport says, with the reason.
func Obsolete(live []Issued, w worker.Record, at time.Time) map[id.ID]string {
	standing := map[string]id.ID{}
	for _, g := range Grounds(w, at) {
		standing[g.Subject] = g.Record
	}
	_, engaged := engagedUntil(w, at)
	out := map[id.ID]string{}
	for _, i := range live {
		if !i.Live(at) {
			continue
		}
		record, stands := standing[i.Subject]
		switch {
		case stands && record == i.Record && i.Issuer == Issuer(w):
		case i.Type == DeploymentAuthority && w.Status == worker.Active && engaged && i.Issuer == Issuer(w):
			// It rests on the deployment, whose end takes it back.
		case w.ErasedAt != nil:
			out[i.ID] = Erased
		case w.Status == worker.Suspended:
			out[i.ID] = SuspendedWhy
		case w.Status != worker.Active || !engaged || i.Issuer != Issuer(w):
			out[i.ID] = Left
		case stands:
			out[i.ID] = Superseded
		default:
			out[i.ID] = NotStanding
		}
	}
	return out
}

// Due gives the grounds for which a holder has no credential, or one that is to be renewed.
func Due(live []Issued, w worker.Record, holder string, at time.Time) []Ground {
	var due []Ground
	for _, g := range Grounds(w, at) {
		if !held(live, g, holder, at) {
			due = append(due, g)
		}
	}
	return due
}

func held(live []Issued, g Ground, holder string, at time.Time) bool {
	for _, i := range live {
		if i.Live(at) && i.Subject == g.Subject && i.Record == g.Record && i.Holder == holder && !renewable(i, g, at) {
			return true
		}
	}
	return false
}

// renewable tells whether a renewal would last longer than what is held.
func renewable(i Issued, g Ground, at time.Time) bool {
	return DueForRenewal(i.IssuedAt, at) && ExpiresAt(at, g.ValidUntil).After(i.ExpiresAt)
}
