package pgstory

import (
	"github.com/stretchr/testify/require"

	"terugblik/coaching"
	"terugblik/coaching/postgres"
)

// shared: a tablet of the first group, and the employee has a PIN.
func (s *Story) shared() { s.ShareTablet("a hash") }

// ShareTablet makes the tablet of the first group, which brings the token "tablet", and sets the PIN of the employee.
func (s *Story) ShareTablet(pinHash string) coaching.TabletID {
	s.t.Helper()
	ctx := s.t.Context()
	var id coaching.TabletID
	s.As(s.Administrator, func(tx *postgres.Tx) (err error) {
		id, err = tx.MakeTablet(ctx, s.Administrator, s.Locations[0].Groups[0].ID, "Tablet van de groep", Hash("code"), s.Now)
		return err
	})
	s.Behind(postgres.Tablet, func(tx *postgres.Tx) error { return tx.BeginTablet(ctx, Hash("code"), Hash("tablet"), s.Now) })
	s.As(s.Employee, func(tx *postgres.Tx) error { return tx.SetPIN(ctx, s.Employee, pinHash, s.Now) })
	require.NotEmpty(s.t, id)
	return id
}
