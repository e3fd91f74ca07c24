package intake

// FileReport counts the rows of one file: Read = Imported + Unchanged + Rejected.
type FileReport struct {
	Name      string
	Read      int64
	Imported  int64 // rows that this run added
	Unchanged int64 // rows that were there already, the same
	Rejected  int64 // rows in the reject file
}

// ImportReport says what became of every file of an import. RejectFiles are the
// paths of the files that hold refused rows with line and reason. Warnings say
// what the files lack although every row of them is accounted for.
type ImportReport struct {
	Files       []FileReport
	RejectFiles []string
	Warnings    []string
}

// Total adds the counts of every file.
func (r *ImportReport) Total() FileReport {
	total := FileReport{Name: "total"}
	for _, file := range r.Files {
		total.Read += file.Read
		total.Imported += file.Imported
		total.Unchanged += file.Unchanged
		total.Rejected += file.Rejected
	}
	return total
}
