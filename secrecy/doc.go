// Package secrecy holds the trial of the product's main promise: nobody learns
// what a rule hides from them. Two banks that differ only in what is hidden from a
// viewer must answer every query with the same bytes, and a value planted in a
// hidden cell must never be seen. It has tests only.
package secrecy
