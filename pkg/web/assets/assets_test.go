package assets_test

import (
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/muster-ics/muster/pkg/web/assets"
)

func get(t *testing.T, path string, header ...string) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	assets.Handler().ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Result(), string(body)
}

func TestNoStyleSheetAsksAnotherHost(t *testing.T) {
	t.Parallel()
	elsewhere := regexp.MustCompile(`(?i)@font-face|@import|url\(\s*["']?(https?:)?//`)
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".css") {
			return err
		}
		body, err := os.ReadFile(path)
		if at := elsewhere.FindString(string(body)); at != "" {
			t.Errorf("%s contains %s", path, at)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryAddressOfTheLayoutIsServed(t *testing.T) {
	t.Parallel()
	for address, mime := range map[string]string{
		assets.NHSCSS: "text/css; charset=utf-8", assets.AppCSS: "text/css; charset=utf-8",
		assets.NHSJS: "text/javascript; charset=utf-8", assets.AppJS: "text/javascript; charset=utf-8",
		assets.HTMX: "text/javascript; charset=utf-8", assets.HTMXSSE: "text/javascript; charset=utf-8",
		assets.Favicon: "image/svg+xml", "/assets/images/nhsuk-icon-cross.svg": "image/svg+xml",
	} {
		res, body := get(t, address)
		if res.StatusCode != 200 || res.Header.Get("Content-Type") != mime || body == "" {
			t.Errorf("%s answered %d %s", address, res.StatusCode, res.Header.Get("Content-Type"))
		}
		long := strings.Contains(res.Header.Get("Cache-Control"), "immutable")
		if long != strings.Contains(address, "?v=") {
			t.Errorf("%s may be kept: %s", address, res.Header.Get("Cache-Control"))
		}
	}
}

func TestEveryImageOfTheStyleSheetIsServed(t *testing.T) {
	t.Parallel()
	_, css := get(t, assets.NHSCSS)
	for _, m := range regexp.MustCompile(`url\((/assets/[^)]*)\)`).FindAllStringSubmatch(css, -1) {
		if res, _ := get(t, m[1]); res.StatusCode != 200 {
			t.Errorf("%s answered %d", m[1], res.StatusCode)
		}
	}
}

func TestAnUnchangedFileIsNotSentAgain(t *testing.T) {
	t.Parallel()
	res, plain := get(t, assets.NHSCSS)
	zipped, packed := get(t, assets.NHSCSS, "Accept-Encoding", "gzip, br")
	if zipped.Header.Get("Content-Encoding") != "gzip" || len(packed)*4 > len(plain) || zipped.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("packed to %d of %d bytes, %v", len(packed), len(plain), zipped.Header)
	}
	again, body := get(t, assets.NHSCSS, "If-None-Match", res.Header.Get("Etag"))
	if again.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("answered %d with %d bytes", again.StatusCode, len(body))
	}
	if missing, _ := get(t, "/assets/../assets.go"); missing.StatusCode != 404 {
		t.Errorf("a file outside answered %d", missing.StatusCode)
	}
}

func TestEachVendoredFolderHasItsLicence(t *testing.T) {
	t.Parallel()
	folders, err := os.ReadDir("vendor")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if _, err := os.Stat("vendor/" + f.Name() + "/LICENSE"); err != nil {
			t.Error(err)
		}
	}
}
