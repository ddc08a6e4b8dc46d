package events

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Encode gives the structured-mode JSON of a valid envelope.
func Encode(e Envelope) ([]byte, error) {
	if err := e.Validate(); err != nil {
		return nil, err
	}
	b, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	if len(b) > MaxSize {
		return nil, fmt.Errorf("%s is %d bytes; at most %d are carried", e.Type, len(b), MaxSize)
	}
	return b, nil
}

// Unmarshal reads JSON into a value, as json.Unmarshal does.
type Unmarshal func(data []byte, v any) error

// Decode reads an envelope and checks its attributes. The data stays raw until Open.
func Decode(b []byte) (Envelope, error) { return DecodeBy(json.Unmarshal, b) }

// DecodeBy is Decode for who has a quicker reader of JSON than the standard library's.
func DecodeBy(unmarshal Unmarshal, b []byte) (Envelope, error) {
	if len(b) > MaxSize {
		return Envelope{}, fmt.Errorf("envelope is %d bytes; at most %d are carried", len(b), MaxSize)
	}
	var e Envelope
	if err := unmarshal(b, &e); err != nil {
		return Envelope{}, fmt.Errorf("envelope is not JSON: %w", err)
	}
	return e, e.Validate()
}

// Open decodes the data into the Go type of the catalogue and validates it. Fields that this build does not know are
// ignored, since a major version only ever gains optional ones. The result is a value, not a pointer.
func Open(e Envelope) (Event, error) { return OpenBy(json.Unmarshal, e) }

// OpenBy is Open for who has a quicker reader of JSON than the standard library's.
func OpenBy(unmarshal Unmarshal, e Envelope) (Event, error) {
	zero, ok := byName[e.Type]
	if !ok {
		return nil, fmt.Errorf("%w: %s", ErrUnknownType, e.Type)
	}
	p := reflect.New(reflect.TypeOf(zero))
	if err := unmarshal(e.Data, p.Interface()); err != nil {
		return nil, fmt.Errorf("data of %s: %w", e.Type, err)
	}
	ev := p.Elem().Interface().(Event)
	if err := ev.Validate(); err != nil {
		return nil, fmt.Errorf("data of %s: %w", e.Type, err)
	}
	return ev, nil
}
