package web

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/muster-ics/muster/pkg/fault"
)

const (
	// bodyLimit is the largest JSON document or form; uploads name their own limit.
	bodyLimit = 1 << 20
	// bodyCap is the largest body that any route may name, and how much of a refused one is read so that the client
	// gets to see the answer rather than a broken connection.
	bodyCap = 16 << 20
)

func tooLarge(limit int64) *fault.Error {
	return fault.New(fault.Invalid, "body_too_large", "The request is larger than the %d KiB accepted here. Send less at a time.", limit>>10)
}

// capBody is the wall behind the routes' own limits, for handlers that read the body themselves.
func (s *Server) capBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength > bodyCap {
			writeFault(w, r, tooLarge(bodyCap))
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, bodyCap)
		next.ServeHTTP(w, r)
	})
}

// readBody takes the whole body into memory, so that it can be hashed and checked before anything acts on it.
func readBody(r *http.Request, limit int64) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	if limit <= 0 {
		limit = bodyLimit
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return nil, tooLarge(limit)
	case err != nil:
		return nil, fault.New(fault.Invalid, "body_unreadable", "The request's body ended early. Send it again.").Because(err)
	case int64(len(body)) > limit:
		_, _ = io.Copy(io.Discard, r.Body)
		return nil, tooLarge(limit)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return body, nil
}

// cleanInput refuses what no text column can hold: NUL and broken UTF-8 in path or query.
func (s *Server) cleanInput(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !cleanText(r.URL.Path) || !cleanQuery(r.URL.RawQuery) {
			writeFault(w, r, fault.New(fault.Invalid, "unreadable_address", "The address holds characters that are no text. Correct it."))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func cleanText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// cleanQuery also refuses half escapes and the semicolons that url.ParseQuery drops: what one layer ignores and
// another reads is a way round a check.
func cleanQuery(raw string) bool {
	if raw == "" {
		return true
	}
	q, err := url.ParseQuery(raw)
	return err == nil && cleanForm(q)
}

func cleanForm(form url.Values) bool {
	for k, values := range form {
		if !cleanText(k) {
			return false
		}
		for _, v := range values {
			if !cleanText(v) {
				return false
			}
		}
	}
	return true
}
