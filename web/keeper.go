package web

import (
	"context"

	"terugblik/coaching"
)

// Keeper looks after storage: whether what lies there and the records fit.
type Keeper interface {
	Report() coaching.StorageReport
	Check(ctx context.Context) error // looks now
}
