package statuslist_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/jws"
	"github.com/muster-ics/muster/services/passports/internal/statuslist"
)

// The lists that draft-ietf-oauth-status-list-20 prints: those of its section on lists, and of appendix C the two of 2^20
// places whose places it names. Bits are compared, never the packed text, since packers differ. IETF Trust, Revised BSD.
func TestTheListsOfTheDraftAreReadAsItSays(t *testing.T) {
	t.Parallel()
	full := map[int64]byte{0: 1, 1993: 1, 25460: 1, 159495: 1, 495669: 1, 554353: 1, 645645: 1, 723232: 1, 854545: 1, 934534: 1, 1000345: 1}
	two := map[int64]byte{0: 1, 1993: 2, 25460: 1, 159495: 3, 495669: 1, 554353: 1, 645645: 2, 723232: 1, 854545: 1, 934534: 2, 1000345: 3}
	read := 0
	for name, c := range map[string]struct {
		width  int64
		lst    string
		places int64
		marked map[int64]byte
	}{
		"16 places of 1 bit":  {1, "eNrbuRgAAhcBXQ", 16, map[int64]byte{0: 1, 3: 1, 4: 1, 5: 1, 7: 1, 8: 1, 9: 1, 13: 1, 15: 1}},
		"12 places of 2 bits": {2, "eNo76fITAAPfAgc", 12, map[int64]byte{0: 1, 1: 2, 3: 3, 5: 1, 7: 1, 8: 1, 9: 2, 10: 3, 11: 3}},
		"2^20 places of 1 bit": {1, packed(t, `
			78daeddc010dc0200c0041a88249400ad2903e0f4bba00bd93f002beb7a2a2010000a91e0900000000000000000000000000000080729604
			000000000000000000000000000000000000000000000000000000000000000000000000000000005c6f4800000000000000fc2c2400000000
			00000000000000be1b12000000000000000000ecaa4b000000000000000000000000000000009b0b0900000000000000000038de9400000000
			000000002a30cc010000000080642f0bd8011b`), 1 << 20, full},
		"2^20 places of 2 bits": {2, packed(t, `
			78daeddb310d00211000412ea1a04004fe5520ed
			357c28c81d3312b6df68bc65480000000000406e2101000000000000000000000000
			0000000000000000000000000000000000000040795b020000000000000000000000
			00000000000000000000000000000000000000000000000000000000000000000000
			00000000000000000000000000000000000000000000000000000000000000000000
			0080f4ba0400000000000000000000000000406d764a000000000000000000000000
			000000000000000000e0922101000000000000000000000000000000000000fc1312
			00000000000000000000000000000000000000000000000000000000000000c0912e
			01000000000000000000000000000000000000c07d4b020000000000000000000000
			00000000a8614a0000000000000000000000406a1fcd60010c`), 1 << 20, two},
	} {
		l, err := statuslist.Decode(c.width, c.lst)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if l.Places() != c.places {
			t.Errorf("%s: %d places", name, l.Places())
		}
		for place := range l.Places() {
			if got, err := l.At(place); err != nil || got != c.marked[place] {
				t.Fatalf("%s: place %d is %d, want %d (%v)", name, place, got, c.marked[place], err)
			}
		}
		read++
	}
	if read != 4 {
		t.Errorf("%d lists were read", read)
	}
}

// packed gives the packed bytes, which the draft prints in hexadecimal within its CBOR form, as they stand in JSON.
func packed(t *testing.T, digits string) string {
	t.Helper()
	raw, err := hex.DecodeString(strings.Join(strings.Fields(digits), ""))
	if err != nil {
		t.Fatal(err)
	}
	return jws.Encode(raw)
}
