package snapshotpage_test

import (
	"testing"

	"github.com/muster-ics/muster/pkg/web/pagetest"
	"github.com/muster-ics/muster/services/analytics/internal/web/snapshotpage"
)

func TestFrozenFiguresShowWhoSignedAndWhatDiffers(t *testing.T) {
	t.Parallel()
	s := snapshotpage.Stories()
	fresh := pagetest.Render(t, s[0].Component, s[0].Principal)
	fresh.Has("trail", "by lead-1", "Not signed")
	fresh.Has("no-differences", "the same now")
	if len(fresh.All("sign")) != 1 {
		t.Error("there is no way to sign")
	}
	pagetest.Render(t, s[1].Component, s[1].Principal).Has("error-summary", "Choose in what capacity you sign.")
	signed := pagetest.Render(t, s[2].Component, s[2].Principal)
	signed.Has("signature", "Chief nurse", "by lead-2")
	signed.Has("differences", "89.7%", "90.1%", "not there")
	if len(signed.All("sign")) != 0 {
		t.Error("who has signed is asked again")
	}
}
