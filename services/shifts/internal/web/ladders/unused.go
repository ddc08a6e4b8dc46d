package ladders

import (
	"net/url"
	"slices"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/release"
	"github.com/muster-ics/muster/pkg/web/layout"

	"github.com/muster-ics/muster/services/shifts/internal/web/view"
)

// unused refuses what was typed and would not count: for a step that is not ticked, or as hours of a step that opens at
// posting. What the form showed before, was, and nobody touched is no such thing.
func unused(f, was url.Values) error {
	var wrong []fault.Field
	typed := func(name string) bool {
		v := strings.TrimSpace(f.Get(name))
		return v != "" && v != was.Get(name)
	}
	for _, r := range rows {
		used := view.Ticked(f, "form.", "use_"+r.Key, &wrong)
		refuse := func(input, message string) {
			wrong = append(wrong, fault.Field{Location: "form." + input, Message: r.Name() + ": " + message})
		}
		if on := "on_" + r.Key; f.Has(on) && !slices.ContainsFunc(triggers, func(o layout.Option) bool { return o.Value == f.Get(on) }) {
			refuse(on, "choose when it opens from the list.")
		}
		switch {
		case !used && typed("hours_"+r.Key):
			refuse("hours_"+r.Key, "you gave hours, but the step is not ticked. Tick it, or empty the box.")
		case used && r.Kind != release.Preferred && release.On(f.Get("on_"+r.Key)) == release.AtPosting && typed("hours_"+r.Key):
			refuse("hours_"+r.Key, "it opens at posting. Choose from when the hours count, or empty the box.")
		}
		if !used && typed("ceiling_"+r.Key) {
			refuse("ceiling_"+r.Key, "you gave an amount, but the step is not ticked. Tick it, or empty the box.")
		}
	}
	return view.Unreadable(wrong)
}
