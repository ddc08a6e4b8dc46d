package workform

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/id"
)

// number is a worker's opaque id wherever it stands in an address.
var number = regexp.MustCompile(`[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}`)

// Worker reads a worker's number, or the address of a page about them; the zero id when nothing is entered.
func Worker(form url.Values, name string, wrong *[]fault.Field) id.ID {
	typed := strings.TrimSpace(form.Get(name))
	if typed == "" {
		return id.Nil
	}
	worker, err := id.Parse(strings.ToLower(number.FindString(typed)))
	if err != nil {
		*wrong = append(*wrong, fault.Field{Location: "form." + name, Message: "Paste the address of the worker's passport page, or leave it empty."})
	}
	return worker
}
