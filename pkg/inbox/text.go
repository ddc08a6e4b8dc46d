package inbox

import (
	"bytes"
	"strings"
)

// clean makes any bytes storable as text. A message lands here because it is malformed, and Postgres takes neither
// invalid UTF-8 nor a zero byte; the body keeps the original.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// escapeNUL does the same for JSON, where a zero byte stands escaped.
func escapeNUL(j []byte) []byte { return bytes.ReplaceAll(j, []byte(`\u0000`), []byte(`\ufffd`)) }
