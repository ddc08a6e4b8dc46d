package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/muster-ics/muster/deploy/internal/system"
)

// canary is what names one synthetic person, in words that nothing else says.
var canary = personal{given: "Synthetic-Zqgiven", family: "Synthetic-Zqfamily", email: "zqmail@synthetic.example", number: "99Q8765Z", staff: "ZQSTAFF4711",
	reference: "zqreference 0815", words: "Synthetic zqwords of mine"}

type personal struct{ given, family, email, number, staff, reference, words string }

func (p personal) all() []string {
	return []string{p.given, p.family, p.email, p.number, p.staff, p.reference, p.words}
}

// in looks for any of it as text, as the hexadecimal in which Postgres shows bytes, and in base64 at each of its three
// places.
func (p personal) in(body []byte) (string, bool) {
	lower := bytes.ToLower(body)
	for _, word := range p.all() {
		if bytes.Contains(lower, []byte(strings.ToLower(word))) || bytes.Contains(lower, []byte(hex.EncodeToString([]byte(word)))) {
			return word, true
		}
		for shift := range 3 {
			in64 := base64.RawStdEncoding.EncodeToString(append(make([]byte, shift), word...))
			// The first letters hold bits of what stands before, the last ones of what follows.
			if bytes.Contains(body, []byte(in64[(shift*8+5)/6:len(in64)-2])) {
				return word, true
			}
		}
	}
	return "", false
}

// sealedAlone looks for the canary in every event of every stream, in every row of every service, and in every file of the
// system: logs, blocks of the broker, pages and write-ahead log of Postgres.
func sealedAlone(t *testing.T, demo *program) {
	t.Helper()
	state, err := system.ReadState(demo.data)
	if err != nil {
		t.Fatal(err)
	}
	nc, err := nats.Connect(state.NATSURL)
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	inStreams(t, nc)
	for _, service := range []string{"shifts", "passports", "deployments", "analytics"} {
		inTables(t, system.DatabaseURL(state.AdminURL, service), service)
	}
	inFiles(t, demo.data)
}

func inStreams(t *testing.T, nc *nats.Conn) {
	t.Helper()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for info := range js.ListStreams(t.Context()).Info() {
		stream, err := js.Stream(t.Context(), info.Config.Name)
		if err != nil {
			t.Fatal(err)
		}
		for n := info.State.FirstSeq; n <= info.State.LastSeq; n++ {
			m, err := stream.GetMsg(t.Context(), n)
			if errors.Is(err, jetstream.ErrMsgNotFound) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			looked++
			if word, found := canary.in(append([]byte(m.Subject+" "), m.Data...)); found {
				t.Errorf("%s tells %q", m.Subject, word)
			}
		}
	}
	// What the founding of the world wrote follows by the outbox's sweep; the tables hold all of it.
	if looked < 30 {
		t.Errorf("only %d events were looked at", looked)
	}
}

func inTables(t *testing.T, url, service string) {
	t.Helper()
	ctx := t.Context()
	db, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(ctx)
	rows, err := db.Query(ctx, `select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(tables) < 5 {
		t.Fatal(service, tables, err)
	}
	for _, table := range tables {
		rows, err := db.Query(ctx, "select t::text from "+table+" t")
		if err != nil {
			t.Fatal(err)
		}
		all, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(table, err)
		}
		for _, row := range all {
			if word, found := canary.in([]byte(row)); found {
				t.Errorf("%s: table %s tells %q", service, table, word)
				break
			}
		}
	}
}

func inFiles(t *testing.T, dir string) {
	t.Helper()
	looked := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // Postgres and the broker make and remove files meanwhile.
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		body, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		looked++
		for _, word := range canary.all() {
			if bytes.Contains(body, []byte(word)) {
				t.Errorf("%s tells %q", strings.TrimPrefix(path, dir), word)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "muster.log")); err != nil || looked < 10 {
		t.Errorf("%d files were looked at: %v", looked, err)
	}
}
