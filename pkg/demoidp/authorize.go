package demoidp

import (
	"cmp"
	"crypto/rand"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/muster-ics/muster/pkg/web/layout"
)

// perGroup is how many people a heading shows before it asks for a search.
const perGroup = 12

// challengeForm is a base64url SHA-256.
var challengeForm = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// asked is an authorisation request whose client and address to answer to are known.
type asked struct {
	ClientID, RedirectURI, State, Nonce, Challenge, Scope string
}

// readAsked checks a request. A wrong client or address is never redirected to; every later error is told to the
// client by redirect.
func (p *Provider) readAsked(w http.ResponseWriter, r *http.Request) (asked, bool) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "The request cannot be read.", http.StatusBadRequest)
		return asked{}, false
	}
	f := r.Form
	a := asked{
		ClientID: f.Get("client_id"), RedirectURI: f.Get("redirect_uri"), State: f.Get("state"),
		Nonce: f.Get("nonce"), Challenge: f.Get("code_challenge"), Scope: f.Get("scope"),
	}
	if a.ClientID != p.cfg.ClientID || !slices.Contains(p.cfg.RedirectURLs, a.RedirectURI) {
		http.Error(w, "Unknown client_id or redirect_uri: both must be exactly as registered with this provider.", http.StatusBadRequest)
		return a, false
	}
	switch {
	case f.Get("response_type") != "code":
		p.answer(w, r, a, url.Values{"error": {"unsupported_response_type"}})
	case !slices.Contains(strings.Fields(a.Scope), "openid"):
		p.answer(w, r, a, url.Values{"error": {"invalid_scope"}, "error_description": {"scope must contain openid"}})
	case f.Get("code_challenge_method") != "S256" || !challengeForm.MatchString(a.Challenge):
		p.answer(w, r, a, url.Values{"error": {"invalid_request"}, "error_description": {"PKCE with S256 is required"}})
	case f.Get("prompt") == "none":
		p.answer(w, r, a, url.Values{"error": {"login_required"}})
	default:
		return a, true
	}
	return a, false
}

// answer sends the browser back to the client.
func (p *Provider) answer(w http.ResponseWriter, r *http.Request, a asked, v url.Values) {
	v.Set("state", a.State)
	v.Set("iss", p.cfg.Issuer)
	to, err := url.Parse(a.RedirectURI)
	if err != nil {
		http.Error(w, "The redirect_uri cannot be read.", http.StatusBadRequest)
		return
	}
	q := to.Query()
	for k := range v {
		q.Set(k, v.Get(k))
	}
	to.RawQuery = q.Encode()
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, to.String(), http.StatusSeeOther)
}

// showPicker shows who one can be.
func (p *Provider) showPicker(w http.ResponseWriter, r *http.Request) {
	if a, ok := p.readAsked(w, r); ok {
		p.render(w, r, a, "")
	}
}

// pick is the choice of a person.
func (p *Provider) pick(w http.ResponseWriter, r *http.Request) {
	a, ok := p.readAsked(w, r)
	if !ok {
		return
	}
	people := p.cfg.People()
	i := slices.IndexFunc(people, func(x Person) bool { return x.Principal.Subject == r.PostForm.Get("person") })
	if i < 0 {
		p.render(w, r, a, "This person is no longer there. Choose another.")
		return
	}
	now := p.cfg.Clock.Now()
	code, ok := p.codes.put(grant{
		who: people[i].Principal, clientID: a.ClientID, redirectURI: a.RedirectURI,
		challenge: a.Challenge, nonce: a.Nonce, until: now.Add(codeTime),
	}, now)
	if !ok {
		p.answer(w, r, a, url.Values{"error": {"temporarily_unavailable"}})
		return
	}
	p.answer(w, r, a, url.Values{"code": {code}})
}

func (p *Provider) render(w http.ResponseWriter, r *http.Request, a asked, problem string) {
	search := strings.TrimSpace(r.Form.Get("find"))
	view := pickerView{Action: p.base + "/authorize", Asked: a, Search: search, Problem: problem, Groups: groupsOf(p.cfg.People(), search)}
	nonce := rand.Text()
	p.policy(w, nonce, a.RedirectURI)
	status := http.StatusOK
	if problem != "" {
		status = http.StatusUnprocessableEntity
	}
	ctx := templ.WithNonce(r.Context(), nonce)
	templ.Handler(picker(layout.Props{Title: "Who are you today?", Error: problem != ""}, view), templ.WithStatus(status)).
		ServeHTTP(w, r.WithContext(ctx))
}

// policy lets the page's form lead to the client, whose address may have another port.
func (p *Provider) policy(w http.ResponseWriter, nonce, client string) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'self'; script-src 'self' 'nonce-"+nonce+"'; style-src 'self'; "+
		"frame-ancestors 'none'; base-uri 'none'; form-action 'self' "+originOf(client))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
}

func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// group is one heading of the picker.
type group struct {
	Name   string
	People []Person
	// More is how many others match.
	More int
}

// groupsOf keeps the order in which headings and people were given.
func groupsOf(people []Person, search string) []group {
	var groups []group
	at := make(map[string]int)
	for _, x := range people {
		if !matches(x, search) {
			continue
		}
		i, ok := at[x.Group]
		if !ok {
			i = len(groups)
			at[x.Group] = i
			groups = append(groups, group{Name: x.Group})
		}
		if len(groups[i].People) < perGroup {
			groups[i].People = append(groups[i].People, x)
		} else {
			groups[i].More++
		}
	}
	return groups
}

func matches(x Person, search string) bool {
	text := strings.ToLower(strings.Join([]string{x.Principal.Name, x.Group, x.Note, x.Principal.Employer}, " "))
	for _, word := range strings.Fields(strings.ToLower(search)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// label names a person even when the seed gave none.
func label(x Person) string { return cmp.Or(x.Principal.Name, x.Principal.Subject) }
