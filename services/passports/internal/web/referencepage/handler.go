// Package referencepage is the pages /passports/reference: tables of reference data, where each row comes from, and who
// changed it.
package referencepage

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Handler answers the pages and the form.
type Handler struct{ Use *app.Passports }

// View is what the page of one table shows.
type View struct {
	app.ReferenceTable
	Done      string
	MayChange bool
	Rows, Why layout.Field
	Fault     *fault.Error
	// Over is the version that the form is made on top of.
	Over string
	// Earlier tells that the version shown is not the one that counts.
	Earlier bool
	Back    string
	// Active is the part of the header in which the reader is.
	Active string
}

// List answers GET /passports/reference.
func (h Handler) List(w http.ResponseWriter, r *http.Request) error {
	all, err := h.Use.ListReference(r.Context())
	if err != nil {
		return err
	}
	who, _ := auth.From(r.Context())
	return web.Render(w, r, http.StatusOK, ListPage(all, start(who)))
}

// Show answers GET /passports/reference/{kind}.
func (h Handler) Show(w http.ResponseWriter, r *http.Request) error {
	version := int64(-1)
	if s := r.URL.Query().Get("version"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 0 {
			return app.ErrNoTable
		}
		version = n
	}
	return h.render(w, r, http.StatusOK, version, nil, nil)
}

// Set answers the form.
func (h Handler) Set(w http.ResponseWriter, r *http.Request) error {
	kind, f := r.PathValue("kind"), r.PostForm
	over, err := strconv.ParseInt(f.Get("over"), 10, 64)
	if err != nil || over < 0 {
		return fault.New(fault.Invalid, "invalid", "This page is not as it was sent. Open it again, and make your change there.")
	}
	rows, err := app.ReadReferenceRows(kind, f.Get("rows"))
	if err == nil {
		_, err = h.Use.SetReference(r.Context(), kind, app.NewReferenceTable{Over: over, Rows: rows, Why: strings.TrimSpace(f.Get("why")), RequestID: web.RequestID(r.Context())})
	}
	if refused, status, ok := view.Refusal(err, ""); ok {
		return h.render(w, r, status, -1, f, inLines(refused))
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/passports/reference/"+kind+"?done=yes", http.StatusSeeOther)
	return nil
}

func (h Handler) render(w http.ResponseWriter, r *http.Request, status int, version int64, sent url.Values, f *fault.Error) error {
	t, err := h.Use.ShowReference(r.Context(), r.PathValue("kind"), version)
	if err != nil {
		return err
	}
	who, _ := auth.From(r.Context())
	v := viewOf(t, who.Role == auth.Lead, sent, f)
	v.Active = start(who)
	if r.URL.Query().Get("done") != "" {
		v.Done = "The table is changed."
	}
	return web.Render(w, r, status, Page(v))
}

func viewOf(t app.ReferenceTable, mayChange bool, sent url.Values, f *fault.Error) View {
	v := View{ReferenceTable: t, Fault: f, Over: strconv.FormatInt(t.Version, 10), Back: "/passports/reference"}
	v.Earlier = len(t.Versions) > 0 && t.Versions[0].Version != t.Version
	v.MayChange = mayChange && !v.Earlier
	rows, why := app.WriteReferenceRows(t), ""
	if sent != nil {
		// What was sent stands on the version that it was made on top of, also when somebody else was quicker.
		rows, why, v.Over = sent.Get("rows"), sent.Get("why"), sent.Get("over")
	}
	var wrong []fault.Field
	if f != nil {
		wrong = f.Fields
	}
	v.Rows = layout.Field{
		Name: "rows", Label: "Rows", Value: rows, Error: layout.ErrorFor(wrong, "rows"),
		Hint: "One a line, cells between commas: " + strings.Join(t.Columns, ", ") + ". A cell that has a comma stands in double quotes.",
	}
	v.Why = layout.Field{Name: "why", Label: "Why is it changed?", Hint: "One line that everybody at work can read. Name nobody.", Value: why, Autocomplete: "off", Error: layout.ErrorFor(wrong, "why")}
	return v
}

var cell = regexp.MustCompile(`^form\.rows\[(\d+)\]\.(\w+)$`)

// inLines says of each refused cell in which row it stands.
func inLines(f *fault.Error) *fault.Error {
	c := *f
	c.Fields = nil
	for _, one := range f.Fields {
		at := cell.FindStringSubmatch(one.Location)
		if at == nil {
			c.Fields = append(c.Fields, one)
			continue
		}
		line, _ := strconv.Atoi(at[1])
		c.Fields = append(c.Fields, fault.Field{Location: "form.rows", Message: fmt.Sprintf("Row %d, %s: %s", line+1, at[2], one.Message)})
	}
	return &c
}

// start is where a reader comes from.
func start(who auth.Principal) string {
	if who.Role == auth.Employer {
		return "/passports"
	}
	return "/passports/compliance"
}

func standing(t app.ReferenceTable) string {
	if t.ChangedAt == nil {
		return "As Muster ships it; nobody has changed it."
	}
	return fmt.Sprintf("Version %d, set on %s: %s", t.Version, layout.Date(*t.ChangedAt), t.Why)
}

func heading(column string) string {
	s := strings.ReplaceAll(column, "_", " ")
	return strings.ToUpper(s[:1]) + s[1:]
}
