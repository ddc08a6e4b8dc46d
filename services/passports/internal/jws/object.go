package jws

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf8"
)

// deepest is how many levels of nesting are read.
const deepest = 32

// Object reads one JSON object: names are compared letter by letter, a name that comes twice, anything behind the object
// and nesting beyond 32 levels are refused, and numbers keep their digits as json.Number.
func Object(raw []byte) (map[string]any, error) {
	v, err := Value(raw)
	if err != nil {
		return nil, err
	}
	o, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New("this is no JSON object")
	}
	return o, nil
}

// Value reads one JSON value by the rules of Object.
func Value(raw []byte) (any, error) {
	if !utf8.Valid(raw) {
		return nil, errors.New("this is no UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	v, err := value(dec, 0)
	if err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something stands behind the JSON value")
	}
	return v, nil
}

func value(dec *json.Decoder, depth int) (any, error) {
	if depth > deepest {
		return nil, fmt.Errorf("the JSON is nested deeper than %d levels", deepest)
	}
	t, err := dec.Token()
	if err != nil {
		return nil, err
	}
	switch t {
	case json.Delim('{'):
		return members(dec, depth)
	case json.Delim('['):
		return elements(dec, depth)
	}
	return t, nil
}

func members(dec *json.Decoder, depth int) (any, error) {
	o := map[string]any{}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return nil, err
		}
		name, ok := t.(string)
		if !ok {
			return nil, errors.New("a name in the JSON is no text")
		}
		if _, twice := o[name]; twice {
			return nil, errors.New("a name stands twice in a JSON object")
		}
		if o[name], err = value(dec, depth+1); err != nil {
			return nil, err
		}
	}
	_, err := dec.Token()
	return o, err
}

func elements(dec *json.Decoder, depth int) (any, error) {
	a := []any{}
	for dec.More() {
		v, err := value(dec, depth+1)
		if err != nil {
			return nil, err
		}
		a = append(a, v)
	}
	_, err := dec.Token()
	return a, err
}

// Encode writes base64url without padding.
func Encode(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

// Decode reads base64url without padding. What encodes to something else is refused, so that no two texts are one token.
func Decode(s string) ([]byte, error) { return base64.RawURLEncoding.Strict().DecodeString(s) }

// latest is the last second that a time claim may name: the end of the year 9999.
const latest = 253402300799

// Seconds reads a claim that is a whole number of seconds since 1970.
func Seconds(v any) (time.Time, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return time.Time{}, false
	}
	s, err := n.Int64()
	if err != nil || s < 0 || s > latest {
		return time.Time{}, false
	}
	return time.Unix(s, 0).UTC(), true
}

// Text reads a claim that is a text and not empty.
func Text(claims map[string]any, name string) (string, bool) {
	s, ok := claims[name].(string)
	return s, ok && s != ""
}
