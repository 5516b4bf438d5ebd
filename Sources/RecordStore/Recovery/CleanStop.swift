internal import LinuxIO
internal import SystemPackage

/// A file that says how the last process left the ledger: found unchanged, the ledger need not be
/// read from end to end.
struct CleanStop {
  let layout: StoreLayout
  let fileSystem: any FileSystem

  /// Says that the ledger is complete as it is now.
  func mark() throws(SystemCallError) {
    guard let state = try ledgerState() else { return }
    let mark = try fileSystem.open(
      layout.cleanStop, .writeOnly, options: [.create, .truncate],
      permissions: StoreLayout.filePermissions)
    try fileSystem.writeAll(state.span, to: mark)
    // No need to wait for the disk: a mark that a power cut takes costs the next start a check.
  }

  /// Whether the ledger is as it was when it was marked. The mark goes, and stays away even after
  /// a power cut: from now on the ledger changes.
  func take() throws(SystemCallError) -> Bool {
    var marked: [UInt8] = []
    do {
      let mark = try fileSystem.open(layout.cleanStop, .readOnly, options: [], permissions: [])
      _ = try fileSystem.read(mark, into: &marked, upTo: 1024, at: 0)
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return false
    }
    let isUnchanged = try ledgerState() == marked
    try fileSystem.remove(layout.cleanStop)
    try fileSystem.synchronizeDirectory(layout.directory)
    return isUnchanged
  }

  /// What changes with every change of the file, as a text.
  private func ledgerState() throws(SystemCallError) -> [UInt8]? {
    do {
      let file = try fileSystem.open(layout.ledger, .readOnly, options: [], permissions: [])
      let status = try fileSystem.status(of: file)
      let generation = file.generation() ?? 0
      let text =
        "\(status.inode) \(generation) \(status.size) \(status.modifiedNanoseconds) "
        + "\(status.changedNanoseconds)\n"
      return Array(text.utf8)
    } catch {
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      return nil
    }
  }
}
