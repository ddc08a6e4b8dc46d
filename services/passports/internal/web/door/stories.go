package door

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

// Stories are the states of the pages.
func Stories() []web.Story {
	at := time.Date(2026, 11, 23, 19, 0, 0, 0, time.UTC)
	pass := func(verdict string) app.DoorPass {
		p := app.DoorPass{Name: "Sample Person", Role: "registered_nurse", Band: "5", HomeEmployer: "RVV", Verdict: verdict, At: at, Until: at.Add(5 * time.Minute),
			Link: "https://muster.example/verify/d/ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
		if verdict != app.DoorFree && verdict != app.DoorBarred {
			p.Host, p.Site, p.StartsAt, p.EndsAt = "RWF", "RWF03", at.Add(30*time.Minute), at.Add(12*time.Hour)
		}
		return p
	}
	out := []web.Story{{Name: "door: over", Principal: auth.Principal{}, Component: Over()}}
	for _, v := range []string{app.DoorFit, app.DoorLook, app.DoorNotFit, app.DoorFree, app.DoorBarred} {
		out = append(out,
			web.Story{Name: "door: shown, " + v, Principal: view.StoryWorker, Component: Page(pass(v))},
			web.Story{Name: "door: scanned, " + v, Component: Seen(pass(v))})
	}
	return out
}
