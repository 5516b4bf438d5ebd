/// The statuses the daemon exits with, beside 0 (sysexits.h).
public enum DaemonExit {
  /// Something that another start may mend: the store is in use, a disk error, a folder is gone.
  public static let temporary: Int32 = 75
  /// The configuration or the lexicon is wrong; another start changes nothing.
  public static let configuration: Int32 = 78

  /// The status for an error that ended the daemon.
  public static func status(of error: any Error) -> Int32 {
    error is ConfigurationError || error is LexiconFolder.Failure ? configuration : temporary
  }
}
