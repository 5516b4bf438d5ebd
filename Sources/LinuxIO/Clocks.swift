import Glibc

/// The clock that never jumps and stands still while the machine sleeps: for waiting.
public enum MonotonicClock {
  /// Nanoseconds since some moment before the process began.
  ///
  /// The corresponding C function is `clock_gettime` with `CLOCK_MONOTONIC`.
  public static func now() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

/// The clock that people read: for what is written down.
public enum WallClock {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  ///
  /// The corresponding C function is `clock_gettime` with `CLOCK_REALTIME`.
  public static func now() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
