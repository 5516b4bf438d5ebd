import LinuxIO
import Synchronization
import SystemPackage

/// The file system, with calls that fail at a chosen moment.
final class FaultyFileSystem: FileSystem {
  enum Call: CaseIterable, Sendable {
    case open, read, write, synchronizeData, synchronize, truncate, rename, remove, makeDirectory
  }

  struct Plan: Sendable {
    /// The call that fails, and which one of its kind, counted from 1.
    var call: Call
    var number: Int
    var errno: Errno
    /// Whether everything from then on fails as well, as after a `kill -9`.
    var isFinal = false
    /// At most so many bytes are taken by each `write`.
    var shortWrites: Int?
  }

  private struct State {
    var plan: Plan?
    var counts: [Call: Int] = [:]
    var isDead = false
    var offsets: [Int64] = []
  }

  private let state: Mutex<State>

  init(_ plan: Plan? = nil) { state = Mutex(State(plan: plan)) }

  func arm(_ plan: Plan?) {
    state.withLock { $0 = State(plan: plan) }
  }

  func count(_ call: Call) -> Int { state.withLock { $0.counts[call] ?? 0 } }
  /// Where reads began.
  var readOffsets: [Int64] { state.withLock { $0.offsets } }

  private func check(_ call: Call) throws(SystemCallError) {
    let errno: Errno? = state.withLock { state in
      state.counts[call, default: 0] += 1
      guard let plan = state.plan else { return nil }
      if state.isDead { return plan.errno }
      guard plan.call == call, state.counts[call] == plan.number else { return nil }
      state.isDead = plan.isFinal
      return plan.errno
    }
    if let errno { throw SystemCallError("injected \(call)", errno: errno) }
  }

  func open(
    _ path: FilePath, _ mode: FileDescriptor.AccessMode, options: FileDescriptor.OpenOptions,
    permissions: FilePermissions
  ) throws(SystemCallError) -> Descriptor {
    try check(.open)
    return try Descriptor(opening: path, mode, options: options, permissions: permissions)
  }

  func read(
    _ file: borrowing Descriptor, into buffer: inout [UInt8], upTo count: Int, at offset: Int64
  ) throws(SystemCallError) -> Int {
    try check(.read)
    state.withLock { $0.offsets.append(offset) }
    return try file.read(into: &buffer, upTo: count, at: offset)
  }

  func write(
    _ bytes: Span<UInt8>, to file: borrowing Descriptor
  ) throws(SystemCallError) -> Int {
    let limit = state.withLock { $0.plan?.shortWrites } ?? bytes.count
    do {
      try check(.write)
    } catch {
      // A write that fails may have written something before.
      if limit < bytes.count { _ = try file.write(bytes.extracting(..<limit)) }
      throw error
    }
    return try file.write(bytes.extracting(..<min(limit, bytes.count)))
  }

  func synchronizeData(of file: borrowing Descriptor) throws(SystemCallError) {
    try check(.synchronizeData)
    try file.synchronizeData()
  }

  func synchronize(_ file: borrowing Descriptor) throws(SystemCallError) {
    try check(.synchronize)
    try file.synchronize()
  }

  func truncate(_ file: borrowing Descriptor, to size: Int64) throws(SystemCallError) {
    try check(.truncate)
    try file.truncate(to: size)
  }

  func rename(_ path: FilePath, to newPath: FilePath) throws(SystemCallError) {
    try check(.rename)
    try LinuxFileSystem().rename(path, to: newPath)
  }

  func remove(_ path: FilePath) throws(SystemCallError) {
    try check(.remove)
    try LinuxFileSystem().remove(path)
  }

  func makeDirectory(_ path: FilePath, permissions: FilePermissions) throws(SystemCallError) {
    try check(.makeDirectory)
    try LinuxFileSystem().makeDirectory(path, permissions: permissions)
  }
}
