package registerfiles

import (
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments/internal/app"
	"github.com/muster-ics/muster/services/deployments/internal/registerfile"
	"github.com/muster-ics/muster/services/deployments/internal/web/londonday"
	"github.com/muster-ics/muster/services/deployments/internal/web/view"
)

// FormView is the form, and the files of before.
type FormView struct {
	view.Form
	Past []Past
}

// Past is a file that was sent before.
type Past struct {
	Href, What string
	Status     view.Status
}

// FileView is one file.
type FileView struct {
	ID, What string
	// Applied says when it was taken over; empty before.
	Applied string
	Counts  []layout.Row
	// Groups are the rows by verdict, those that need somebody first.
	Groups []Group
	// Takes is how many rows would be taken over.
	Takes int
}

// Group is the rows with one verdict.
type Group struct {
	Head string
	Tag  view.Status
	Rows []Row
	// More is how many rows are not shown.
	More int
	// Open groups are shown at once.
	Open bool
}

// Row is one row of the file.
type Row struct {
	// Place is the code, when it can be read, and the number of the row.
	Name, Place string
	Why         []string
	// Href leads to the employer whom a person must decide about; empty for none.
	Href string
}

// kinds are the words for what a file lists.
var kinds = []app.Word{{Code: string(registerfile.Employers), Label: "Employers"}, {Code: string(registerfile.Sites), Label: "Sites"}}

// verdicts in the order in which they are read: what a person must look at comes first.
var verdicts = []struct {
	verdict app.Verdict
	head    string
	tag     view.Status
	open    bool
}{
	{app.RowWrong, "Cannot be taken over", view.Status{Kind: layout.Red, Text: "Wrong"}, true},
	{app.RowByHand, "For you to decide", view.Status{Kind: layout.Orange, Text: "By hand"}, true},
	{app.RowNew, "New", view.Status{Kind: layout.Green, Text: "New"}, true},
	{app.RowChanged, "Changed", view.Status{Kind: layout.Blue, Text: "Changed"}, true},
	{app.RowSame, "As registered", view.Status{Kind: layout.Grey, Text: "Same"}, false},
	{app.RowLeft, "Not of this system", view.Status{Kind: layout.Grey, Text: "Left out"}, false},
}

// shown is how many rows of one verdict a page holds.
const shown = 100

func viewOf(p app.Preview) FileView {
	v := FileView{ID: p.File.ID.String(), What: app.Label(kinds, string(p.File.Kind)) + " sent on " + londonday.Text(p.File.SentAt)}
	count := p.Count()
	if p.File.AppliedAt != nil {
		v.Applied, count = londonday.Text(*p.File.AppliedAt), p.File.Outcome
	}
	v.Takes = count[app.RowNew] + count[app.RowChanged]
	for _, x := range verdicts {
		v.Counts = append(v.Counts, layout.Row{Key: x.head, Value: strconv.Itoa(count[x.verdict]), TestID: string(x.verdict)})
		if g := groupOf(p, x.verdict); len(g.Rows) > 0 && p.File.AppliedAt == nil {
			g.Head, g.Tag, g.Open = x.head, x.tag, x.open
			v.Groups = append(v.Groups, g)
		}
	}
	return v
}

func groupOf(p app.Preview, verdict app.Verdict) (g Group) {
	for _, j := range p.Rows {
		if j.Verdict != verdict {
			continue
		}
		if len(g.Rows) == shown {
			g.More++
			continue
		}
		row := Row{Name: j.Row.Name, Place: strings.TrimPrefix(j.Row.ODS+", row "+strconv.Itoa(j.Row.Number), ", "), Why: j.Why}
		if verdict == app.RowByHand && p.File.Kind == registerfile.Employers {
			row.Href = "/employers/" + j.Row.ODS
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func pastOf(f app.RegisterFile) Past {
	p := Past{Href: "/register-files/" + f.ID.String(), What: app.Label(kinds, string(f.Kind)) + " sent on " + londonday.Text(f.SentAt), Status: view.Status{Kind: layout.Yellow, Text: "Not taken over"}}
	if f.AppliedAt != nil {
		p.Status = view.Status{Kind: layout.Green, Text: "Taken over"}
	}
	return p
}
