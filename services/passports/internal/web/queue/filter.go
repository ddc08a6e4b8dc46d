package queue

import (
	"net/url"
	"strconv"

	"github.com/muster-ics/muster/pkg/web"
	"github.com/muster-ics/muster/services/passports/internal/app"
)

// Filter narrows the queue. It stands in the address, so it holds codes alone.
type Filter struct {
	What, Role, Site string
	// Within is a number of days; 0 is what is due by now.
	Within int
	// After is the cursor of the page before.
	After string
}

// usual is how far ahead the queue looks when nobody says.
const usual = 28

// Read takes a filter out of an address or a form. What is no number of days is left to the use case to refuse.
func Read(v url.Values) Filter {
	f := Filter{What: v.Get("what"), Role: v.Get("role"), Site: v.Get("site"), Within: usual, After: v.Get("after")}
	if s := v.Get("within"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			n = -1
		}
		f.Within = n
	}
	return f
}

// Query is the filter in an address, on the page after.
func (f Filter) Query(after string) string {
	q := url.Values{"within": {strconv.Itoa(f.Within)}}
	for name, value := range map[string]string{"what": f.What, "role": f.Role, "site": f.Site, "after": after} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q.Encode()
}

func (f Filter) filters(employer string) []any {
	return []any{"due", employer, f.What, f.Role, f.Site, f.Within}
}

// Find asks for the page of an employer's queue.
func (f Filter) Find(employer string, limit int) (app.FindDue, error) {
	after, _, err := web.DecodeCursor[app.DuePlace](f.filters(employer), f.After)
	return app.FindDue{Employer: employer, What: f.What, Days: f.Within, Role: f.Role, Site: f.Site, After: after, Limit: limit}, err
}

// Cursor is where the page after begins; empty when there is none.
func (f Filter) Cursor(employer string, next *app.DuePlace) string {
	if next == nil {
		return ""
	}
	return web.EncodeCursor(f.filters(employer), *next)
}
