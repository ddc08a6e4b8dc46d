package web

import (
	"fmt"
	"math"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/fault"
)

// RateLimit is how fast one principal may ask of one replica.
type RateLimit struct {
	// PerSecond is the steady rate; 0 is 50, below 0 is without limit.
	PerSecond float64
	// Burst is how many may come at once; 0 is 200.
	Burst int
}

// limiter has a bucket a principal. A bucket that is full again says nothing, so idle ones are dropped.
type limiter struct {
	rate  rate.Limit
	burst int
	clock clock.Clock

	mu      sync.Mutex
	buckets map[string]*rate.Limiter
	swept   time.Time
}

func newLimiter(cfg RateLimit) *limiter {
	l := &limiter{rate: rate.Limit(cfg.PerSecond), burst: cfg.Burst, clock: clock.System(), buckets: map[string]*rate.Limiter{}}
	if cfg.PerSecond == 0 {
		l.rate = 50
	}
	if cfg.PerSecond < 0 {
		l.rate = rate.Inf
	}
	if l.burst == 0 {
		l.burst = 200
	}
	return l
}

func (l *limiter) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if l.rate == rate.Inf || isProbe(r) {
			next.ServeHTTP(w, r)
			return
		}
		now := l.clock.Now()
		bucket := l.bucket(callerOf(r), now)
		allowed := bucket.AllowN(now, 1)
		l.tell(w, bucket.TokensAt(now))
		if !allowed {
			wait := int(math.Ceil(1 / float64(l.rate)))
			w.Header().Set("Retry-After", strconv.Itoa(wait))
			writeFault(w, r, fault.New(fault.TooMany, "too_many_requests", "You have asked too often in a short time. Try again in %s.", seconds(wait)))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// tell states the limit in the fields of the IETF draft on rate limits.
func (l *limiter) tell(w http.ResponseWriter, left float64) {
	full := int(math.Ceil(float64(l.burst) / float64(l.rate)))
	w.Header().Set("RateLimit-Policy", fmt.Sprintf(`"principal";q=%d;w=%d`, l.burst, full))
	w.Header().Set("RateLimit", fmt.Sprintf(`"principal";r=%d;t=%d`, max(int(left), 0), full))
}

func (l *limiter) bucket(who string, now time.Time) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.swept) > time.Minute {
		for k, b := range l.buckets {
			if b.TokensAt(now) >= float64(l.burst) {
				delete(l.buckets, k)
			}
		}
		l.swept = now
	}
	b, ok := l.buckets[who]
	if !ok {
		b = rate.NewLimiter(l.rate, l.burst)
		l.buckets[who] = b
	}
	return b
}

// callerOf is the principal, or the address of somebody signed out.
func callerOf(r *http.Request) string {
	if who, ok := auth.From(r.Context()); ok {
		return "p:" + who.Subject
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	return "a:" + host
}

func seconds(n int) string {
	if n == 1 {
		return "a second"
	}
	return strconv.Itoa(n) + " seconds"
}
