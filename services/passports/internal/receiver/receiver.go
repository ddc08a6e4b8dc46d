// Package receiver holds who outside this system receives presentations: organisations that have no Muster, and ask
// workers by a verifier of their own.
package receiver

import (
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/presentation"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

// Receiver is one organisation, for as long as the operator vouches for it.
type Receiver struct {
	Name string `json:"name"`
	// ODS is empty for one that has no NHS organisation code.
	ODS string `json:"ods,omitempty"`
	// Purpose is the code of why it asks, for workers to read; empty when the operator knows none.
	Purpose string `json:"purpose,omitempty"`
	// Hosts are host names, with a port where it is not that of https, at which it asks and is answered.
	Hosts []string `json:"hosts"`
	// Roots are certificates in base64 (DER) under which the certificates of its requests end.
	Roots      []string   `json:"roots"`
	ValidFrom  time.Time  `json:"valid_from"`
	ValidUntil *time.Time `json:"valid_until,omitempty"`
}

// Limits of the list.
const (
	most        = 200
	mostHosts   = 20
	mostRoots   = 5
	longestName = 200
	longestHost = 253
)

var (
	hostForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:[0-9]{1,5})?$`)
	odsForm  = regexp.MustCompile(`^[A-Z0-9]{1,12}$`)
)

// List is all of them.
type List []Receiver

// Validate refuses what a wallet could not rely on. own are the hosts of this system, which nobody else may have.
func (l List) Validate(own ...string) error {
	var no refusal.List
	no.Unless(len(l) <= most, "receivers", "Give at most %d receivers.", most)
	for i, r := range l {
		at := fmt.Sprintf("receivers[%d].", i)
		no.Unless(strings.TrimSpace(r.Name) == r.Name && r.Name != "" && len(r.Name) <= longestName, at+"name", "Give the name that workers are to read, up to %d characters.", longestName)
		no.Unless(r.ODS == "" || odsForm.MatchString(r.ODS), at+"ods", "Give the organisation code, or leave it out.")
		no.Unless(r.Purpose == "" || presentation.PurposeText(r.Purpose) != "", at+"purpose", "This purpose is not known. Use one of: %s.", strings.Join(presentation.PurposeCodes(), ", "))
		no.Unless(!r.ValidFrom.IsZero(), at+"valid_from", "Say from when on it may receive.")
		no.Unless(r.ValidUntil == nil || r.ValidUntil.After(r.ValidFrom), at+"valid_until", "The end must come after the beginning.")
		no.Unless(len(r.Roots) > 0 && len(r.Roots) <= mostRoots, at+"roots", "Give 1 to %d certificates of those that vouch for its requests.", mostRoots)
		for j, root := range r.Roots {
			no.Unless(vouches(root), fmt.Sprintf("%sroots[%d]", at, j), "This is no certificate of an authority. Send it as base64 of its DER form.")
		}
		l.hosts(&no, i, own)
	}
	return no.Err()
}

// hosts refuses hosts that are none, this system's own, or somebody else's at the same time.
func (l List) hosts(no *refusal.List, i int, own []string) {
	at, r := fmt.Sprintf("receivers[%d].hosts", i), l[i]
	no.Unless(len(r.Hosts) > 0 && len(r.Hosts) <= mostHosts, at, "Give 1 to %d hosts.", mostHosts)
	for j, h := range r.Hosts {
		part := fmt.Sprintf("%s[%d]", at, j)
		no.Unless(len(h) <= longestHost && hostForm.MatchString(h), part, "Give the name of a host in small letters, e.g. verifier.trust.example, with a port only where it is not that of https.")
		no.Unless(!slices.Contains(own, h), part, "This host is this system's own.")
		no.Unless(!l[:i].has(h, r) && !slices.Contains(r.Hosts[:j], h), part, "This host is listed twice for the same time.")
	}
}

// has tells whether a host is somebody's at a time at which it is to be r's.
func (l List) has(host string, r Receiver) bool {
	return slices.ContainsFunc(l, func(o Receiver) bool {
		return slices.Contains(o.Hosts, host) && (o.ValidUntil == nil || r.ValidFrom.Before(*o.ValidUntil)) && (r.ValidUntil == nil || o.ValidFrom.Before(*r.ValidUntil))
	})
}

// vouches tells whether a text is the certificate of an authority.
func vouches(text string) bool {
	der, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return false
	}
	c, err := x509.ParseCertificate(der)
	return err == nil && c.IsCA
}
