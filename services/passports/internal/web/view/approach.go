package view

import (
	"github.com/a-h/templ"

	"github.com/muster-ics/muster/pkg/web/layout"
)

// ApproachTag says in a word how the request of a receiver outside this system stands.
func ApproachTag(status string) templ.Component {
	switch status {
	case "opened":
		return layout.Tag(layout.Blue, "Waits for you")
	case "sent":
		return layout.Tag(layout.Blue, "Sent")
	case "accepted":
		return layout.Tag(layout.Green, "Shown")
	case "declined":
		return layout.Tag(layout.Grey, "You said no")
	case "refused":
		return layout.Tag(layout.Orange, "Not taken")
	case "unclear":
		return layout.Tag(layout.Orange, "Not known")
	}
	return layout.Tag(layout.Grey, "Over")
}
