package cluster

// settings are the server's parameters as name=value. They are given on the command line, so that what
// lies in the data folder cannot open a port.
func settings(throwaway bool) []string {
	s := []string{
		"listen_addresses=",
		"port=" + port,
		"unix_socket_permissions=0700",
		"max_connections=60",
		"shared_buffers=48MB",
		"maintenance_work_mem=32MB",
		"max_wal_size=256MB",
		"recovery_init_sync_method=syncfs", // one call instead of one for each file: back in half the time
		"huge_pages=off",
		"jit=off",
		"max_worker_processes=2",
		"max_parallel_workers_per_gather=0",
		"autovacuum_max_workers=2",
		"timezone=UTC",
		"log_timezone=UTC",
		"lc_messages=C.UTF-8",
		"logging_collector=off",
		"log_destination=stderr",
		"log_line_prefix=",
		// Statements and details quote what people wrote. Errors of statements are the application's to log.
		"log_min_messages=log",
		"log_min_error_statement=panic",
		"log_error_verbosity=terse",
	}
	if throwaway {
		s = append(s, "max_connections=200", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "wal_level=minimal", "max_wal_senders=0")
	}
	return s
}
