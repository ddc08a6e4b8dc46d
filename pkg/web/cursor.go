package web

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/url"

	"github.com/muster-ics/muster/pkg/fault"
)

// cursor is a place in a list together with a fingerprint of the filters that made the list.
type cursor[T any] struct {
	Filters []byte `json:"f"`
	At      T      `json:"a"`
}

// EncodeCursor makes an opaque cursor of the last row shown. filters is everything that shapes the list; the cursor is
// good for these filters only.
func EncodeCursor[T any](filters any, last T) string {
	b, err := json.Marshal(cursor[T]{Filters: fingerprint(filters), At: last})
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// DecodeCursor gives the row after which to go on. ok is false for an empty cursor: start at the beginning. A cursor of
// other filters, or none of ours, is a fault.
func DecodeCursor[T any](filters any, encoded string) (last T, ok bool, err error) {
	if encoded == "" {
		return last, false, nil
	}
	refused := fault.New(fault.Invalid, "invalid_cursor", "This cursor does not belong to this list. Start again without a cursor.").
		WithFields(fault.Field{Location: "query.cursor", Message: "Leave the cursor out, or send the one of the last answer with the same filters."})
	b, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil {
		return last, false, refused.Because(err)
	}
	var c cursor[T]
	if err := json.Unmarshal(b, &c); err != nil {
		return last, false, refused.Because(err)
	}
	if string(c.Filters) != string(fingerprint(filters)) {
		return last, false, refused
	}
	return c.At, true, nil
}

func fingerprint(filters any) []byte {
	b, err := json.Marshal(filters)
	if err != nil {
		return nil
	}
	sum := sha256.Sum256(b)
	return sum[:8]
}

// NextLink is the Link header of a list that goes on: this request's address with the cursor.
func NextLink(ctx context.Context, next string) string {
	if next == "" {
		return ""
	}
	c := callOf(ctx)
	q, err := url.ParseQuery(c.query)
	if err != nil {
		return ""
	}
	q.Set("cursor", next)
	return "<" + c.path + "?" + q.Encode() + `>; rel="next"`
}
