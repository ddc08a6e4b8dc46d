package web

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"log/slog"
	"net/http"
	"sync"
	"unicode"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/outbox"
)

// maxKey is the longest Idempotency-Key in characters.
const maxKey = 200

// replayed are the headers that are part of an answer. Cookies and nonces are of one moment and are not.
var replayed = []string{"Content-Type", "Location", "Etag", "Link", "Retry-After"}

// scopedKey is a client's key within what it may mean: this principal, this method, this resource.
type scopedKey struct {
	scope, key string
	hash       []byte
}

// keyring makes a repeated POST do its work once.
type keyring struct {
	pool *pgxpool.Pool
	log  *slog.Logger

	mu     sync.Mutex
	flying map[[2]string]bool
}

func newKeyring(pool *pgxpool.Pool, log *slog.Logger) *keyring {
	return &keyring{pool: pool, log: log, flying: map[[2]string]bool{}}
}

func checkKey(key string) error {
	switch {
	case key == "":
		return fault.New(fault.Invalid, "idempotency_key_missing", "Send an Idempotency-Key header, e.g. a UUID, so that a repeated request does its work once.").
			WithFields(fault.Field{Location: "header.Idempotency-Key", Message: "Send a key of 1 to 200 characters."})
	case len(key) > maxKey || !printable(key):
		return fault.New(fault.Invalid, "idempotency_key_invalid", "The Idempotency-Key must have 1 to %d printable characters.", maxKey).
			WithFields(fault.Field{Location: "header.Idempotency-Key", Message: "Send a key of 1 to 200 printable characters."})
	}
	return nil
}

func printable(s string) bool {
	for _, r := range s {
		if r > unicode.MaxASCII || !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}

// refuser writes a refusal, as a problem or as a page.
type refuser func(http.ResponseWriter, *http.Request, error)

const alreadyDone = "already_done"

// once runs next under the key, or gives the answer of the first time.
func (k *keyring) once(w http.ResponseWriter, r *http.Request, key string, body []byte, refuse refuser, next http.Handler) {
	sk := scopedKey{scope: scopeOf(r), key: key, hash: hashOf(r, body)}
	if !k.take(sk) {
		refuse(w, r, inFlight())
		return
	}
	defer k.release(sk)
	if k.pool == nil {
		next.ServeHTTP(w, r)
		return
	}
	done, err := k.replay(w, r, sk)
	switch {
	case err != nil:
		refuse(w, r, err)
	case !done:
		k.run(w, r, sk, refuse, next)
	}
}

// replay answers from the store when the key has been used.
func (k *keyring) replay(w http.ResponseWriter, r *http.Request, sk scopedKey) (done bool, err error) {
	found, hash, stored, err := outbox.LookupIdempotency(r.Context(), k.pool, sk.scope, sk.key)
	switch {
	case err != nil:
		return false, err
	case !found:
		return false, nil
	case subtle.ConstantTimeCompare(hash, sk.hash) != 1:
		return false, fault.New(fault.Invalid, "idempotency_key_reused", "This Idempotency-Key was used for another request. Use a new key.")
	case stored == nil:
		return false, fault.New(fault.Conflict, alreadyDone, "This request was carried out, but there is no answer kept for it. Read the resource to see what came of it; do not send the request under a new key.")
	}
	for name, v := range stored.Headers {
		w.Header()[name] = v
	}
	w.Header().Set("Idempotent-Replayed", "true")
	w.WriteHeader(stored.Status)
	_, _ = w.Write(stored.Body)
	return true, nil
}

func (k *keyring) run(w http.ResponseWriter, r *http.Request, sk scopedKey, refuse refuser, next http.Handler) {
	c := callOf(r.Context())
	c.key = sk.scope + " " + sk.key
	ctx := outbox.WithIdempotency(r.Context(), outbox.Idempotency{Scope: sk.scope, Key: sk.key, RequestHash: sk.hash})
	buf := newBuffer()
	next.ServeHTTP(buf, r.WithContext(ctx))
	// Another replica took the key between our look and our write: its answer is the answer.
	if c.err != nil && faultOf(c.err).Code == outbox.CodeInFlightOrDone {
		done, err := k.replay(w, r, sk)
		switch {
		case done:
		case err == nil || faultOf(err).Code == alreadyDone:
			refuse(w, r, inFlight())
		default:
			refuse(w, r, err)
		}
		return
	}
	k.keep(ctx, sk, buf)
	buf.copyTo(w)
}

// keep stores the answer. A refusal that changed nothing leaves the key free, so that the client may correct the request
// and send it under the same key; that something changed is told by the row that the change itself wrote.
func (k *keyring) keep(ctx context.Context, sk scopedKey, buf *buffer) {
	if buf.status >= http.StatusInternalServerError {
		return
	}
	if _, free := outbox.IdempotencyFrom(ctx); free && buf.status >= http.StatusBadRequest {
		return
	}
	if callOf(ctx).secret {
		return
	}
	kept := outbox.StoredResponse{Status: buf.status, Headers: http.Header{}, Body: buf.body.Bytes()}
	for _, name := range replayed {
		if v := buf.header[name]; len(v) > 0 {
			kept.Headers[name] = v
		}
	}
	// The client may have gone; the answer still belongs to the change that was made.
	ctx = context.WithoutCancel(ctx)
	if err := outbox.SaveIdempotencyResponse(ctx, k.pool, sk.scope, sk.key, sk.hash, kept); err != nil {
		k.log.ErrorContext(ctx, "answer not kept for its idempotency key", "err", err)
	}
}

func inFlight() *fault.Error {
	return fault.New(fault.Conflict, "in_flight", "A request with this Idempotency-Key is being carried out at this moment. Wait for its answer, or send the same request again in a second.")
}

func (k *keyring) take(sk scopedKey) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	at := [2]string{sk.scope, sk.key}
	if k.flying[at] {
		return false
	}
	k.flying[at] = true
	return true
}

func (k *keyring) release(sk scopedKey) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.flying, [2]string{sk.scope, sk.key})
}

// scopeOf is the principal, the route and the resource: the path holds the values that the route leaves open.
func scopeOf(r *http.Request) string {
	who, _ := auth.From(r.Context())
	return who.Subject + " " + r.Pattern + " " + r.URL.Path
}

func hashOf(r *http.Request, body []byte) []byte {
	h := sha256.New()
	h.Write([]byte(r.URL.RawQuery))
	h.Write([]byte{0})
	h.Write(body)
	return h.Sum(nil)
}
