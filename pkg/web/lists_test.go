package web_test

import (
	"context"
	"testing"
	"time"

	"github.com/muster-ics/muster/pkg/fault"
	"github.com/muster-ics/muster/pkg/web"
)

type place struct {
	At time.Time `json:"at"`
	ID string    `json:"id"`
}

func TestACursorIsGoodForItsFiltersOnly(t *testing.T) {
	t.Parallel()
	type filters struct{ Ward string }
	last := place{At: time.Date(2026, 11, 24, 19, 30, 0, 0, time.UTC), ID: "a"}
	cursor := web.EncodeCursor(filters{"A1"}, last)
	got, ok, err := web.DecodeCursor[place](filters{"A1"}, cursor)
	if err != nil || !ok || got != last {
		t.Errorf("decoded %v %v %v", got, ok, err)
	}
	if _, ok, err := web.DecodeCursor[place](filters{"A1"}, ""); ok || err != nil {
		t.Errorf("no cursor: %v %v", ok, err)
	}
	for name, c := range map[string]string{"other filters": web.EncodeCursor(filters{"B2"}, last), "no base64": "???", "no JSON": "AAAA"} {
		if _, _, err := web.DecodeCursor[place](filters{"A1"}, c); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheNextLinkKeepsTheQuery(t *testing.T) {
	t.Parallel()
	s := server(t)
	web.Register(s, web.Op{Method: "GET", Path: "/things", ID: "list", Action: web.Public}, func(ctx context.Context, _ *struct {
		Ward   string `query:"ward"`
		Cursor string `query:"cursor"`
	},
	) (*struct {
		Link string `header:"Link"`
	}, error) {
		return &struct {
			Link string `header:"Link"`
		}{web.NextLink(ctx, "abc")}, nil
	})
	res := request{path: "/api/things/v1/things?ward=A+1&cursor=old"}.do(t, s.Handler())
	if got := res.Header.Get("Link"); got != `</api/things/v1/things?cursor=abc&ward=A+1>; rel="next"` {
		t.Errorf("%d links to %s", res.StatusCode, got)
	}
}

func TestIfMatchGuardsAgainstAnOlderVersion(t *testing.T) {
	t.Parallel()
	cases := map[string]fault.Kind{`"3"`: "", `"2", "3"`: "", "*": "", "": fault.Invalid, `"2"`: fault.Stale, `W/"3"`: fault.Stale, "3": fault.Stale}
	for header, want := range cases {
		err := web.IfMatch(header, 3)
		if (want == "" && err != nil) || (want != "" && !fault.Is(err, want)) {
			t.Errorf("If-Match %s: %v, want %q", header, err, want)
		}
	}
	if web.ETag(3) != `"3"` {
		t.Errorf("tag %s", web.ETag(3))
	}
}
