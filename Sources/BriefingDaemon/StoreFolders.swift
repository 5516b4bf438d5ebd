public import RecordStore
public import SystemPackage

extension StoreLayout {
  /// The sources whose records are stored, under their hashes.
  public var archive: FilePath { directory.appending("archive") }
  /// The sources that could not be read to their end.
  public var quarantine: FilePath { directory.appending("quarantine") }
  /// What commands ask of the daemon.
  public var requests: FilePath { directory.appending("requests") }
  /// Which sources were being read when the process ended.
  var attempts: FilePath { directory.appending("attempts") }
  /// What the daemon does, for people.
  public var status: FilePath { directory.appending("status") }
}
