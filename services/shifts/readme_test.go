package shifts_test

import (
	"os"
	"strings"
	"testing"

	"github.com/muster-ics/muster/events"

	"github.com/muster-ics/muster/services/shifts"
)

// The README is one screen that is true: whatever the service hears, speaks and keeps is on it.
func TestTheReadmeNamesWhatTheServiceHearsSpeaksAndKeeps(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(b)
	has := func(word string) {
		t.Helper()
		if !strings.Contains(readme, "`"+word+"`") {
			t.Errorf("the README does not name %s", word)
		}
	}
	for _, s := range shifts.Module.Subscriptions {
		has(s.Durable())
		for _, e := range s.Events {
			has(e)
		}
	}
	for _, e := range events.Catalog {
		if name, ok := strings.CutPrefix(e.EventName(), "muster.shifts."); ok {
			has(strings.TrimSuffix(name, ".v1"))
		}
	}
	w := start(t)
	rows, err := w.DB.Pool.Query(t.Context(), `select table_name from information_schema.tables where table_schema = current_schema()
		and table_name not like 'goose%' and table_name not in ('outbox', 'relay_state', 'audit', 'idempotency', 'inbox', 'inbox_dead')`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			t.Fatal(err)
		}
		has(table)
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	var api struct {
		Paths map[string]map[string]any
	}
	w.must(200, lead(), "GET", "/openapi.json", nil).into(t, &api)
	if len(api.Paths) < 10 {
		t.Errorf("the API describes %d paths", len(api.Paths))
	}
	for path, methods := range api.Paths {
		for method := range methods {
			if route := strings.ToUpper(method) + " " + strings.TrimPrefix(path, base); method != "parameters" {
				has(route)
			}
		}
	}
}
