package displaypage

import (
	"time"

	"github.com/muster-ics/muster/pkg/auth"
	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/analytics/internal/app"
)

// Stories are the page in all states.
func Stories() []web.Story {
	lead := auth.Principal{Subject: "story", Name: "Lee Lead", Role: auth.Lead, ICS: "QKS"}
	noon := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	made := func(n byte, name string, days int) app.Display {
		at := noon.AddDate(0, 0, -days)
		return app.Display{ID: id.ID{n}, Version: 1, Name: name, MadeAt: at, EndsAt: at.Add(app.DisplayFor)}
	}
	live, unseen, gone, over := made(1, "Control room, Maidstone", 3), made(2, "Site office", 0), made(3, "Old screen", 9), made(4, "Winter room", 40)
	live.ShownAt, gone.WithdrawnAt, gone.Version = &noon, &noon, 2
	some := View{May: true, Name: nameField("", nil)}
	for _, d := range []app.Display{live, unseen, gone, over} {
		some.Displays = append(some.Displays, rowOf(d, noon))
	}
	fresh := some
	fresh.Address = "https://muster.example.test" + app.DisplayPath("secret")
	wrong := View{May: true, Fault: fault.New(fault.Invalid, "display_name", "Say where the display hangs.").
		WithFields(fault.Field{Location: "body.name", Message: "Say where the display hangs, in at most 60 letters"})}
	wrong.Name = nameField("", wrong.Fault)
	return []web.Story{
		{Name: "Wall displays", Component: Page(some), Principal: lead}, {Name: "An address just made", Component: Page(fresh), Principal: lead},
		{Name: "A display without a name", Component: Page(wrong), Principal: lead}, {Name: "Wall displays, for who may only look", Component: Page(View{}), Principal: lead},
	}
}
