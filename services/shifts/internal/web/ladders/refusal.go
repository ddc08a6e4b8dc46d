package ladders

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
)

// inputs are the inputs by which a step's parts are asked for; other parts are the step as a whole.
var inputs = map[string]string{"window_minutes": "hours_", "trigger": "hours_", "ceiling_pence": "ceiling_"}

// onTheForm points a fault at the form's inputs. A ladder counts its steps, the form names each: steps[1] is the second step
// that is in use, and the sentence says which one.
func onTheForm(f *fault.Error, form url.Values) *fault.Error {
	var used []row
	for _, r := range rows {
		if form.Get("use_"+r.Key) == "yes" {
			used = append(used, r)
		}
	}
	out := *f
	out.Fields = nil
	for _, field := range f.Fields {
		if _, rest, ok := strings.Cut(field.Location, "steps["); ok {
			place, part, _ := strings.Cut(rest, "].")
			if n, err := strconv.Atoi(strings.TrimSuffix(place, "]")); err == nil && n >= 0 && n < len(used) {
				part, _, _ = strings.Cut(part, ".")
				input, known := inputs[part]
				if !known {
					input = "use_"
				}
				field.Location, field.Message = "form."+input+used[n].Key, used[n].Name()+": "+field.Message
			}
		}
		out.Fields = append(out.Fields, field)
	}
	return &out
}

func (v EditView) errorOf(name string) string {
	if v.Fault == nil {
		return ""
	}
	return layout.ErrorFor(v.Fault.Fields, name)
}
