package api

import (
	"context"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// DeviceMaster is what the device that filmed kept itself, as its owner sees it on its way.
type DeviceMaster struct {
	ID         string  `json:"id" doc:"That of its upload"`
	State      string  `json:"state" enum:"receiving,checking,kept,refused" doc:"kept: it decodes to its end, has its place on the clock, and is on the disk"`
	Reason     *string `json:"reason" doc:"A stable code, with state refused"`
	Received   int64   `json:"received" doc:"Bytes"`
	Size       *int64  `json:"size" doc:"Bytes; null while the device has not told it"`
	SHA256     *string `json:"sha256" doc:"Of the bytes as they came, in hex; once they are checked"`
	StartMS    *int64  `json:"start_ms" doc:"On the clock of the recording, once kept"`
	DurationMS *int64  `json:"duration_ms"`
}

func deviceMasterOf(m coaching.DeviceMaster) DeviceMaster {
	shown := DeviceMaster{
		ID: string(m.ID), State: string(m.State()), Reason: maybe(m.Reason), Received: m.Received, Size: maybe(m.Size), SHA256: maybe(m.SHA256),
	}
	if m.KeptAt != nil {
		shown.StartMS, shown.DurationMS = &m.StartMS, &m.DurationMS
	}
	return shown
}

// deviceMasters reads those of a recording; to anybody but its owner there are none.
func deviceMasters(ctx context.Context, tx *postgres.Tx, id coaching.RecordingID) ([]DeviceMaster, error) {
	masters, err := tx.DeviceMasters(ctx, id)
	return each(masters, deviceMasterOf), err
}

// DeviceMasters lists what devices kept of a recording. For its owner alone.
func (a *API) DeviceMasters() Operation {
	return Do(a, "device-masters", "What devices kept of a recording of yours, and how much of it is safe here", func(ctx context.Context, actor coaching.Actor, in *ByID) (*Of[List[DeviceMaster]], error) {
		var shown List[DeviceMaster]
		err := a.as(ctx, actor, func(tx *postgres.Tx) error {
			found, err := tx.Recording(ctx, coaching.RecordingID(in.ID))
			if err != nil {
				return err
			}
			if found.OwnerID != actor.ID {
				return coaching.ErrNotFound
			}
			items, err := deviceMasters(ctx, tx, found.ID)
			shown = whole(items)
			return err
		})
		return of(shown, err)
	})
}

type awaitDeviceInput struct {
	ByID
	Body struct {
		Pending bool `json:"pending"`
	}
}

// AwaitDevice says whether something of a recording is still on a device.
func (a *API) AwaitDevice() Operation {
	return Do(a, "await-device", "Say whether something of a recording of yours is still on a device; while files of it are coming it stays so", func(ctx context.Context, actor coaching.Actor, in *awaitDeviceInput) (*Tagged[Recording], error) {
		return a.recordingFrom(ctx, actor, func(tx *postgres.Tx) (coaching.Recording, error) {
			return tx.AwaitDevice(ctx, actor, coaching.RecordingID(in.ID), in.Body.Pending)
		})
	})
}
