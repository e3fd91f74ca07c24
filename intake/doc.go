// Package intake is how data comes in: the demonstration bank, the import of the
// Berka data set and the import of CSV files. An import checks before it writes,
// derives its ids from the source and the external id, so that running it again
// changes nothing, and gives every row it refuses back with a line and a reason.
package intake
