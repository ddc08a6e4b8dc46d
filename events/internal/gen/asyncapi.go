package main

import (
	"bytes"

	"go.yaml.in/yaml/v3"

	"github.com/muster-ics/muster/events"
)

type object = map[string]any

// asyncAPI is the AsyncAPI 3 document: one channel, one message and one send operation an event.
func asyncAPI() ([]byte, error) {
	channels, messages, operations := object{}, object{}, object{}
	for _, e := range events.Catalog {
		name := e.EventName()
		channels[name] = object{
			"address":     name + ".{ics}.{ods}.{aggregate}",
			"description": "Stream MUSTER_" + upper(events.ServiceOf(name)) + ", at least once, in no promised order; keep the newest aggregateversion.",
			"parameters": object{
				"ics":       object{"description": "Integrated care system, e.g. QKS."},
				"ods":       object{"description": "ODS code of the employer that the fact belongs to."},
				"aggregate": object{"description": "Id of the aggregate; equals the aggregateid attribute."},
			},
			"messages": object{name: object{"$ref": "#/components/messages/" + name}},
		}
		messages[name] = object{
			"name": name, "contentType": "application/cloudevents+json",
			"payload": object{"allOf": []any{
				object{"$ref": "./schema/cloudevent.json"},
				object{"type": "object", "properties": object{"type": object{"const": name}, "data": object{"$ref": "./schema/" + name + ".json"}}},
			}},
		}
		operations["send-"+name] = object{"action": "send", "channel": object{"$ref": "#/channels/" + name},
			"messages": []any{object{"$ref": "#/channels/" + name + "/messages/" + name}}}
	}
	doc := object{
		"asyncapi": "3.0.0",
		"info": object{"title": "Muster events", "version": "1.0.0",
			"description": "Every fact that one Muster service tells the others, as CloudEvents 1.0 in structured JSON mode on NATS JetStream. No personal data.",
			"license":     object{"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
			"contact":     object{"name": "Muster", "url": "https://muster.example"},
			"tags":        []any{object{"name": "staffing", "description": "Temporary staffing in an integrated care system."}}},
		"defaultContentType": "application/cloudevents+json",
		"servers":            object{"local": object{"host": "127.0.0.1:4222", "protocol": "nats", "description": "The broker of the demonstration."}},
		"channels":           channels, "operations": operations, "components": object{"messages": messages},
	}
	var b bytes.Buffer
	b.WriteString("# Generated from the Go types by events/internal/gen; run `make generate`.\n")
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	err := enc.Encode(doc)
	return b.Bytes(), err
}

func upper(s string) string { return string(bytes.ToUpper([]byte(s))) }
