package main

import (
	"context"
	"time"
)

const auditEvery = 24 * time.Hour // how often the audit log is read to its end, and its head said in the server's log

// anchorAudit says in the server's log how far the audit log has come, so that an end that is cut off later shows, and
// whether it is whole. It stands in the way of nothing else.
func (k *keeper) anchorAudit(ctx context.Context) error {
	look, err := lookAtAudit(ctx, k.db, k.auditHeads)
	if err != nil {
		return err
	}
	k.auditHeads = look.whole // what was there a day ago must still be there tomorrow
	for _, head := range look.whole {
		if head.Number > 0 {
			k.log.Info("the audit log is whole", "holder", head.HolderID, "lines", head.Number, "head", headText(head))
		}
	}
	if err := look.wrong(); err != nil {
		k.log.Error("the audit log is not whole: run terugblik audit verify", "err", err)
	}
	return nil
}
