// Package backup copies a data folder and its database into a folder that can be checked and put back whole.
//
// The order makes it safe while the server runs: first one moment of the database, then the files that it may name.
// Files are placed and synced before a row names them, and are never changed afterwards, so everything that the
// moment names is there to be copied; what Lock keeps from being removed stays until the copy is whole.
package backup
