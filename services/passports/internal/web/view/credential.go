package view

import (
	"fmt"
	"sort"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/competency"
)

// StoryWorker is who owns the passport in the stories of offers, requests and doors.
var StoryWorker = auth.Principal{Subject: "story", Role: auth.Worker, WorkerID: "01957f00-0000-7000-8000-000000000001", Employer: "RVV"}

// Kind says what a credential is about: "DBS check" for check.dbs, "Fire Safety, level 1" for competency.cstf.FIRE.1.
func Kind(kind string) string {
	parts := strings.Split(kind, ".")
	switch {
	case len(parts) == 2 && parts[0] == "check":
		return CheckName(parts[1])
	case len(parts) == 2 && parts[0] == "registration":
		return "Registration with the " + parts[1]
	case len(parts) == 4 && parts[0] == "competency":
		return competency.Title(parts[1], parts[2]) + ", level " + parts[3]
	}
	return kind
}

// Claim is the name of a claim for people.
func Claim(name string) string {
	switch name {
	case "sub":
		return "Number of the person with the employer"
	case "gpg45_level":
		return "Level of confidence (GPG 45)"
	case "gpg45_profile":
		return "Profile (GPG 45)"
	}
	return Words(name)
}

// ClaimNames are the names of claims for people, in their order.
func ClaimNames(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = Claim(n)
	}
	return strings.Join(out, ", ")
}

// Told is one claim with its value, for people.
type Told struct{ Name, Value string }

// TellAll lists claims by name.
func TellAll(claims map[string]any) []Told {
	var out []Told
	for name, v := range claims {
		out = append(out, Told{Claim(name), Value(v)})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

// Value shows a claim's value.
func Value(v any) string {
	switch x := v.(type) {
	case nil:
		return "not recorded"
	case bool:
		if x {
			return "yes"
		}
		return "no"
	case string:
		return text(x)
	case []any:
		parts := make([]string, len(x))
		for i, one := range x {
			parts[i] = Value(one)
		}
		if len(parts) == 0 {
			return "none"
		}
		return strings.Join(parts, ", ")
	}
	return fmt.Sprint(v)
}

// text shows a day as people write it, and a code in words. Names, numbers and codes of capitals stay as they are.
func text(s string) string {
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		return layout.Date(day)
	}
	if strings.IndexFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && r != '_' }) < 0 {
		return strings.ToLower(Words(s))
	}
	return s
}
