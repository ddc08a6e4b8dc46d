package eligibility

import (
	"fmt"
	"slices"

	"github.com/muster-ics/muster/services/shifts/internal/shift"
)

func (c *crossing) sites() {
	switch site := c.s.Site; {
	case slices.Contains(c.a.SitesOut, site):
		c.outside("site", site)
	default:
		c.within("site", site, site, c.a.Sites)
	}
}

// kind judges the staff group and the band.
func (c *crossing) kind() {
	c.within("staff group", c.s.StaffGroup, staffGroups[c.s.StaffGroup], c.a.StaffGroups)
	label := c.s.Band
	if label == "medical" {
		label = "Medical and dental grades"
	}
	c.within("band", c.s.Band, label, c.a.Bands)
}

func (c *crossing) within(what, value, label string, list []string) {
	if len(list) > 0 && !slices.Contains(list, value) {
		c.outside(what, label)
	}
}

func (c *crossing) outside(what, label string) {
	if c.aided {
		return
	}
	c.no("AGREEMENT_SCOPE", nil, fmt.Sprintf("%s does not cover the %s %s.", c.title(), what, label), fmt.Sprintf("The parties can sign an agreement that includes this %s.", what))
}

// activities refuses work that the agreement leaves out. What asks for a check for work with children is work with
// children. Whether somebody will be alone on the ward no shift says, so of that they are reminded.
func (c *crossing) activities() {
	for _, excluded := range c.a.Excluded {
		switch {
		case excluded == "epp" && c.s.Requirements.EPP:
			c.leftOut("exposure-prone procedures")
		case excluded == "children" && withChildren(c.s.Requirements):
			c.leftOut("work with children")
		case excluded == "lone_working":
			c.note("AGREEMENT_ACTIVITY", c.title()+" leaves out lone working.", c.name(c.s.Employer)+" makes sure that the worker is not alone on this shift.")
		}
	}
}

func (c *crossing) leftOut(work string) {
	c.no("AGREEMENT_ACTIVITY", nil, fmt.Sprintf("%s leaves out %s, which this shift asks for.", c.title(), work),
		"Choose a shift without it, or ask the parties for an agreement that includes it.")
}

func withChildren(r shift.Requirements) bool {
	return r.DBSWorkforce == "child" || r.DBSWorkforce == "both"
}

// staffGroups are the ten of ESR in words.
var staffGroups = map[string]string{
	"medical_dental": "Medical and dental", "students": "Students", "nursing_midwifery": "Nursing and midwifery registered",
	"allied_health": "Allied health professionals", "additional_scientific": "Additional professional, scientific and technical",
	"healthcare_scientists": "Healthcare scientists", "clinical_support": "Additional clinical services", "admin_clerical": "Administrative and clerical",
	"estates_ancillary": "Estates and ancillary", "supplementary": "Supplementary",
}
