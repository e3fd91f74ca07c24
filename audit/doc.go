// Package audit keeps the audit log honest: it says how a record becomes the leaf
// of a Merkle tree (RFC 6962), lets the tree grow, signs checkpoints of it, and
// verifies a log, an export or one record without trusting who kept them.
//
// The tree that grows uses golang.org/x/mod/sumdb/tlog. The Verifier shares
// nothing with it but the encoding of a record: it computes every hash itself.
package audit
