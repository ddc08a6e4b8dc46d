package oid4vp

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// ReadUnsigned reads a request that stands in the link itself. Nobody has signed it: all that is known of the receiver is
// the address to which the answer goes, and that must be the one by which it is named (section 5.9.3).
func ReadUnsigned(link string, now time.Time) (Request, error) {
	clientID, requestURI, err := ReadLink(link)
	if err != nil {
		return Request{}, err
	}
	to, unsigned := strings.CutPrefix(clientID, RedirectPrefix)
	if !unsigned || requestURI != "" {
		return Request{}, refuse("invalid_request", "This is no request that stands in its link.")
	}
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		return Request{}, refuse("invalid_request", "This is no link of a receiver.")
	}
	claims := map[string]any{}
	for name, values := range u.Query() {
		if len(values) > 1 {
			return Request{}, refuse("invalid_request", "A member of the request stands twice.")
		}
		claims[name] = values[0]
	}
	// It was made when the worker opened it, as far as anybody knows.
	claims["iat"], claims["exp"] = seconds(now), seconds(now.Add(RequestLife))
	query, _ := claims["dcql_query"].(string)
	if claims["dcql_query"], err = jws.Object([]byte(query)); err != nil {
		return Request{}, refuse("invalid_request", "What the request asks for cannot be read.")
	}
	host, _ := Host(clientID)
	r, err := readObject(claims, clientID, host, now)
	if err == nil && r.ResponseURI != to {
		return r, refuse("invalid_request", "The answer would go to another address than that of the receiver.")
	}
	return r, err
}

func seconds(t time.Time) json.Number { return json.Number(strconv.FormatInt(t.Unix(), 10)) }
