/// What can be set about a drop folder.
public struct DropFolderOptions: Sendable, Hashable {
  /// How long a file must stay as it is where nothing better tells that it is complete.
  public var settle: Duration
  /// How long it must where everything speaks against it; never less than `settle`.
  public var longestSettle: Duration
  /// Names, of files and of directories, that are passed over without a word.
  public var ignored: [NamePattern]
  /// How changes are to be noticed.
  public var watch: WatchMode
  /// How often directories are looked at that cannot be watched.
  public var pollInterval: Duration
  /// How many directories may lie within each other below the folder.
  public var depth: Int

  /// The given settings; `longestSettle` is 20 times `settle` where it is not given.
  public init(
    settle: Duration = .milliseconds(500), longestSettle: Duration? = nil,
    ignored: [NamePattern] = NamePattern.unfinished, watch: WatchMode = .auto,
    pollInterval: Duration = .seconds(2), depth: Int = 32
  ) {
    self.settle = settle
    self.longestSettle = max(longestSettle ?? settle * 20, settle)
    self.ignored = ignored
    self.watch = watch
    self.pollInterval = pollInterval
    self.depth = depth
  }
}
