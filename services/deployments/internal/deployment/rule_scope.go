package deployment

import (
	"fmt"
	"slices"
	"strings"

	"github.com/muster-ics/muster/services/deployments/internal/agreement"
)

func sites(j *judgement) {
	if j.aided() {
		return
	}
	site := j.Placement.Site
	if slices.Contains(j.c.SitesOut, site) {
		j.outside("site", site)
		return
	}
	j.within("site", site, j.c.SitesIn)
}

func staffGroup(j *judgement) { j.within("staff group", j.Placement.StaffGroup, j.c.StaffGroups) }

func band(j *judgement) { j.within("band", j.Placement.Band, j.c.Bands) }

// within refuses a value that a list of the scope leaves out. An empty list means all.
func (j *judgement) within(what, value string, list []string) {
	if !j.aided() && len(list) > 0 && !slices.Contains(list, value) {
		j.outside(what, value)
	}
}

func (j *judgement) outside(what, value string) {
	j.no(AgreementScope, nil, fmt.Sprintf("%s does not cover the %s %s.", j.title(), what, label(what, value)),
		fmt.Sprintf("The parties can sign an agreement that includes this %s.", what))
}

func label(what, value string) string {
	switch what {
	case "staff group":
		return agreement.Label(agreement.StaffGroups, value)
	case "band":
		return strings.TrimPrefix(agreement.Label(agreement.Bands, value), "Band ")
	}
	return value
}

// activities refuses work that the agreement leaves out. Whether somebody will be alone on the ward no shift says, so of
// that the host is reminded.
func activities(j *judgement) {
	for _, excluded := range j.c.Excluded {
		switch {
		case excluded == "epp" && j.Placement.EPP:
			j.leftOut("exposure-prone procedures")
		case excluded == "children" && j.Placement.Children:
			j.leftOut("work with children")
		case excluded == "lone_working":
			j.note(AgreementActivity, fmt.Sprintf("%s leaves out lone working.", j.title()),
				fmt.Sprintf("%s makes sure that the worker is not alone on this shift.", j.name(j.Placement.Host)))
		}
	}
}

func (j *judgement) leftOut(work string) {
	j.no(AgreementActivity, nil, fmt.Sprintf("%s leaves out %s, which this shift asks for.", j.title(), work),
		"Choose a shift without it, or ask the parties for an agreement that includes it.")
}
