package audit

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

func BenchmarkVerifyingAnExport(b *testing.B) {
	const size = 20_000
	log := newLog(b, size, size)
	export := log.export(b, 0, size)
	b.ReportAllocs()
	for b.Loop() {
		report, err := VerifyExport(b.Context(), bytes.NewReader(export), log.keys, nil)
		require.NoError(b, err)
		require.Equal(b, int64(size), report.Records)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/size, "ns/record")
}
