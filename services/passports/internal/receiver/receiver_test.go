package receiver_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"math/big"
	"testing"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/receiver"
	"github.com/muster-ics/muster/services/passports/internal/refusal"
)

var april = time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)

func certificate(t *testing.T, authority bool) string {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: april, NotAfter: april.AddDate(1, 0, 0), IsCA: authority, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(der)
}

func TestWhoMayBeListedAsReceiver(t *testing.T) {
	t.Parallel()
	root, leaf := certificate(t, true), certificate(t, false)
	until := april.AddDate(0, 6, 0)
	hospice := receiver.Receiver{Name: "St Example Hospice", Hosts: []string{"verify.hospice.example"}, Roots: []string{root}, ValidFrom: april}
	with := func(change func(*receiver.Receiver)) receiver.Receiver {
		r := hospice
		change(&r)
		return r
	}
	ended := with(func(r *receiver.Receiver) { r.ValidUntil = &until })
	for name, c := range map[string]struct {
		list  receiver.List
		field string
	}{
		"nobody":                        {nil, ""},
		"a hospice":                     {receiver.List{hospice}, ""},
		"a trust with a code":           {receiver.List{with(func(r *receiver.Receiver) { r.ODS = "RYR" })}, ""},
		"a host with a port":            {receiver.List{with(func(r *receiver.Receiver) { r.Hosts = []string{"verify.hospice.example:8443"} })}, ""},
		"the host moves to another":     {receiver.List{ended, with(func(r *receiver.Receiver) { r.Name, r.ValidFrom = "Another Hospice", until })}, ""},
		"two at one host":               {receiver.List{ended, with(func(r *receiver.Receiver) { r.ValidFrom = until.Add(-time.Second) })}, "receivers[1].hosts[0]"},
		"no name":                       {receiver.List{with(func(r *receiver.Receiver) { r.Name = " " })}, "receivers[0].name"},
		"no host":                       {receiver.List{with(func(r *receiver.Receiver) { r.Hosts = nil })}, "receivers[0].hosts"},
		"an address":                    {receiver.List{with(func(r *receiver.Receiver) { r.Hosts = []string{"https://verify.hospice.example"} })}, "receivers[0].hosts[0]"},
		"capitals":                      {receiver.List{with(func(r *receiver.Receiver) { r.Hosts = []string{"Verify.hospice.example"} })}, "receivers[0].hosts[0]"},
		"a name inside a network":       {receiver.List{with(func(r *receiver.Receiver) { r.Hosts = []string{"localhost"} })}, "receivers[0].hosts[0]"},
		"our own host":                  {receiver.List{with(func(r *receiver.Receiver) { r.Hosts = []string{"muster.example"} })}, "receivers[0].hosts[0]"},
		"the same host twice":           {receiver.List{with(func(r *receiver.Receiver) { r.Hosts = []string{"a.example", "a.example"} })}, "receivers[0].hosts[1]"},
		"no root":                       {receiver.List{with(func(r *receiver.Receiver) { r.Roots = nil })}, "receivers[0].roots"},
		"no authority":                  {receiver.List{with(func(r *receiver.Receiver) { r.Roots = []string{leaf} })}, "receivers[0].roots[0]"},
		"no certificate":                {receiver.List{with(func(r *receiver.Receiver) { r.Roots = []string{"aGVsbG8="} })}, "receivers[0].roots[0]"},
		"a code that is none":           {receiver.List{with(func(r *receiver.Receiver) { r.ODS = "ryr" })}, "receivers[0].ods"},
		"an end before the beginning":   {receiver.List{with(func(r *receiver.Receiver) { r.ValidUntil = &april })}, "receivers[0].valid_until"},
		"no beginning":                  {receiver.List{with(func(r *receiver.Receiver) { r.ValidFrom = time.Time{} })}, "receivers[0].valid_from"},
		"more than anybody looks after": {make(receiver.List, 201), "receivers"},
	} {
		found := refusal.Inputs(c.list.Validate("muster.example"))
		if c.field == "" && len(found) > 0 || c.field != "" && (len(found) == 0 || found[0].Field != c.field) {
			t.Errorf("%s: refused %v, want %q", name, found, c.field)
		}
	}
}
