"""Opening a board's store, and making a new one."""
