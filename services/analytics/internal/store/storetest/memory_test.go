package storetest_test

import (
	"testing"

	"github.com/muster-ics/muster/services/analytics/internal/store/storetest"
)

func TestTheStoreInMemory(t *testing.T) {
	t.Parallel()
	storetest.RunAll(t, func(*testing.T) storetest.Store {
		m := storetest.NewMemory()
		return storetest.Store{Projection: m, Cells: m}
	})
}
