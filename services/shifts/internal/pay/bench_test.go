package pay

import "testing"

func BenchmarkQuote(b *testing.B) {
	r := with(nil)
	s := shiftOf(b, "2026-10-24 19:30", "2026-10-25 07:30", 60, "5", 1845)
	b.ReportAllocs()
	for b.Loop() {
		r.Quote(s, Worker{Band: "6"})
	}
}
