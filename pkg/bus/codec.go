package bus

import (
	"github.com/go-json-experiment/json"

	"github.com/muster-ics/muster/events"
)

// Reading is most of the work of every reader of a stream, and this reads in a third of the time of encoding/json. A name
// that comes twice is an error to it, and another case of a name is another name.
func unmarshal(data []byte, v any) error { return json.Unmarshal(data, v) }

func decode(body []byte) (events.Envelope, error) { return events.DecodeBy(unmarshal, body) }

func openEvent(e events.Envelope) (events.Event, error) { return events.OpenBy(unmarshal, e) }
