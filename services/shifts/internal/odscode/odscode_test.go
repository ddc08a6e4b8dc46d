package odscode

import "testing"

func TestOnlyWhatCanBeACodePasses(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{
		"RVV": true, "RVV01": true, "G6V2S": true, "RYYAL": true, "NQ7": true, "ABCDEFGHIJKL": true,
		"": false, "rvv": false, "RVV 01": false, "*": false, ">": false, "RVV.>": false, "RVV\n": false, "ABCDEFGHIJKLM": false, "RVÜ": false,
	} {
		if Valid(code) != want {
			t.Errorf("%q: %v", code, !want)
		}
	}
}
