package view_test

import (
	"strings"
	"testing"

	"github.com/muster-ics/muster/services/passports/internal/web/view"
)

func TestACodeIsSquareWithABorderAndSmallEnoughForPhones(t *testing.T) {
	t.Parallel()
	q := view.NewQR("openid4vp://?client_id=x&request_uri=" + strings.Repeat("y", 263))
	if q.Side < 29 || q.Side > 77 || !strings.HasPrefix(q.Path, "M4 4h7v1h-7z") {
		t.Errorf("got %d modules, %.20s", q.Side, q.Path)
	}
	if got := view.NewQR(strings.Repeat("x", 5000)); got.Path != "" {
		t.Error("what does not fit is drawn")
	}
}
