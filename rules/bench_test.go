package rules_test

import (
	"testing"

	"foyer/model"
)

// BenchmarkFired is one decision of the night: facts in hand, which offers fire.
func BenchmarkFired(b *testing.B) {
	day := shippedDay(b, today)
	crowd := sampleFacts(day, 1000)
	b.ReportAllocs()
	count := 0
	for b.Loop() {
		if _, err := day.Fired(b.Context(), crowd[count%len(crowd)]); err != nil {
			b.Fatal(err)
		}
		count++
	}
	b.ReportMetric(float64(count)/b.Elapsed().Seconds(), "decisions/s")
}

// BenchmarkDetect is the other half of the night: which life events there are.
func BenchmarkDetect(b *testing.B) {
	day := shippedDay(b, today)
	crowd := sampleFacts(day, 1000)
	b.ReportAllocs()
	count := 0
	for b.Loop() {
		if _, err := day.Detect(b.Context(), crowd[count%len(crowd)]); err != nil {
			b.Fatal(err)
		}
		count++
	}
	b.ReportMetric(float64(count)/b.Elapsed().Seconds(), "decisions/s")
}

// BenchmarkJudge tells every check of every offer, as an explanation does.
func BenchmarkJudge(b *testing.B) {
	day := shippedDay(b, today)
	crowd := sampleFacts(day, 1000)
	b.ReportAllocs()
	count := 0
	for b.Loop() {
		if _, err := day.Judge(b.Context(), crowd[count%len(crowd)]); err != nil {
			b.Fatal(err)
		}
		count++
	}
	b.ReportMetric(float64(count)/b.Elapsed().Seconds(), "decisions/s")
}

// BenchmarkDerive fills the derived facts of a customer.
func BenchmarkDerive(b *testing.B) {
	day := shippedDay(b, today)
	crowd := sampleFacts(day, 1000)
	b.ReportAllocs()
	count := 0
	for b.Loop() {
		day.Derive(crowd[count%len(crowd)])
		count++
	}
}

var today = model.NewDate(2026, 11, 22)
