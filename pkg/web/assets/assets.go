// Package assets holds the style sheets, scripts and images of every page, embedded, so that a page asks nothing of
// any other host.
package assets

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed app.css app.js sw.js favicon.svg vendor
var files embed.FS

const (
	nhsuk = "vendor/nhsuk-frontend-10.6.1/"
	htmx  = "vendor/htmx-4.0.1/"
)

// The addresses that the layout names. They carry the hash of the file, so that a browser may keep each for ever.
var (
	NHSCSS  = addressOf(nhsuk + "nhsuk-frontend.min.css")
	NHSJS   = addressOf(nhsuk + "nhsuk-frontend.min.js")
	HTMX    = addressOf(htmx + "htmx.min.js")
	HTMXSSE = addressOf(htmx + "hx-sse.min.js")
	AppCSS  = addressOf("app.css")
	AppJS   = addressOf("app.js")
	Favicon = addressOf("favicon.svg")
)

var contents = load()

type file struct {
	plain, zipped []byte
	mime, etag    string
}

// Handler serves the embedded files under /assets/. The images that the NHS style sheet refers to by absolute path are
// at /assets/images/.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := contents[strings.TrimPrefix(r.URL.Path, "/assets/")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		f.serve(w, r)
	})
}

func (f file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", f.mime)
	h.Set("Etag", f.etag)
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", cacheFor(r))
	if strings.HasSuffix(r.URL.Path, "/sw.js") {
		// The service worker sees to the whole site, not only to its folder; and a mended one must not wait for a cache.
		h.Set("Service-Worker-Allowed", "/")
		h.Set("Cache-Control", "no-cache")
	}
	if strings.Contains(r.Header.Get("If-None-Match"), f.etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := f.plain
	if len(f.zipped) > 0 && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = f.zipped
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// cacheFor lets a browser keep for ever only what was asked for by its hash: the same address never means other bytes.
func cacheFor(r *http.Request) string {
	if r.URL.Query().Has("v") {
		return "public, max-age=31536000, immutable"
	}
	return "public, max-age=86400"
}

func load() map[string]file {
	out := map[string]file{}
	_ = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		f := file{plain: body, mime: typeOf(name), etag: `"` + hashOf(body) + `"`}
		if z := zip(body); len(z) < len(body) {
			f.zipped = z
		}
		out[name] = f
		if image, ok := strings.CutPrefix(name, nhsuk+"images/"); ok {
			out["images/"+image] = f
		}
		return nil
	})
	return out
}

func addressOf(name string) string {
	body, err := files.ReadFile(name)
	if err != nil {
		return "/assets/" + name
	}
	return "/assets/" + name + "?v=" + hashOf(body)
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:6])
}

// typeOf does not trust the machine's MIME table for scripts: with nosniff a wrong type stops the page.
func typeOf(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case "":
		return "text/plain; charset=utf-8"
	}
	return mime.TypeByExtension(path.Ext(name))
}

func zip(b []byte) []byte {
	var buf bytes.Buffer
	z, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return b
	}
	_, _ = z.Write(b)
	if z.Close() != nil {
		return b
	}
	return buf.Bytes()
}
