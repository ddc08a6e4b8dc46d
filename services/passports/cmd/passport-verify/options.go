package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/muster-ics/muster/services/passports/internal/credential"
)

// options are what the receiver says.
type options struct {
	registry, operator, audience, nonce, types, state, at string
	status                                                []string
	maxAge, maxStale                                      time.Duration
	asJSON, loopback                                      bool
	file                                                  string
}

func read(args []string, out io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("passport-verify", flag.ContinueOnError)
	f.SetOutput(out)
	f.StringVar(&o.registry, "registry", "", "address or file of the registry of issuers")
	f.StringVar(&o.operator, "operator", "", "thumbprint of the operator's key, as the operator told you by another way")
	f.StringVar(&o.audience, "audience", "", "for whom the presentation must have been made: you")
	f.StringVar(&o.nonce, "nonce", "", "what you asked with; it must never have been used before")
	f.StringVar(&o.types, "types", "", "types that you accept, by commas; all under --vct-base when none are named")
	base := f.String("vct-base", "https://muster.example/vct/", "address under which the types are named")
	f.Func("status", "file of a status list, instead of the network; may be given again", func(s string) error { o.status = append(o.status, s); return nil })
	f.StringVar(&o.state, "state", "", "file that remembers the registry's version and operator, so that no older one is believed")
	f.DurationVar(&o.maxAge, "max-age", 5*time.Minute, "how long ago the presentation may have been made")
	f.DurationVar(&o.maxStale, "max-stale", time.Hour, "how long a status list that cannot be read again is relied on")
	f.StringVar(&o.at, "at", "", "judge as at this time (RFC 3339) instead of now")
	f.BoolVar(&o.asJSON, "json", false, "print the verdict as JSON")
	f.BoolVar(&o.loopback, "loopback", false, "read from this machine alone, by plain http: for a demonstration")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	for name, v := range map[string]string{"registry": o.registry, "audience": o.audience, "nonce": o.nonce} {
		if v == "" {
			return o, fmt.Errorf("give --%s", name)
		}
	}
	if o.operator == "" && o.state == "" {
		return o, errors.New("give --operator, or --state of an earlier time")
	}
	if f.NArg() > 1 {
		return o, errors.New("give one file with a presentation a line, or none for standard input")
	}
	o.file = f.Arg(0)
	if o.types == "" {
		var all []string
		for _, t := range credential.Types {
			all = append(all, t.In(*base))
		}
		o.types = strings.Join(all, ",")
	}
	return o, nil
}
