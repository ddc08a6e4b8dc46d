package workingtime

import "testing"

// D10's paid breaks are pay: a resident's shift with any break, or none, keeps the terms, since the ward states the unpaid
// break alone. On-call is no bank shift: what is posted is worked throughout, so that a posting of on-call length is judged,
// and refused, as the long shift that it would be.
func TestPaidBreaksAndOnCallOfResidentsAreNoTermsOfABankShift(t *testing.T) {
	t.Parallel()
	cases := []golden{
		{name: "over 5 h without a break", want: "2 Mar 08:00-13:30"},
		{name: "over 9 h with half an hour", want: "2 Mar 08:00-18:00 b30"},
		{name: "a night of 12 h with an hour", want: "2 Mar 20:00-08:00 b60"},
		{name: "a night of 12 h without a break", want: "2 Mar 20:00-08:00"},
		{name: "24 h, as an on-call would be", want: "7 Mar 09:00-09:00", codes: "TCS_SHIFT_LENGTH", says: "24 h"},
		{name: "14 h overnight from home", want: "2 Mar 18:00-08:00", codes: "TCS_SHIFT_LENGTH", says: "14 h"},
		{name: "the hours of a posting count whole, breaks and all", diary: "2-4 Mar 08:00-20:00 b60, 6-7 Mar 08:00-20:00 b60", want: "8 Mar 07:59-20:00 b60", codes: "TCS_72_IN_168", says: "72 h 1 min"},
	}
	for _, c := range []Contract{ResidentDoctor2016, ResidentDoctor2019} {
		t.Run(string(c), func(t *testing.T) { t.Parallel(); tcs(t, c, cases) })
	}
}
