package agreementdraft

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/services/deployments/internal/app"
)

// View is the draft with all its groups.
type View struct {
	ID, Title, Version string
	// Amends is true for a new version of an agreement in force.
	Amends  bool
	Done    string
	Tasks   []Task
	Changes []Change
}

// Task is one group and what it says.
type Task struct {
	Group
	Says []string
	Why  []string
}

// Change is one section that the new version says differently.
type Change struct{ Heading, Before, After string }

// GroupView is one group's page.
type GroupView struct {
	ID, Title, Was string
	Group
	Questions []Question
	Fault     *fault.Error
}

func tasksOf(d draft, done string) View {
	r := d.agreement.Record()
	v := View{ID: r.ID.String(), Title: d.clauses.Title, Version: strconv.FormatInt(d.terms, 10), Amends: string(r.Status) == app.InForce}
	if g, is := groupOf(done); is {
		v.Done = g.Title + ": saved."
	}
	if done == "drafted" {
		v.Done = "The agreement is drafted. Nobody has been told of it yet."
	}
	if done == "amending" {
		v.Done = "A new version is begun. It says what the agreement says today until you change it."
	}
	doc := app.Write(r.ID, d.terms, d.clauses)
	var why map[string]string
	if t, err := app.TemplateOf(d.clauses.Model); err == nil && !v.Amends {
		why = t.Why
	}
	for _, g := range Groups {
		t := Task{Group: g}
		for _, s := range doc.Sections {
			if s.Heading == g.Heading || (g.Code == "vat" && s.Heading == "Indemnity") || (g.Code == "notice" && s.Heading == "Mutual aid") {
				t.Says = append(append(t.Says, s.Sentences...), s.Lines...)
			}
		}
		for _, path := range slices.Sorted(maps.Keys(why)) {
			if g.has(path) {
				t.Why = append(t.Why, why[path])
			}
		}
		v.Tasks = append(v.Tasks, t)
	}
	if v.Amends {
		v.Changes = ChangesOf(app.Write(r.ID, r.Terms, r.Clauses), doc)
	}
	return v
}

// has tells whether a clause is asked for on the group's page.
func (g Group) has(path string) bool {
	first, _, _ := strings.Cut(path, ".")
	switch first {
	case "accession":
		first = "parties"
	case "lead":
		first = "model"
	case "indemnity":
		first = "vat"
	case "mutual_aid":
		first = "notice"
	}
	return first == g.Code
}

// ChangesOf are the sections that two documents word differently.
func ChangesOf(before, after app.Document) []Change {
	was := map[string]string{}
	for _, s := range before.Sections {
		was[s.Heading] = strings.Join(append(append([]string{}, s.Sentences...), s.Lines...), "\n")
	}
	var out []Change
	for _, s := range after.Sections {
		is := strings.Join(append(append([]string{}, s.Sentences...), s.Lines...), "\n")
		if was[s.Heading] != is {
			out = append(out, Change{s.Heading, was[s.Heading], is})
		}
		delete(was, s.Heading)
	}
	for _, s := range before.Sections {
		if text, gone := was[s.Heading]; gone {
			out = append(out, Change{s.Heading, text, ""})
		}
	}
	return out
}
