package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/muster-ics/muster/pkg/fault"
)

// maxDepth is how deep a document may nest. No contract of ours comes near; a deep one is meant to cost stack.
const maxDepth = 32

// checkJSON refuses what encoding/json would quietly accept and two readers could read in two ways: a key that occurs
// twice, text that is not UTF-8, NUL characters, more than one document, deep nesting. An empty body is left to the
// operation.
func checkJSON(body []byte) error {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	if !utf8.Valid(body) {
		return malformed("The request's body is not UTF-8 text.")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	c := jsonChecker{d: d}
	if err := c.value("body", 1); err != nil {
		var f *fault.Error
		if errors.As(err, &f) {
			return f
		}
		return malformed("The request's body is not a JSON document: it cannot be read near byte %d.", d.InputOffset()).Because(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return malformed("The request's body holds more than one JSON document.")
	}
	return nil
}

type jsonChecker struct{ d *json.Decoder }

func (c jsonChecker) value(at string, depth int) error {
	token, err := c.d.Token()
	if err != nil {
		return err
	}
	switch t := token.(type) {
	case json.Delim:
		if depth > maxDepth {
			return malformed("The request's body nests deeper than %d levels.", maxDepth)
		}
		if t == '{' {
			return c.object(at, depth)
		}
		return c.array(at, depth)
	case string:
		return c.text(at, t)
	case json.Number:
		if _, err := t.Float64(); err != nil {
			return badInput("number_too_large", at, "This number is too large. Give a smaller one.")
		}
	}
	return nil
}

func (c jsonChecker) object(at string, depth int) error {
	seen := map[string]bool{}
	for c.d.More() {
		token, err := c.d.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		here := at + "." + key
		if seen[key] {
			return badInput("duplicate_key", here, "This key occurs twice. Send it once.")
		}
		seen[key] = true
		if err := c.text(at, key); err != nil {
			return err
		}
		if err := c.value(here, depth+1); err != nil {
			return err
		}
	}
	_, err := c.d.Token()
	return err
}

func (c jsonChecker) array(at string, depth int) error {
	for i := 0; c.d.More(); i++ {
		if err := c.value(at+"["+strconv.Itoa(i)+"]", depth+1); err != nil {
			return err
		}
	}
	_, err := c.d.Token()
	return err
}

func (c jsonChecker) text(at, s string) error {
	if strings.ContainsRune(s, 0) {
		return badInput("invalid_text", at, "This text holds a NUL character. Remove it.")
	}
	return nil
}

func malformed(format string, args ...any) *fault.Error {
	return fault.New(fault.Invalid, "malformed_json", format, args...)
}

func badInput(code, at, message string) *fault.Error {
	return fault.New(fault.Invalid, code, "Some of the input cannot be accepted. Change what is listed under errors.").
		WithFields(fault.Field{Location: at, Message: message})
}
