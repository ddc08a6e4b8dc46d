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
	// Older tells that the figures are of an earlier version of the text.
	Older bool
	Parts []Part
	// Limits are what the figures cannot know.
	Limits []string
}

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
	x, d, err := h.App.NewestDryRun(r.Context(), agr)
	if err != nil {
		return err
	}
	names, err := view.EmployerNames(r.Context(), h.App)
	if err != nil {
		return err
	}
	v, err := viewOf(x, d, names)
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
	if _, err := h.App.AskDryRun(r.Context(), agr); err != nil {
		return err
	}
	http.Redirect(w, r, "/agreements/"+agr.String()+"/dry-run", http.StatusSeeOther)
	return nil
}

func pathID(r *http.Request) (id.ID, error) {
	agr, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return agr, fault.New(fault.NotFound, "agreement_not_found", "There is no such agreement.")
	}
	return agr, nil
}

func viewOf(x app.Agreement, d *app.DryRun, names view.Names) (View, error) {
	v := View{Back: "/agreements/" + x.ID().String(), Title: x.Title(), Limits: app.DryRunLimits}
	v.Path = v.Back + "/dry-run"
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
	v.Older = d.Terms != x.Terms()
	v.When = fmt.Sprintf("Worked out on %s from %s passports. It looks back to %s and ahead to %s.",
		layout.Moment(found.At), count(found.Workers), layout.Date(found.From), layout.Date(found.Until))
	v.Parts = []Part{
		partOf("Shifts that nobody took", "unfilled", "in the last 28 days", found.Unfilled, names),
		partOf("Shifts that agencies took", "agency", "in the last 28 days", found.Agency, names),
		partOf("Shifts that are open now", "open", "in the next six weeks", found.Open, names),
	}
	return v, nil
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
