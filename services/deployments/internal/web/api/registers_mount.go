package api

import (
	"net/http"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

var (
	conflict = []int{http.StatusConflict}
	absent   = []int{http.StatusNotFound, http.StatusConflict}
)

func (x api) mountRegisters(s *web.Server) {
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/employers", ID: "register-employer", Summary: "Register an employer",
		Description: "The same content again is answered with 200 and changes nothing; other content under a code in use with 409.",
		Action:      app.EmployerRegister, Status: http.StatusCreated, Errors: conflict,
	}, x.registerEmployer)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/employers", ID: "list-employers", Summary: "List employers, now or as at a day",
		Action: app.EmployerRead,
	}, x.listEmployers)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/employers/{ods}", ID: "get-employer", Summary: "Read an employer: its memberships, whom it followed and who follows it",
		Action: app.EmployerRead, Errors: []int{http.StatusNotFound},
	}, x.getEmployer)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/employers/{ods}/rename", ID: "rename-employer", Summary: "Give an employer another name or kind",
		Action: app.EmployerChange, Status: http.StatusNoContent, Errors: absent,
	}, x.renameEmployer)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/employers/{ods}/join", ID: "join-system", Summary: "Let an employer take part in the system from a day on",
		Action: app.EmployerChange, Status: http.StatusNoContent, Errors: absent,
	}, x.joinSystem)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/employers/{ods}/leave", ID: "leave-system", Summary: "End an employer's part in the system on a day",
		Action: app.EmployerChange, Status: http.StatusNoContent, Errors: absent,
	}, x.leaveSystem)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/employers/{ods}/close", ID: "close-employer", Summary: "Close an employer that nobody follows",
		Action: app.EmployerChange, Status: http.StatusNoContent, Errors: absent,
	}, x.closeEmployer)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/mergers", ID: "merge-employers", Summary: "Record that one employer follows others from a day on",
		Description: "Each predecessor closes and hands over its sites. The agreements that it signed bind the successor from that day. This cannot be taken back.",
		Action:      app.EmployerMerge, Status: http.StatusNoContent, Errors: conflict,
	}, x.mergeEmployers)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/footprints", ID: "get-footprints", Summary: "How figures of two days are restated on each other's employers",
		Description: "Both mappings, by employer and by site. A figure with a site follows the site. Where exact is false, the employer alone does not tell: use the sites.",
		Action:      app.EmployerRead,
	}, x.getFootprints)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/sites", ID: "register-site", Summary: "Register a site of an employer",
		Description: "The same content again is answered with 200 and changes nothing; other content under a code in use with 409.",
		Action:      app.SiteRegister, Status: http.StatusCreated, Errors: conflict,
	}, x.registerSite)
	web.Register(s, web.Op{
		Method: http.MethodGet, Path: "/sites", ID: "list-sites", Summary: "List open sites, now or as at a day", Action: app.SiteRead,
	}, x.listSites)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/sites/{ods}/move", ID: "move-site", Summary: "Give a site to another employer from a day on",
		Action: app.SiteChange, Status: http.StatusNoContent, Errors: absent,
	}, x.moveSite)
	web.Register(s, web.Op{
		Method: http.MethodPost, Path: "/sites/{ods}/close", ID: "close-site", Summary: "Close a site on a day",
		Action: app.SiteChange, Status: http.StatusNoContent, Errors: absent,
	}, x.closeSite)
}
