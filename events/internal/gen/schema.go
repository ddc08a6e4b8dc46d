package main

import (
	"bytes"
	"encoding/json"

	"github.com/invopop/jsonschema"

	"github.com/muster-ics/muster/events"
)

type schemas struct{ reflector *jsonschema.Reflector }

func newSchemas(root string) (*schemas, error) {
	r := &jsonschema.Reflector{
		// Readers ignore what they do not know; a closed schema would turn every optional field into a break.
		AllowAdditionalProperties: true,
		ExpandedStruct:            true,
		Anonymous:                 true,
	}
	if err := r.AddGoComments("github.com/muster-ics/muster/events", root); err != nil {
		return nil, err
	}
	return &schemas{reflector: r}, nil
}

// data is the schema of one event's data, named by the envelope's dataschema attribute.
func (s *schemas) data(e events.Event) ([]byte, error) {
	doc := s.reflector.Reflect(e)
	doc.ID = jsonschema.ID(events.SchemaBase + e.EventName() + ".json")
	doc.Title = e.EventName()
	return indent(doc)
}

// envelope is the schema of the CloudEvents attributes around the data.
func (s *schemas) envelope() ([]byte, error) {
	doc := s.reflector.Reflect(events.Envelope{})
	doc.ID = events.SchemaBase + "cloudevent.json"
	doc.Title = "CloudEvents 1.0 envelope of every Muster event, structured JSON mode"
	if data, ok := doc.Properties.Get("data"); ok {
		data.Type = "object"
	}
	return indent(doc)
}

func indent(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return b.Bytes(), err
}
