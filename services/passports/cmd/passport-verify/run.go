package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/clock"
	"github.com/muster-ics/muster/pkg/egress"
	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/sdjwt"
	"github.com/muster-ics/muster/services/passports/internal/trust"
)

const (
	fit     = 0
	refused = 1
	misused = 2
)

// largest is the most bytes of a registry or a status list.
const largest = 6 << 20

// verdict is what is said of one presentation.
type verdict struct {
	Valid        bool           `json:"valid"`
	Code         string         `json:"code,omitempty"`
	Reason       string         `json:"reason,omitempty"`
	Issuer       string         `json:"issuer,omitempty"`
	IssuerName   string         `json:"issuer_name,omitempty"`
	Type         string         `json:"vct,omitempty"`
	ExpiresAt    *time.Time     `json:"expires_at,omitempty"`
	StatusReadAt *time.Time     `json:"status_read_at,omitempty"`
	Disclosed    []string       `json:"disclosed,omitempty"`
	Claims       map[string]any `json:"claims,omitempty"`
}

func run(ctx context.Context, args []string, in io.Reader, out, log io.Writer, c clock.Clock) int {
	o, err := read(args, log)
	if err == nil && o.at != "" {
		var at time.Time
		if at, err = time.Parse(time.RFC3339, o.at); err == nil {
			c = clock.At(at)
		}
	}
	if err != nil {
		fmt.Fprintln(log, "passport-verify:", err)
		return misused
	}
	lines, err := presentations(o, in)
	if err != nil {
		fmt.Fprintln(log, "passport-verify:", err)
		return misused
	}
	verdicts, code, err := judge(ctx, o, lines, c.Now())
	if err != nil {
		fmt.Fprintln(log, "passport-verify:", err)
		return misused
	}
	print(out, o, verdicts)
	return code
}

func presentations(o options, in io.Reader) ([]string, error) {
	if o.file != "" {
		f, err := os.Open(o.file)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	var lines []string
	s := bufio.NewScanner(in)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		if line := strings.TrimSpace(s.Text()); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 && s.Err() == nil {
		return nil, errors.New("there is no presentation to judge")
	}
	return lines, s.Err()
}

// judge says of each presentation what it is, and of all that they belong to one person.
func judge(ctx context.Context, o options, lines []string, at time.Time) ([]verdict, int, error) {
	pin, err := recall(o)
	if err != nil {
		return nil, misused, err
	}
	registries := trust.NewRegistries(registrySource(o), pin)
	statuses := trust.NewStatuses(statusSource(o, registries), registries, o.maxStale)
	policy := sdjwt.Policy{
		Issuers: registries, Types: strings.Split(o.types, ","), Status: statuses, At: at,
		KeyBinding: sdjwt.KeyBindingPolicy{Audience: o.audience, Nonce: o.nonce, MaxAge: o.maxAge},
	}
	var verdicts []verdict
	var valid []sdjwt.Verified
	code := fit
	for _, line := range lines {
		v, err := sdjwt.Verify(ctx, line, policy)
		said := say(v, err)
		if r, err := registries.Registry(ctx, at); err == nil {
			if e, err := r.Issuer(v.Issuer, at); err == nil {
				said.IssuerName = e.Name
			}
		}
		if err != nil {
			code = refused
		} else {
			valid = append(valid, v)
		}
		verdicts = append(verdicts, said)
	}
	if len(valid) > 1 {
		if err := sdjwt.SameSubject(valid); err != nil {
			verdicts, code = append(verdicts, say(sdjwt.Verified{}, err)), refused
		}
	}
	return verdicts, code, remember(o, registries.Pin())
}

func say(v sdjwt.Verified, err error) verdict {
	if err != nil {
		return verdict{Code: string(sdjwt.CodeOf(err)), Reason: err.Error()}
	}
	claims := map[string]any{}
	for _, name := range v.Disclosed {
		claims[name] = v.Claims[name]
	}
	return verdict{Valid: true, Issuer: v.Issuer, Type: v.Type, ExpiresAt: &v.ExpiresAt, StatusReadAt: &v.StatusReadAt, Disclosed: v.Disclosed, Claims: claims}
}

func registrySource(o options) func(context.Context) ([]byte, error) {
	if !strings.Contains(o.registry, "://") {
		return func(context.Context) ([]byte, error) { return os.ReadFile(o.registry) }
	}
	host := ""
	if u, err := url.Parse(o.registry); err == nil {
		host = u.Host
	}
	// The receiver names this one host; all others are named by the registry.
	get := egress.NewGetter(func(h string) bool { return h == host }, o.loopback, largest, 10*time.Second)
	return func(ctx context.Context) ([]byte, error) { return get.Get(ctx, o.registry) }
}

// statusSource reads lists from files, by the address that each names, or from hosts of the registry.
func statusSource(o options, registries *trust.Registries) trust.Fetch {
	if len(o.status) == 0 {
		return egress.NewGetter(registries.KnownHost, o.loopback, largest, 10*time.Second).Get
	}
	return func(_ context.Context, address string) ([]byte, error) {
		for _, path := range o.status {
			raw, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			raw = []byte(strings.TrimSpace(string(raw)))
			if t, err := jws.Peek(string(raw)); err == nil && t.Claims["sub"] == address {
				return raw, nil
			}
		}
		return nil, errors.New("none of the files is the list that the credential names")
	}
}

// recall gives whom the receiver trusts: what it said, and what was remembered.
func recall(o options) (trust.Pin, error) {
	pin := trust.Pin{}
	if o.state != "" {
		raw, err := os.ReadFile(o.state)
		switch {
		case err == nil:
			if err := json.Unmarshal(raw, &pin); err != nil {
				return pin, fmt.Errorf("--state: %w", err)
			}
		case !errors.Is(err, os.ErrNotExist) || o.operator == "":
			return pin, err
		}
	}
	if o.operator != "" {
		pin.Operators = append(pin.Operators, o.operator)
	}
	return pin, nil
}

func remember(o options, pin trust.Pin) error {
	if o.state == "" || pin.Version == 0 {
		return nil
	}
	raw, err := json.Marshal(pin)
	if err != nil {
		return err
	}
	return os.WriteFile(o.state, raw, 0o600)
}

func print(out io.Writer, o options, verdicts []verdict) {
	if o.asJSON {
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		_ = enc.Encode(verdicts)
		return
	}
	for _, v := range verdicts {
		if !v.Valid {
			fmt.Fprintf(out, "REFUSED  %s: %s\n", v.Code, v.Reason)
			continue
		}
		fmt.Fprintf(out, "VALID    %s by %s\n         until %s; status of %s\n", v.Type, name(v), v.ExpiresAt.Format(time.RFC3339), v.StatusReadAt.Format(time.RFC3339))
		for _, n := range v.Disclosed {
			fmt.Fprintf(out, "         %s: %v\n", n, v.Claims[n])
		}
	}
}

func name(v verdict) string {
	if v.IssuerName == "" {
		return v.Issuer
	}
	return v.IssuerName + " (" + v.Issuer + ")"
}
