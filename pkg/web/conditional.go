package web

import (
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
)

// ETag names one version of a resource.
func ETag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// IfMatch compares an If-Match header with the version there is. Without the header it is a fault that asks for it;
// with an older version it is Stale.
func IfMatch(header string, version int64) error {
	header = strings.TrimSpace(header)
	switch {
	case header == "":
		return fault.New(fault.Invalid, "if_match_missing", "Send If-Match with the ETag of the version that you are changing.").
			WithFields(fault.Field{Location: "header.If-Match", Message: `Send the ETag of the version you read, e.g. "3".`})
	case header == "*":
		return nil
	}
	for _, tag := range strings.Split(header, ",") {
		if strings.TrimSpace(tag) == ETag(version) {
			return nil
		}
	}
	return fault.New(fault.Stale, "stale", "Somebody changed this before you. Read it again, then make your change.")
}
