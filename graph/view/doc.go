// Package view holds what the API shows in another shape than the bank's rows:
// connections, concrete contracts, the viewer, scalars and global identifiers.
package view
