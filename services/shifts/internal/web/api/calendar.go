package api

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"github.com/muster-ics/muster/pkg/web"

	"github.com/muster-ics/muster/services/shifts/internal/app"
	"github.com/muster-ics/muster/services/shifts/internal/booking"
	"github.com/muster-ics/muster/services/shifts/internal/calendar"
)

// calendarFeed answers GET /calendar/{secret}.ics: the secret is the permission, since a phone's calendar cannot sign in.
func (h handlers) calendarFeed(w http.ResponseWriter, r *http.Request) error {
	secret, _ := strings.CutSuffix(r.PathValue("file"), ".ics")
	entries, names, err := h.app.Calendar(r.Context(), secret)
	if err != nil {
		return err
	}
	feed := calendar.Feed(calendarOf(entries, names, BaseOf(h.app, r)))
	sum := sha256.Sum256(feed)
	etag := `"` + hex.EncodeToString(sum[:16]) + `"`
	head := w.Header()
	head.Set("ETag", etag)
	head.Set("Cache-Control", "private, max-age=300")
	head.Set("Referrer-Policy", "no-referrer") // The address is a secret.
	if r.Header.Get("If-None-Match") == etag {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	head.Set("Content-Type", "text/calendar; charset=utf-8")
	head.Set("Content-Disposition", `inline; filename="muster.ics"`)
	_, err = w.Write(feed)
	return err
}

// BaseOf is the address that browsers use: what was configured, since anybody may write what they like into a request's
// headers; without it the address that was asked at.
func BaseOf(a *app.App, r *http.Request) string {
	switch {
	case a.PublicURL() != "":
		return a.PublicURL()
	case r.TLS != nil:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func calendarOf(entries []app.CalendarEntry, names app.Directory, base string) []calendar.Entry {
	out := make([]calendar.Entry, len(entries))
	for i, e := range entries {
		b := e.Booking
		out[i] = calendar.Entry{
			UID: b.ID.String() + "@muster", Sequence: b.Version, StartsAt: b.StartsAt, EndsAt: b.EndsAt, ChangedAt: e.ChangedAt.Truncate(time.Second),
			Summary:  app.InWords(e.Shift.Role) + ", " + app.InWords(e.Shift.Ward),
			Location: names.Site(e.Shift.Site) + ", " + names.Employer(e.Shift.Employer),
			URL:      base + "/bookings/" + b.ID.String(), Tentative: b.Status == booking.Held, Cancelled: !b.Status.Live(),
		}
		if out[i].Cancelled {
			out[i].Summary = "Cancelled: " + out[i].Summary
		}
	}
	return out
}

func mountCalendar(s *web.Server, h handlers) {
	s.Page("GET /api/shifts/v1/calendar/{file}", web.Public, h.calendarFeed)
}
