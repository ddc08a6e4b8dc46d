// Package dryrunpage is the page /agreements/{id}/dry-run: what an agreement would open, in figures, before anybody signs it.
package dryrunpage

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// Handler answers the page and its one button.
type Handler struct{ App *app.App }

// View is what the page shows.
type View struct {
	Path, Back, Title string
	// Asked tells that somebody has asked, Running that the answer is on its way, Failed that it never came.
	Asked, Running, Failed bool
	Progress               string
	When                   string
	// Version is what is looked at; Choices are the versions that could be, when there are two.
	Version string
	Choices []Choice
	// Older tells that the draft was changed after the figures were worked out.
	Older bool
	Parts []Part
	// Limits are what the figures cannot know.
	Limits []string
}

// Choice is one version of the text that can be looked at. The one that is has no address.
type Choice struct{ Name, Href string }

// Part is the shifts of one outcome.
type Part struct {
	Heading, TestID, Sentence, Note string
	Rows                            []Row
}

// Row is one pair and staff group.
type Row struct{ From, To, StaffGroup, Shifts, Workers, Hours, Cost string }

// Show answers GET /agreements/{id}/dry-run. While the run is under way the page looks again by itself.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	agr, err := pathID(r)
	if err != nil {
		return err
	}
	terms, err := version(r.URL.Query().Get("version"))
	if err != nil {
		return err
	}
	x, d, err := h.App.NewestDryRun(r.Context(), agr, terms)
	if err != nil {
		return err
	}
	names, err := view.EmployerNames(r.Context(), h.App)
	if err != nil {
		return err
	}
	v, err := viewOf(x, terms, d, names)
	if err != nil {
		return err
	}
	if v.Running {
		w.Header().Set("Refresh", "3")
	}
	return web.Render(w, r, http.StatusOK, Page(v))
}

// Ask answers POST /agreements/{id}/dry-run.
func (h Handler) Ask(w http.ResponseWriter, r *http.Request) error {
	agr, err := pathID(r)
	if err != nil {
		return err
	}
	terms, err := version(r.PostFormValue("version"))
	if err != nil {
		return err
	}
	d, err := h.App.AskDryRun(r.Context(), agr, terms)
	if err != nil {
		return err
	}
	http.Redirect(w, r, address(agr, d.Terms), http.StatusSeeOther)
	return nil
}

func address(agr id.ID, terms int64) string {
	return fmt.Sprintf("/agreements/%s/dry-run?version=%d", agr, terms)
}

// version reads the number of a version; 0 is whichever is the one to look at.
func version(named string) (int64, error) {
	if named == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(named, 10, 64)
	if err != nil || n < 1 {
		return 0, fault.New(fault.NotFound, "version_not_found", "There is no such version of an agreement.")
	}
	return n, nil
}

func pathID(r *http.Request) (id.ID, error) {
	agr, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return agr, fault.New(fault.NotFound, "agreement_not_found", "There is no such agreement.")
	}
	return agr, nil
}

func viewOf(x app.Agreement, terms int64, d *app.DryRun, names view.Names) (View, error) {
	v := View{Back: "/agreements/" + x.ID().String(), Title: x.Title(), Limits: app.DryRunLimits}
	revision := v.choose(x, terms)
	if d == nil {
		return v, nil
	}
	v.Asked, v.Running, v.Failed = true, d.Status == "waiting" || d.Status == "running", d.Status == "failed"
	if v.Running {
		v.Progress = "It is about to begin."
		if d.ToLook > 0 {
			v.Progress = fmt.Sprintf("%s of %s shifts have been looked at.", count(d.Looked), count(d.ToLook))
		}
		return v, nil
	}
	found, err := d.Found()
	if err != nil || v.Failed {
		return v, err
	}
	v.Older = d.Revision != revision
	v.When = fmt.Sprintf("Worked out on %s from %s passports. It looks back to %s and ahead to %s.",
		layout.Moment(found.At), count(found.Workers), layout.Date(found.From), layout.Date(found.Until))
	v.Parts = []Part{
		partOf("Shifts that nobody took", "unfilled", "in the last 28 days", found.Unfilled, names),
		partOf("Shifts that agencies took", "agency", "in the last 28 days", found.Agency, names),
		partOf("Shifts that are open now", "open", "in the next six weeks", found.Open, names),
	}
	return v, nil
}

// choose names the version that is looked at, and the other where there are two. It gives the revision of its text.
func (v *View) choose(x app.Agreement, terms int64) (revision int64) {
	r, next := x.Record(), x.Next()
	v.Path, v.Version = address(r.ID, r.Terms), strconv.FormatInt(r.Terms, 10)
	if next == nil {
		return r.Revision
	}
	current := Choice{Name: "Version " + v.Version + ", in force", Href: v.Path}
	coming := Choice{Name: fmt.Sprintf("Version %d, on its way", next.Terms), Href: address(r.ID, next.Terms)}
	if terms == r.Terms {
		current.Href = ""
		v.Choices = []Choice{current, coming}
		return r.Revision
	}
	v.Path, v.Version = coming.Href, strconv.FormatInt(next.Terms, 10)
	coming.Href = ""
	v.Choices = []Choice{current, coming}
	return next.Revision
}

func partOf(heading, testID, when string, p app.DryRunPart, names view.Names) Part {
	out := Part{Heading: heading, TestID: testID}
	total := figures(p.Total)
	about := ""
	if p.Rounded {
		about = "about "
		out.Note = "Totals are rounded down, so that no figure that is left out can be worked out from them."
	}
	switch {
	case p.Asked == 0:
		out.Sentence = fmt.Sprintf("The parties had none %s.", when)
	case p.Total.Shifts == 0 && !p.Total.FewShifts:
		out.Sentence = fmt.Sprintf("The parties had %s %s. The agreement would open none of them to anybody more.", count(p.Asked), when)
	case p.Total.FewShifts:
		out.Note = ""
		out.Sentence = fmt.Sprintf("The parties had %s %s. Workers of other parties could take fewer than 5 of them, so nothing more is told.", count(p.Asked), when)
	default:
		out.Sentence = fmt.Sprintf("The parties had %s %s. Workers of other parties could take %s%s of them: %s workers, %s hours, %s.",
			count(p.Asked), when, about, total.Shifts, total.Workers, total.Hours, total.Cost)
	}
	if p.Already > 0 {
		out.Sentence += fmt.Sprintf(" Another %s are open to them already under agreements in force.", count(p.Already))
	}
	for _, c := range p.Cells {
		row := figures(c.Figures)
		row.From, row.To, row.StaffGroup = names.Of(c.Home), names.Of(c.Host), app.Label(app.StaffGroups, c.StaffGroup)
		out.Rows = append(out.Rows, row)
	}
	return out
}

const few = "fewer than 5"

func figures(f app.DryRunFigures) Row {
	row := Row{Shifts: count(f.Shifts), Workers: count(f.Workers), Hours: count(f.Minutes / 60), Cost: layout.Pounds(f.CostPence)}
	if f.FewShifts {
		row.Shifts, row.Hours, row.Cost = few, "not shown", "not shown"
	}
	if f.FewWorkers {
		row.Workers = few
	}
	return row
}

// count writes a number with commas between thousands.
func count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
