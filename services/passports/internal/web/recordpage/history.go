package recordpage

import (
	"net/http"
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/dates"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// HistoryView is every record of a check that there was at a moment.
type HistoryView struct {
	WorkerID, Name string
	// KnownAt is the day that was asked for, empty for now; Wrong says what to change about it.
	KnownAt, Wrong string
	Records        []app.CheckRecordView
}

// History answers GET /passports/workers/{id}/checks: by the two clocks, newest first.
func (h Handler) History(w http.ResponseWriter, r *http.Request) error {
	workerID, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return app.ErrNoWorker
	}
	if who, _ := auth.From(r.Context()); who.Role == auth.Worker {
		return app.ErrNoWorker // the worker has a page of their own
	}
	t := &dates.Reader{}
	v := HistoryView{WorkerID: workerID.String(), KnownAt: r.URL.Query().Get("known_at")}
	status := http.StatusOK
	// The day is asked for as its end: what was recorded on it was known on it.
	q := app.FindChecks{KnownAt: t.End("known_at", &v.KnownAt)}
	if err := t.Err(); err != nil {
		q.KnownAt, status, v.Wrong = nil, http.StatusUnprocessableEntity, "Give a day like 2027-03-31."
	}
	if v.Name, err = h.Use.SubjectOf(r.Context(), workerID, app.MayReadRecord); err != nil {
		return err
	}
	all, err := h.Use.ShowChecks(r.Context(), workerID, q)
	if err != nil {
		return err
	}
	for i := len(all) - 1; i >= 0; i-- {
		v.Records = append(v.Records, all[i])
	}
	w.Header().Set("Cache-Control", "no-store")
	return web.Render(w, r, status, HistoryPage(v))
}

func standing(c app.CheckRecordView) (layout.TagKind, string) {
	switch {
	case c.SupersededBy != "":
		return layout.Grey, "Corrected"
	case c.Outcome == "withdrawn":
		return layout.Red, "Withdrawn"
	case !c.Current:
		return layout.Grey, "Earlier record"
	case c.ValidThen:
		return layout.Green, "Counts now"
	}
	return layout.Red, "Does not hold"
}

func facts(c app.CheckRecordView) []layout.Row {
	rows := []layout.Row{{Key: "Outcome", Value: view.Words(c.Outcome)}, {Key: "Done", Value: layout.Date(c.CheckedOn)}, {Key: "Recorded", Value: layout.Moment(c.RecordedAt)}}
	add := func(key, value string) {
		if value != "" {
			rows = append(rows, layout.Row{Key: key, Value: value})
		}
	}
	day := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return view.Until(t)
	}
	add("Holds until", day(c.ValidUntil))
	add("Level", view.Words(c.Level))
	add("Workforce", view.Words(c.Workforce))
	for _, r := range c.Restrictions {
		add("Restriction", view.Words(r))
	}
	add("Checked by", c.CheckedByOrg)
	add("Why it was corrected", view.Words(c.RecordedReason))
	for _, ref := range c.References {
		switch {
		case ref.DestroyedAt != nil:
			add("Proof", "Destroyed on "+layout.Date(*ref.DestroyedAt))
		default:
			add("Proof", ref.Reference)
			add("To be destroyed", day(ref.DestroyAfter))
		}
	}
	return rows
}
