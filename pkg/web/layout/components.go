package layout

import (
	"strings"

	"github.com/a-h/templ"
)

// TagKind is the colour of a tag.
type TagKind string

// The colours of the design system that Muster uses; Plain is its default blue.
const (
	Plain  TagKind = ""
	Grey   TagKind = "grey"
	Green  TagKind = "green"
	Blue   TagKind = "blue"
	Yellow TagKind = "yellow"
	Orange TagKind = "orange"
	Red    TagKind = "red"
	Purple TagKind = "purple"
	White  TagKind = "white"
)

// Row of a summary list. Content, when set, stands in place of Value.
type Row struct {
	Key, Value string
	Content    templ.Component
	// Action is a link beside the value, e.g. Change; nil for none.
	Action *Link
	// TestID is what tests select the value by.
	TestID string
}

func (r Row) attributes() templ.Attributes {
	if r.TestID == "" {
		return nil
	}
	return templ.Attributes{"data-testid": r.TestID}
}

func hasAction(rows []Row) bool {
	for _, r := range rows {
		if r.Action != nil {
			return true
		}
	}
	return false
}

// InputID is the id of the input that a fault's location means: form.ward and body.ward are both #ward. Empty when the
// location is not of an input.
func InputID(location string) string {
	for _, part := range []string{"form.", "body."} {
		if name, ok := strings.CutPrefix(location, part); ok {
			return name
		}
	}
	return ""
}
