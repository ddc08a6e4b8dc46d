package openlist

import (
	"slices"

	"github.com/muster-ics/muster/pkg/id"

	"github.com/muster-ics/muster/services/shifts/internal/eligibility"
	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

// agreements answer which employers' workers may work for a host. Sites, bands, dates and all else of an agreement are left
// to the exact check.
type agreements struct {
	all map[id.ID]agreement
	// lenders has, for each staff group and host, the employers that lend; made anew whenever an agreement changes.
	lenders map[lending][]string
}

type agreement struct {
	version int64
	eligibility.Agreement
}

type lending struct{ staffGroup, host string }

func newAgreements() agreements {
	return agreements{all: make(map[id.ID]agreement), lenders: make(map[lending][]string)}
}

func (x *agreements) put(a eligibility.Agreement, version int64) {
	if old, ok := x.all[a.ID]; ok && old.version >= version {
		return
	}
	x.all[a.ID] = agreement{version, a}
	x.lenders = make(map[lending][]string)
	for _, a := range x.all {
		for _, group := range shift.StaffGroups {
			parties := signed(&a.Agreement, group)
			for _, host := range parties {
				x.lend(lending{group, host}, slices.DeleteFunc(slices.Clone(parties), func(home string) bool { return !a.Lends(home, host) }))
			}
		}
	}
}

func (x *agreements) lend(to lending, homes []string) {
	for _, home := range homes {
		if home != to.host && !slices.Contains(x.lenders[to], home) {
			x.lenders[to] = append(x.lenders[to], home)
		}
	}
	slices.Sort(x.lenders[to])
}

func (x *agreements) homes(staffGroup, host string) []string {
	return x.lenders[lending{staffGroup, host}]
}

// signed are the parties between which an agreement in force lets a staff group work.
func signed(a *eligibility.Agreement, staffGroup string) []string {
	if a.Status != "in_force" || len(a.StaffGroups) > 0 && !slices.Contains(a.StaffGroups, staffGroup) {
		return nil
	}
	var out []string
	for _, p := range a.Parties {
		if p.SignedAt != nil {
			out = append(out, p.Employer)
		}
	}
	return out
}

// hostsOf are the employers for which a worker of home may work: their own and those with an agreement.
func hostsOf(home, staffGroup string, all []eligibility.Agreement) []string {
	hosts := []string{home}
	for i := range all {
		a := &all[i]
		parties := signed(a, staffGroup)
		if !slices.Contains(parties, home) {
			continue
		}
		for _, p := range parties {
			if a.Lends(home, p) && !slices.Contains(hosts, p) {
				hosts = append(hosts, p)
			}
		}
	}
	return hosts
}
