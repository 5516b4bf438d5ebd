import CLinux
import Glibc
import SystemPackage

/// The C functions themselves.
///
/// Each stands in a function of its own that is never inlined, as in swift-nio's `System.swift`:
/// between the call and the reading of `errno` nothing else may run, not even the release of an
/// object that the optimiser moved there. Calls that a signal interrupted are repeated.
enum SystemCalls {
  @inline(__always)
  private static func outcome<Value: FixedWidthInteger>(
    _ body: () -> Value
  ) -> Result<Value, Errno> {
    while true {
      let value = body()
      if value != -1 { return .success(value) }
      let reason = Errno(rawValue: errno)
      if reason != .interrupted { return .failure(reason) }
    }
  }

  /// For the functions of CLinux, which return `-errno`.
  @inline(__always)
  static func kernelOutcome(_ body: () -> Int) -> Result<Int, Errno> {
    while true {
      let value = body()
      if value >= 0 { return .success(value) }
      let reason = Errno(rawValue: CInt(-value))
      if reason != .interrupted { return .failure(reason) }
    }
  }

  @inline(never)
  static func openat(
    _ directory: CInt, _ path: UnsafePointer<CChar>, _ flags: CInt, _ mode: mode_t
  ) -> Result<CInt, Errno> {
    outcome { unsafe Glibc.openat(directory, path, flags, mode) }
  }

  /// Never repeated: on Linux the descriptor is gone even when `close` was interrupted.
  @inline(never)
  static func close(_ descriptor: CInt) -> Result<CInt, Errno> {
    let value = Glibc.close(descriptor)
    return value == -1 ? .failure(Errno(rawValue: errno)) : .success(value)
  }

  @inline(never)
  static func read(
    _ descriptor: CInt, _ buffer: UnsafeMutableRawPointer?, _ size: Int
  ) -> Result<Int, Errno> {
    outcome { unsafe Glibc.read(descriptor, buffer, size) }
  }

  @inline(never)
  static func pread(
    _ descriptor: CInt, _ buffer: UnsafeMutableRawPointer?, _ size: Int, _ offset: Int64
  ) -> Result<Int, Errno> {
    outcome { unsafe Glibc.pread(descriptor, buffer, size, Int(offset)) }
  }

  @inline(never)
  static func write(
    _ descriptor: CInt, _ buffer: UnsafeRawPointer?, _ size: Int
  ) -> Result<Int, Errno> {
    outcome { unsafe Glibc.write(descriptor, buffer, size) }
  }

  /// Repeated only when a signal interrupted it before it began; any other failure is final.
  @inline(never)
  static func fdatasync(_ descriptor: CInt) -> Result<CInt, Errno> {
    outcome { Glibc.fdatasync(descriptor) }
  }

  @inline(never)
  static func fsync(_ descriptor: CInt) -> Result<CInt, Errno> {
    outcome { Glibc.fsync(descriptor) }
  }

  @inline(never)
  static func ftruncate(_ descriptor: CInt, _ size: Int64) -> Result<CInt, Errno> {
    outcome { Glibc.ftruncate(descriptor, Int(size)) }
  }

  @inline(never)
  static func lseek(_ descriptor: CInt, _ offset: Int64, _ whence: CInt) -> Result<Int, Errno> {
    outcome { Glibc.lseek(descriptor, Int(offset), whence) }
  }

  @inline(never)
  static func lock(_ descriptor: CInt, _ operation: CInt) -> Result<CInt, Errno> {
    outcome { flock(descriptor, operation) }
  }

  @inline(never)
  static func statx(
    _ directory: CInt, _ path: UnsafePointer<CChar>, _ status: inout clinux_status
  ) -> Result<Int, Errno> {
    kernelOutcome { unsafe clinux_status(directory, path, &status) }
  }

  @inline(never)
  static func getdents(
    _ directory: CInt, _ buffer: UnsafeMutableRawPointer?, _ size: Int
  ) -> Result<Int, Errno> {
    kernelOutcome { unsafe clinux_entries(directory, buffer, size) }
  }

  @inline(never)
  static func generation(_ descriptor: CInt) -> Result<UInt32, Errno> {
    var generation: UInt32 = 0
    return kernelOutcome { unsafe clinux_generation(descriptor, &generation) }
      .map { _ in generation }
  }

  @inline(never)
  static func hasWriter(_ descriptor: CInt) -> Result<Int, Errno> {
    kernelOutcome { clinux_has_writer(descriptor) }
  }

  @inline(never)
  static func openBeneath(
    _ directory: CInt, _ path: UnsafePointer<CChar>, _ flags: CInt
  ) -> Result<CInt, Errno> {
    kernelOutcome { unsafe clinux_open_beneath(directory, path, flags) }.map { CInt($0) }
  }

  @inline(never)
  static func fileSystem(
    _ descriptor: CInt, _ fileSystem: inout clinux_filesystem
  ) -> Result<Int, Errno> {
    kernelOutcome { unsafe clinux_filesystem(descriptor, &fileSystem) }
  }

  @inline(never)
  static func renameat(
    _ from: CInt, _ old: UnsafePointer<CChar>, _ to: CInt, _ new: UnsafePointer<CChar>
  ) -> Result<CInt, Errno> {
    outcome { unsafe Glibc.renameat(from, old, to, new) }
  }

  @inline(never)
  static func unlinkat(
    _ directory: CInt, _ path: UnsafePointer<CChar>, _ flags: CInt
  ) -> Result<CInt, Errno> {
    outcome { unsafe Glibc.unlinkat(directory, path, flags) }
  }

  @inline(never)
  static func mkdirat(
    _ directory: CInt, _ path: UnsafePointer<CChar>, _ mode: mode_t
  ) -> Result<CInt, Errno> {
    outcome { unsafe Glibc.mkdirat(directory, path, mode) }
  }

  @inline(never)
  static func readlink(
    _ path: UnsafePointer<CChar>, _ buffer: UnsafeMutablePointer<CChar>, _ size: Int
  ) -> Result<Int, Errno> {
    outcome { unsafe Glibc.readlink(path, buffer, size) }
  }

  @inline(never)
  static func epollCreate() -> Result<CInt, Errno> {
    outcome { epoll_create1(CInt(EPOLL_CLOEXEC)) }
  }

  @inline(never)
  static func epollControl(
    _ epoll: CInt, _ operation: CInt, _ descriptor: CInt, _ event: inout epoll_event
  ) -> Result<CInt, Errno> {
    outcome { unsafe epoll_ctl(epoll, operation, descriptor, &event) }
  }

  /// Not repeated: the time-out would begin anew. An interruption reads as "no events".
  @inline(never)
  static func epollWait(
    _ epoll: CInt, _ events: UnsafeMutablePointer<epoll_event>?, _ count: CInt, _ timeout: CInt
  ) -> Result<CInt, Errno> {
    let value = unsafe epoll_wait(epoll, events, count, timeout)
    if value != -1 { return .success(value) }
    let reason = Errno(rawValue: errno)
    return reason == .interrupted ? .success(0) : .failure(reason)
  }

  @inline(never)
  static func signalfd(_ set: inout sigset_t) -> Result<CInt, Errno> {
    outcome {
      unsafe CLinux.signalfd(-1, &set, CInt(SFD_CLOEXEC) | CInt(SFD_NONBLOCK))
    }
  }

  /// Returns its error instead of setting `errno`.
  @inline(never)
  static func blockSignals(_ set: inout sigset_t) -> Result<CInt, Errno> {
    let value = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    return value == 0 ? .success(0) : .failure(Errno(rawValue: value))
  }

  @inline(never)
  static func timerfdCreate() -> Result<CInt, Errno> {
    outcome {
      timerfd_create(CLOCK_MONOTONIC, CInt(TFD_CLOEXEC) | CInt(TFD_NONBLOCK))
    }
  }

  @inline(never)
  static func timerfdSet(_ timer: CInt, _ time: inout itimerspec) -> Result<CInt, Errno> {
    outcome { unsafe timerfd_settime(timer, CInt(TFD_TIMER_ABSTIME), &time, nil) }
  }

  @inline(never)
  static func inotifyInit() -> Result<CInt, Errno> {
    outcome { inotify_init1(CInt(IN_CLOEXEC) | CInt(IN_NONBLOCK)) }
  }

  @inline(never)
  static func inotifyAddWatch(
    _ inotify: CInt, _ path: UnsafePointer<CChar>, _ mask: UInt32
  ) -> Result<CInt, Errno> {
    outcome { unsafe inotify_add_watch(inotify, path, mask) }
  }

  @inline(never)
  static func inotifyRemoveWatch(_ inotify: CInt, _ watch: CInt) -> Result<CInt, Errno> {
    outcome { inotify_rm_watch(inotify, watch) }
  }

  @inline(never)
  static func socketPair(_ sockets: UnsafeMutablePointer<CInt>?) -> Result<Int, Errno> {
    kernelOutcome { unsafe clinux_socket_pair(sockets) }
  }

  @inline(never)
  static func send(
    _ socket: CInt, _ bytes: UnsafeRawPointer?, _ size: Int, _ descriptor: CInt
  ) -> Result<Int, Errno> {
    kernelOutcome { unsafe clinux_send(socket, bytes, size, descriptor) }
  }

  @inline(never)
  static func receive(
    _ socket: CInt, _ buffer: UnsafeMutableRawPointer?, _ size: Int, _ descriptor: inout CInt,
    waits: Bool
  ) -> Result<Int, Errno> {
    kernelOutcome { unsafe clinux_receive(socket, buffer, size, &descriptor, waits ? 1 : 0) }
  }

  @inline(never)
  static func fork(_ socket: CInt, _ title: UnsafePointer<CChar>) -> Result<Int, Errno> {
    kernelOutcome { unsafe clinux_fork(socket, title) }
  }

  @inline(never)
  static func reap(_ child: CInt, waits: Bool, _ status: inout CInt) -> Result<Int, Errno> {
    kernelOutcome { unsafe clinux_reap(child, waits ? 1 : 0, &status) }
  }
}
