package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/muster-ics/muster/events"
	"github.com/muster-ics/muster/pkg/web/layout"
	"github.com/muster-ics/muster/services/deployments"
)

type rechargeCmd struct {
	Verify rechargeVerifyCmd `cmd:"" help:"Come to a statement between two employers from the events alone and compare each line with what was told of it."`
}

type rechargeVerifyCmd struct {
	Pair      []string `help:"Home employer and host, e.g. RVV,RPA." required:""`
	Month     string   `help:"Month of the shifts, e.g. 2026-11." required:""`
	Data      string   `help:"Data folder of the running system." default:".muster" env:"MUSTER_DATA"`
	NATS      string   `name:"nats" help:"Broker's address, when it is not the demonstration's." env:"MUSTER_NATS_URL"`
	Archive   string   `help:"Read events from this file instead, one a line, as 'muster events --json' prints them." type:"existingfile"`
	Statement string   `help:"Compare with this statement as CSV, too." type:"existingfile"`
}

// Run prints every line that differs, and both totals. It fails when anything differs.
func (c rechargeVerifyCmd) Run(ctx context.Context) error {
	if len(c.Pair) != 2 {
		return errors.New("--pair takes the home employer and the host, e.g. RVV,RPA")
	}
	v, err := deployments.NewVerifier(c.Pair[0], c.Pair[1], c.Month)
	if err != nil {
		return err
	}
	if err := c.read(ctx, v); err != nil {
		return err
	}
	lines := v.Lines()
	wrong := report(os.Stdout, v.Events, lines)
	if c.Statement != "" {
		more, err := compareStatement(os.Stdout, c.Statement, lines)
		if err != nil {
			return err
		}
		wrong += more
	}
	if wrong > 0 {
		return fmt.Errorf("lines that differ: %d (the streams hold 35 days; of an older month give --archive)", wrong)
	}
	fmt.Println("equal: every line follows from the events")
	return nil
}

func (c rechargeVerifyCmd) read(ctx context.Context, v *deployments.Verifier) error {
	if c.Archive != "" {
		return readArchive(c.Archive, v)
	}
	conn, err := connect(ctx, c.Data, c.NATS)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	return v.Read(ctx, conn)
}

func readArchive(path string, v *deployments.Verifier) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, events.MaxSize+1)
	for n := 1; in.Scan(); n++ {
		if len(in.Bytes()) == 0 {
			continue
		}
		env, err := events.Decode(in.Bytes())
		if err == nil {
			err = v.Add(env)
		}
		if err != nil {
			return fmt.Errorf("%s, line %d: %w", path, n, err)
		}
	}
	return in.Err()
}

// report prints what differs, and the totals. It tells how many lines differ.
func report(w io.Writer, read int, lines []deployments.VerifiedLine) (wrong int) {
	var ours, told int64
	asTold := 0
	for _, l := range lines {
		ours, told = ours+l.Pence, told+l.ToldPence
		if l.AsTold {
			asTold++
		}
		if l.Why != "" {
			wrong++
			fmt.Fprintf(w, "%s  booking %s  events %s  told %s  %s\n", layout.Moment(l.StartsAt), l.Booking, layout.Pounds(l.Pence), layout.Pounds(l.ToldPence), l.Why)
		}
	}
	fmt.Fprintf(w, "events read      %d\nlines            %d\nfrom the events  %s\nas told          %s\n", read, len(lines), layout.Pounds(ours), layout.Pounds(told))
	if asTold > 0 {
		fmt.Fprintf(w, "%d lines go by the clause or rate as told with the line: its own event is older than these events\n", asTold)
	}
	return wrong
}

// compareStatement compares the lines with a statement that somebody was sent.
func compareStatement(w io.Writer, path string, lines []deployments.VerifiedLine) (wrong int, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	rows, err := readStatement(f)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", path, err)
	}
	for _, l := range lines {
		if got := rows[l.Booking]; got != plain(l.Pence) && (got != "" || l.Pence != 0) {
			wrong++
			fmt.Fprintf(w, "booking %s  events %s  statement %q\n", l.Booking, plain(l.Pence), got)
		}
		delete(rows, l.Booking)
	}
	for booking, total := range rows {
		wrong++
		fmt.Fprintf(w, "booking %s  statement %s  not in the events\n", booking, total)
	}
	return wrong, nil
}

// plain is pence as the CSV has them.
func plain(pence int64) string {
	return strings.NewReplacer("£", "", ",", "").Replace(layout.Pounds(pence))
}

// readStatement gives the totals of a statement by booking.
func readStatement(r io.Reader) (map[string]string, error) {
	in := csv.NewReader(r)
	heads, err := in.Read()
	if err != nil {
		return nil, err
	}
	booking, total := slices.Index(heads, "booking"), slices.Index(heads, "total")
	if booking < 0 || total < 0 {
		return nil, errors.New("no statement: it has no columns booking and total")
	}
	out := map[string]string{}
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		out[cells[booking]] = cells[total]
	}
}
