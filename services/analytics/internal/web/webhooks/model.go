package webhooks

import (
	"strconv"
	"strings"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
	"github.com/muster-ics/muster/services/analytics/internal/webhook"
)

// ListView is the page of all receivers.
type ListView struct {
	Fault     *fault.Error
	Receivers []Receiver
	Name, URL layout.Field
	// Off tells that this system sends no webhooks.
	Off, May bool
}

// Receiver is one of them.
type Receiver struct {
	ID, Version, Name, Host string
	On, TwoSecrets          bool
	OffWhy                  string
}

func receiverOf(w webhook.Webhook) Receiver {
	return Receiver{
		ID: w.ID.String(), Version: strconv.FormatInt(w.Version, 10), Name: w.Name, Host: w.Host(), On: w.On, TwoSecrets: len(w.OldSecret) > 0, OffWhy: w.OffWhy,
	}
}

// View is the page of one receiver.
type View struct {
	Receiver      Receiver
	Fault         *fault.Error
	Secret        string
	Saved, Tested bool
	May           bool
	Name, URL     layout.Field
	Log           string
}

func fieldsOf(name, url string, f *fault.Error) (n, u layout.Field) {
	n = layout.Field{Name: "name", Label: "Name", Hint: "For example: control room", Value: name, Width: "20", Autocomplete: "off"}
	u = layout.Field{Name: "url", Label: "Address", Hint: "https, a host on the internet", Value: url, Autocomplete: "off"}
	if f != nil {
		n.Error, u.Error = layout.ErrorFor(f.Fields, "name"), layout.ErrorFor(f.Fields, "url")
	}
	return n, u
}

// LogView is the log.
type LogView struct {
	Messages       []Message
	State, Webhook string
	Older          string
	Resent, May    bool
}

var states = []layout.Option{{Text: "All"}, {Value: app.Waiting, Text: "On their way"}, {Value: app.Delivered, Text: "Delivered"}, {Value: app.Dead, Text: "Given up"}}

// Message is one line of the log.
type Message struct {
	ID, At, To, What, About string
	Kind                    layout.TagKind
	State                   string
	// More says how often it was tried, what was answered, and when it is tried again.
	More string
	Dead bool
}

var whats = map[string]string{
	"raised": "An alert", "acknowledged": "Taken on", "snoozed": "Kept quiet", "reminded": "Still so", "cleared": "Over", "test": "A test",
}

func messageOf(d app.Delivery, names app.Names) Message {
	typ := strings.TrimSuffix(d.Type, ".v1")
	m := Message{ID: d.ID.String(), At: layout.Moment(d.MadeAt), To: d.Webhook, What: whats[typ[strings.LastIndexByte(typ, '.')+1:]]}
	if d.Push {
		m.To = "A browser"
	}
	if d.Employer != "" {
		m.About = names.Employer(d.Employer)
		if d.StaffGroup != "" {
			m.About += ", " + words.StaffGroup(d.StaffGroup)
		}
	}
	tried := strconv.Itoa(d.Tries) + " tries"
	if d.Tries == 1 {
		tried = "1 try"
	}
	switch d.State {
	case app.Delivered:
		m.Kind, m.State, m.More = layout.Green, "Delivered", "After "+tried+"."
	case app.Dead:
		m.Kind, m.State, m.More, m.Dead = layout.Red, "Given up", "After "+tried+". "+d.Said, !d.Push
	default:
		m.Kind, m.State = layout.Yellow, "On its way"
		if d.Tries > 0 && d.Said != "" {
			m.More = tried + ". " + d.Said + " Again at " + layout.Clock(d.DueAt) + "."
		}
	}
	return m
}
