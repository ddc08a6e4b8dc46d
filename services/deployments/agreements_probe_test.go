package deployments_test

import (
	"testing"
	"time"

	"github.com/muster-ics/muster/services/deployments"
)

func TestTheProbeAsksWhatHasBothAnswers(t *testing.T) {
	t.Parallel()
	p, err := deployments.NewAgreementProbe(200, 1, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	yes := 0
	const asked = 500
	for n := range asked {
		covered, err := p.Answer(n)
		if err != nil {
			t.Fatal(err)
		}
		if p.Decide(n) != covered {
			t.Fatalf("placement %d has two answers", n)
		}
		if covered {
			yes++
		}
	}
	if yes < asked/10 || yes > asked*9/10 {
		t.Errorf("%d of %d are covered: the probe measures one side alone", yes, asked)
	}
}

func BenchmarkAnswer(b *testing.B) {
	p, err := deployments.NewAgreementProbe(1000, 1, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for b.Loop() {
		if _, err := p.Answer(n); err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric(p.Candidates, "candidates")
}
