package view

import (
	"net/url"
	"strconv"

	"github.com/muster-ics/muster/pkg/fault"
)

// Version is a version for a form's hidden field.
func Version(v int64) string { return strconv.FormatInt(v, 10) }

// Seen judges whether a form was filled in on the version that is to be changed. On a page an older version is a conflict
// that the form itself shows.
func Seen(form url.Values) func(version int64) error {
	return func(version int64) error {
		if form.Get("version") == Version(version) {
			return nil
		}
		return fault.New(fault.Conflict, "stale", "Somebody changed this before you. Open the page again, then make your change.")
	}
}
