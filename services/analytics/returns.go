package analytics

import (
	"fmt"
	"io/fs"
	"os"

	"github.com/muster-ics/muster/events/shifts"
	"github.com/muster-ics/muster/services/analytics/internal/app"
	"github.com/muster-ics/muster/services/analytics/internal/pack"
	"github.com/muster-ics/muster/services/analytics/internal/returns"
	"github.com/muster-ics/muster/services/analytics/internal/web/words"
)

// documentsOf loads the mapping files of the program and those of a folder. A file that cannot be used stops the start, with
// what is wrong and where: a return that is silently missing would be missed on the day on which it is due.
func documentsOf(folder string, rates *app.FillRates, measures *app.Measures) (*app.Documents, error) {
	folders := []fs.FS{returns.Own()}
	if folder != "" {
		if _, err := os.Stat(folder); err != nil {
			return nil, fmt.Errorf("the folder of mapping files of returns: %w", err)
		}
		folders = append(folders, os.DirFS(folder))
	}
	forms, err := returns.Load(returns.Known{StaffGroups: shifts.StaffGroups, Reasons: shifts.RequestReasons}, folders...)
	if err != nil {
		return nil, fmt.Errorf("mapping files of returns: %w", err)
	}
	return app.NewDocuments(rates, measures, forms, pack.Words{StaffGroup: words.StaffGroup, Period: words.Period}), nil
}
