package web

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
)

// Page adds a page route, e.g. "GET /shifts/{id}". h returns a fault or an error to have the error page rendered.
// Form posts carry a hidden field named idempotency_key, which is honoured like the header. Somebody signed out is sent
// to sign in and comes back to the page.
func (s *Server) Page(pattern string, action auth.Action, h func(http.ResponseWriter, *http.Request) error) {
	s.Upload(pattern, action, bodyLimit, h)
}

// Upload is Page with a limit of its own for the body, at most 16 MiB, for forms that carry files.
func (s *Server) Upload(pattern string, action auth.Action, limit int64, h func(http.ResponseWriter, *http.Request) error) {
	s.route(pattern, action, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.admit(r.Context(), action); err != nil {
			s.turnAway(w, r, err)
			return
		}
		body, err := readForm(r, limit)
		if err != nil {
			writeFault(w, r, err)
			return
		}
		page := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if err := h(w, r); err != nil {
				writeFault(w, r, err)
			}
		})
		key := r.Header.Get("Idempotency-Key")
		if r.Method == http.MethodPost && key == "" {
			key = r.PostFormValue("idempotency_key")
		}
		if r.Method != http.MethodPost || key == "" {
			page.ServeHTTP(w, r)
			return
		}
		if err := checkKey(key); err != nil {
			writeFault(w, r, err)
			return
		}
		s.keys.once(w, r, key, body, writeFault, page)
	}))
}

// turnAway sends a person to sign in and tells a program that it must.
func (s *Server) turnAway(w http.ResponseWriter, r *http.Request, err error) {
	if !fault.Is(err, fault.Unauthenticated) || !wantsPage(r) {
		writeFault(w, r, err)
		return
	}
	back := r.URL.RequestURI()
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		// A form cannot be sent again after the sign-in; the page that it stood on can be opened again.
		back = refererPath(r)
	}
	to := "/signin?return_to=" + url.QueryEscape(back)
	if r.Header.Get("HX-Request") == "true" {
		// A fragment must not be replaced by the sign-in page: the whole window has to go there.
		w.Header().Set("HX-Redirect", to)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

func refererPath(r *http.Request) string {
	u, err := url.Parse(r.Referer())
	if err != nil || u.Host != r.Host || u.Path == "" {
		return "/"
	}
	return u.RequestURI()
}

// readForm reads a form's body whole, parses it and leaves it readable again.
func readForm(r *http.Request, limit int64) ([]byte, error) {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return nil, nil
	}
	body, err := readBody(r, limit)
	if err != nil {
		return nil, err
	}
	parse := r.ParseForm
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		parse = func() error { return r.ParseMultipartForm(limit) }
	}
	if err := parse(); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return nil, fault.New(fault.Invalid, "body_unreadable", "The form could not be read. Open the page again and send it once more.").Because(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if !cleanForm(r.PostForm) {
		return nil, fault.New(fault.Invalid, "invalid_text", "The form holds characters that are no text. Remove them.")
	}
	return body, nil
}
