package main

import (
	"github.com/muster-ics/muster/events/analytics"
)

const snapshotID = "0199c0de-0000-7000-8000-0000000000a3"

func init() {
	aggregateOf["analytics.snapshot"] = snapshotID
	s := analytics.SnapshotState{
		SnapshotID: snapshotID, Form: "board_pack", FormVersion: 1, Month: "2026-10",
		Hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", TakenAt: held, TakenBy: "lead-1", Watermark: posted,
	}
	samples["muster.analytics.snapshot.taken.v1"] = analytics.SnapshotTakenV1{Snapshot: s}
	s.Signatures = []analytics.SnapshotSignature{{By: "lead-2", As: "chief_nurse", At: expiry}}
	samples["muster.analytics.snapshot.signed.v1"] = analytics.SnapshotSignedV1{Snapshot: s}
}
