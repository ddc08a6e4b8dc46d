// Package statuslist is the list by which an issuer takes credentials back (Token Status List, JWT form): one number per
// credential, whose place in the list the credential names. A list says nothing else of anybody.
package statuslist

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"

	"github.com/muster-ics/muster/services/passports/internal/jws"
)

// Size is how many credentials one of our lists has room for, and FullAt from how many on the next list begins: by then
// every fifth random place is still free.
const (
	Size   = 1 << 20
	FullAt = Size / 5 * 4
)

// largest is how many bytes a list may inflate to: 2^20 places of 8 bits need a quarter of it.
const largest = 4 << 20

// List has a number of 1, 2, 4 or 8 bits for each place. 0 is valid; 1 is invalid.
type List struct {
	width int
	raw   []byte
}

// New makes a list of one bit a place, all valid.
func New(places int) List { return List{width: 1, raw: make([]byte, (places+7)/8)} }

// Revoke marks a place as invalid. Places outside the list are left alone.
func (l List) Revoke(place int64) {
	if l.width == 1 && place >= 0 && place < l.Places() {
		l.raw[place/8] |= 1 << (place % 8)
	}
}

// Places is how many the list has.
func (l List) Places() int64 {
	if l.width == 0 {
		return 0
	}
	return int64(len(l.raw)) * 8 / int64(l.width)
}

// At gives the number of a place. A place outside the list is an error: it says nothing of a credential.
func (l List) At(place int64) (byte, error) {
	if place < 0 || place >= l.Places() {
		return 0, errors.New("the list has no such place")
	}
	bit := place * int64(l.width)
	return l.raw[bit/8] >> (bit % 8) & byte(1<<l.width-1), nil
}

// Encode packs the list as it stands in the claim lst.
func (l List) Encode() (string, error) {
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err != nil {
		return "", err
	}
	if _, err := w.Write(l.raw); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return jws.Encode(b.Bytes()), nil
}

// Decode unpacks a list. It refuses widths that are none, and what inflates to more than 4 MiB.
func Decode(width int64, lst string) (List, error) {
	if width != 1 && width != 2 && width != 4 && width != 8 {
		return List{}, fmt.Errorf("a status has 1, 2, 4 or 8 bits, not %d", width)
	}
	packed, err := jws.Decode(lst)
	if err != nil {
		return List{}, err
	}
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return List{}, err
	}
	raw, err := io.ReadAll(io.LimitReader(r, largest+1))
	if err != nil {
		return List{}, err
	}
	if len(raw) > largest {
		return List{}, fmt.Errorf("the list inflates to more than %d bytes", largest)
	}
	return List{width: int(width), raw: raw}, r.Close()
}
