import LinuxIO
public import RecordStore
public import SystemPackage

/// What the daemon is told before it starts.
public struct Configuration: Sendable, Hashable {
  /// The folder that is watched.
  public var drop: FilePath?
  /// The folder of `records.jsonl` and of the ledger.
  public var store: FilePath?
  /// The folder of the lexicon's tables; nil for the one that belongs to the program.
  public var lexicon: FilePath?
  /// How long a file must be left alone before it counts as complete when nothing else proves it.
  public var settle: Duration = .milliseconds(500)
  /// How long it must where everything speaks against it; nil for 20 times `settle`.
  public var settleMax: Duration?
  /// Patterns of names that are passed over; nil for those of unfinished files.
  public var ignore: String?
  /// How changes in the folder are noticed: `auto`, `inotify` or `poll`.
  public var watch = "auto"
  /// How often directories are looked at that cannot be watched.
  public var pollInterval: Duration = .seconds(2)
  /// A larger file, in bytes, is not read.
  public var maxFile = 64 << 20
  /// Worker processes that extract; with 0 the daemon does it by itself.
  public var workers = CurrentProcess.processors()
  /// How long a worker may take for one file.
  public var extractTimeout: Duration = .seconds(30)
  /// Memory of one worker, in bytes.
  public var extractMemory = 512 << 20
  /// Code points of a briefing that a record may repeat in its `text`.
  public var snippetMax = 280
  /// The types of records that are written.
  public var emit = Emission.all

  /// What becomes of a file in the drop folder once its records are stored.
  public var afterSuccess = AfterSuccess.archive

  /// How long a batch may wait for others to share its `fdatasync`.
  public var commitDelay: Duration = .milliseconds(5)
  /// When segments of the store are closed, and what becomes of them.
  public var rotation = SegmentRotation()

  /// The defaults.
  public init() {}

  /// The configuration of a file, the environment and the command line, the later ones winning.
  ///
  /// - Parameters:
  ///   - file: The file's text and name, where there is one.
  ///   - environment: The value of a variable, by its name.
  ///   - options: The values given on the command line, by setting.
  /// - Throws: ``ConfigurationError`` that names the place and what to do.
  public init(
    file: (text: String, name: String)?, environment: (String) -> String?,
    options: [Setting: String]
  ) throws(ConfigurationError) {
    self.init()
    if let file {
      for entry in try ConfigurationFile(file.text, name: file.name).entries {
        let setting = try Setting.named(by: entry, in: file.name)
        try set(setting, entry.value, from: file.name, line: entry.line)
      }
    }
    for setting in Setting.allCases {
      guard let value = environment(setting.variable) else { continue }
      try set(setting, value, from: setting.variable)
    }
    for setting in Setting.allCases {
      guard let value = options[setting] else { continue }
      try set(setting, value, from: setting.option)
    }
  }

  private mutating func set(
    _ setting: Setting, _ value: String, from origin: String, line: Int? = nil
  ) throws(ConfigurationError) {
    func wrong(_ expected: String) -> ConfigurationError {
      let place = line == nil ? "" : "\(setting.rawValue)="
      return ConfigurationError(
        file: origin, line: line, cause: "\(place)“\(value)” is not \(expected)")
    }
    switch setting {
    case .drop:
      guard let path = Self.path(value) else { throw wrong("a path") }
      drop = path
    case .store:
      guard let path = Self.path(value) else { throw wrong("a path") }
      store = path
    case .lexicon:
      guard let path = Self.path(value) else { throw wrong("a path") }
      lexicon = path
    case .settle:
      guard let time = Self.duration(value) else {
        throw wrong("a time such as 500ms, 2s or 1min, of at most an hour")
      }
      settle = time
    case .settleMax:
      guard let time = Self.duration(value) else {
        throw wrong("a time such as 500ms, 2s or 1min, of at most an hour")
      }
      settleMax = time
    case .ignore:
      ignore = value
    case .watch:
      guard ["auto", "inotify", "poll"].contains(value) else {
        throw wrong("auto, inotify or poll")
      }
      watch = value
    case .pollInterval:
      guard let time = Self.duration(value), time >= .milliseconds(10) else {
        throw wrong("a time such as 500ms, 2s or 1min, of 10ms to an hour")
      }
      pollInterval = time
    case .maxFile:
      guard let size = Self.size(value) else {
        throw wrong("a size such as 64M, of at least 1 and at most 4G")
      }
      maxFile = size
    case .workers:
      guard let count = Int(value), (0...64).contains(count) else {
        throw wrong("a number from 0 to 64")
      }
      workers = count
    case .extractTimeout:
      guard let time = Self.duration(value), time >= .milliseconds(100) else {
        throw wrong("a time such as 500ms, 30s or 1min, of at least 100ms and at most an hour")
      }
      extractTimeout = time
    case .extractMemory:
      guard let size = Self.size(value), size >= 64 << 20 else {
        throw wrong("a size such as 512M, of at least 64M and at most 4G")
      }
      extractMemory = size
    case .snippetMax:
      guard let count = Int(value), (0...100_000).contains(count) else {
        throw wrong("a number from 0 to 100000")
      }
      snippetMax = count
    case .emit:
      emit = try Self.emission(value) { wrong($0) }
    case .afterSuccess:
      guard let choice = AfterSuccess(rawValue: value) else {
        throw wrong("one of archive, keep and delete")
      }
      afterSuccess = choice
    case .commitDelay:
      guard let time = Self.duration(value), time <= .seconds(1) else {
        throw wrong("a time such as 5ms, of at most a second")
      }
      commitDelay = time
    case .segmentSize:
      guard
        let size = value == "off" ? .some(nil) : Self.size(value, upTo: 1 << 40).map(Optional.some)
      else { throw wrong("a size such as 1G, of at least 1 and at most 1T, or off") }
      rotation.size = size.map(Int64.init)
    case .segmentAge:
      guard let age = value == "off" ? .some(nil) : Self.age(value).map(Optional.some) else {
        throw wrong("a time such as 12h or 30d, of at most 3650d, or off")
      }
      rotation.age = age
    case .compress:
      guard value == "zstd" || value == "none" else { throw wrong("zstd or none") }
      rotation.compresses = value == "zstd"
    }
  }

  private static func emission(
    _ value: String, _ wrong: (String) -> ConfigurationError
  ) throws(ConfigurationError) -> Emission {
    let emission: Emission?
    do throws(Emission.UnknownType) {
      emission = try Emission(list: value)
    } catch {
      throw wrong(
        "a list of record types: there is no \(error.word); did you mean \(error.nearest)?")
    }
    guard let emission else { throw wrong("all, or types of records such as quote quantity") }
    return emission
  }

  private static func path(_ value: String) -> FilePath? {
    value.isEmpty || value.utf8.contains(0) ? nil : FilePath(value)
  }

  private static func duration(_ value: String) -> Duration? {
    for (unit, milliseconds) in [("ms", 1), ("min", 60_000), ("s", 1000)] {
      guard value.hasSuffix(unit) else { continue }
      guard let count = Int(value.dropLast(unit.count)), (0...3_600_000).contains(count),
        count * milliseconds <= 3_600_000
      else { return nil }
      return .milliseconds(count * milliseconds)
    }
    return nil
  }

  private static func age(_ value: String) -> Duration? {
    let factors: [Character: Int] = ["h": 3600, "d": 86_400]
    guard let factor = value.last.flatMap({ factors[$0] }), let count = Int(value.dropLast()),
      (1...87_600).contains(count), count * factor <= 3650 * 86_400
    else { return nil }
    return .seconds(count * factor)
  }

  private static func size(_ value: String, upTo limit: Int = 4 << 30) -> Int? {
    let factors: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
    let factor = value.last.flatMap { factors[$0] }
    let digits = factor == nil ? value[...] : value.dropLast()
    guard let count = Int(digits), count > 0, count <= limit else { return nil }
    let (bytes, overflows) = count.multipliedReportingOverflow(by: factor ?? 1)
    return !overflows && bytes <= limit ? bytes : nil
  }
}

/// One thing that can be set: by a key of the file, a variable or an option of the same name.
public enum Setting: String, CaseIterable, Sendable {
  case drop = "Drop"
  case store = "Store"
  case lexicon = "Lexicon"
  case settle = "Settle"
  case settleMax = "SettleMax"
  case ignore = "Ignore"
  case watch = "Watch"
  case pollInterval = "PollInterval"
  case maxFile = "MaxFile"
  case workers = "Workers"
  case extractTimeout = "ExtractTimeout"
  case extractMemory = "ExtractMemory"
  case snippetMax = "SnippetMax"
  case emit = "Emit"
  case afterSuccess = "AfterSuccess"
  case commitDelay = "CommitDelay"
  case segmentSize = "SegmentSize"
  case segmentAge = "SegmentAge"
  case compress = "Compress"

  /// The section of the file that the key stands in.
  public var section: String {
    switch self {
    case .drop, .store, .lexicon: "Daemon"
    case .settle, .settleMax, .ignore, .watch, .pollInterval, .maxFile, .workers, .extractTimeout,
      .extractMemory, .afterSuccess:
      "Ingest"
    case .snippetMax, .emit: "Records"
    case .commitDelay, .segmentSize, .segmentAge, .compress: "Store"
    }
  }

  /// `BRIEFINGD_MAX_FILE`.
  public var variable: String {
    "BRIEFINGD_" + words.map { $0.uppercased() }.joined(separator: "_")
  }

  /// `--max-file`.
  public var option: String { "--" + words.map { $0.lowercased() }.joined(separator: "-") }

  private var words: [String] {
    var words: [String] = []
    for character in rawValue {
      if character.isUppercase { words.append("") }
      words[words.count - 1].append(character)
    }
    return words
  }

  static func named(
    by entry: ConfigurationFile.Entry, in file: String
  ) throws(ConfigurationError) -> Setting {
    let sections = Set(allCases.map(\.section)).sorted()
    guard sections.contains(entry.section) else {
      let nearest = Spelling.nearest(to: entry.section, among: sections)
      throw ConfigurationError(
        file: file, line: entry.line,
        cause: "unknown section [\(entry.section)]; did you mean [\(nearest)]?")
    }
    guard let setting = Setting(rawValue: entry.key) else {
      let nearest = Spelling.nearest(to: entry.key, among: allCases.map(\.rawValue))
      throw ConfigurationError(
        file: file, line: entry.line,
        cause: "unknown key \(entry.key)=; did you mean \(nearest)=?")
    }
    guard setting.section == entry.section else {
      throw ConfigurationError(
        file: file, line: entry.line,
        cause: "\(entry.key)= belongs in section [\(setting.section)]")
    }
    return setting
  }
}

extension ConfigurationError {
  /// The error that a setting without a default is not given.
  public static func missing(_ setting: Setting) -> ConfigurationError {
    ConfigurationError(
      file: "configuration",
      cause: "no \(setting.rawValue) is given; use \(setting.option), \(setting.variable) or "
        + "\(setting.rawValue)= in [\(setting.section)]")
  }
}
