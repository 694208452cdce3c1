"""What the measuring processes read: the clock on the wall, or the processor's.

On a machine that does other work too, seconds of processor time say more; what waits for the disk is not in them.
"""

import os
import time

CHOSEN = "DVAPP_BENCH_CLOCK"
"""Environment variable that is "cpu" for the processor's time; :mod:`benchmarks.recording` sets it for its processes."""

now = time.process_time if os.environ.get(CHOSEN) == "cpu" else time.perf_counter
"""Seconds since some moment."""
