import Glibc
import SystemPackage

/// The programs under test, beside the test bundle that SwiftPM built with them.
enum Program: String {
  case briefingd, briefing

  var path: FilePath {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let bundle = FilePath(
      String(decoding: buffer.prefix(max(count, 0)).map(UInt8.init), as: UTF8.self))
    return bundle.removingLastComponent().appending(rawValue)
  }
}

/// A running program, killed when the test forgets it.
final class RunningProgram {
  let process: pid_t
  let standardOutput: FilePath
  let standardError: FilePath
  private var status: Int32?

  /// Starts a program under test.
  convenience init(
    _ program: Program, _ arguments: [String], in folder: FilePath,
    environment: [String: String] = [:], input: FilePath = "/dev/null"
  ) throws {
    try self.init(
      program.path, arguments, in: folder, environment: environment, input: input)
  }

  /// Starts a program with the given arguments; both outputs go to files in `folder`.
  init(
    _ program: FilePath, _ arguments: [String], in folder: FilePath,
    environment: [String: String] = [:], input: FilePath = "/dev/null"
  ) throws {
    let serial = UInt32.random(in: 0...UInt32.max)
    standardOutput = folder.appending("stdout.\(serial)")
    standardError = folder.appending("stderr.\(serial)")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input.string, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, 1, standardOutput.string, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(
      &actions, 2, standardError.string, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // Only what the test says: the variables of whoever runs the tests must not matter.
    var variables = [
      "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no", "BRIEFINGD_CONFIG": "",
    ]
    if let lexicon = getenv("BRIEFINGD_LEXICON") {
      variables["BRIEFINGD_LEXICON"] = String(cString: lexicon)
    }
    variables.merge(environment) { $1 }
    var argv = ([program.string] + arguments).map { strdup($0) } + [nil]
    var envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    // The runner of the tests may ignore or block signals; a program starts with none of that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    let result = posix_spawn(&process, program.string, &actions, &attributes, &argv, &envp)
    guard result == 0 else { throw Errno(rawValue: result) }
    self.process = process
  }

  deinit {
    guard status == nil else { return }
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  func send(_ signal: Int32) { kill(process, signal) }

  /// The exit status, or minus the signal that ended it; nil when it still runs after `timeout`.
  @discardableResult
  func wait(timeout: Duration = .seconds(30)) -> Int32? {
    let deadline = ContinuousClock.now + timeout
    while status == nil {
      var raw: Int32 = 0
      if waitpid(process, &raw, WNOHANG) == process {
        status = raw & 0x7f == 0 ? (raw >> 8) & 0xff : -(raw & 0x7f)
      } else if ContinuousClock.now > deadline {
        return nil
      } else {
        usleep(2_000)
      }
    }
    return status
  }

  var output: String { File.text(standardOutput) }
  var errors: String { File.text(standardError) }
}

/// Runs a program to its end.
func run(
  _ program: Program, _ arguments: [String], in folder: FilePath,
  environment: [String: String] = [:], input: FilePath = "/dev/null",
  timeout: Duration = .seconds(60)
) throws -> (status: Int32?, output: String, errors: String) {
  let running = try RunningProgram(
    program, arguments, in: folder, environment: environment, input: input)
  let status = running.wait(timeout: timeout)
  return (status, running.output, running.errors)
}

/// Runs a program to its end as the user `nobody`, and returns its exit status.
func runAsNobody(
  _ program: Program, _ arguments: [String], in folder: FilePath
) throws -> Int32? {
  // The build tree may lie where only root may look: copies that everybody may read.
  let copy = folder.appending(program.rawValue)
  let lexicon = folder.appending("lexicon")
  if access(copy.string, F_OK) != 0 {
    try File.write(File.bytes(program.path), to: copy)
    chmod(copy.string, 0o755)
    mkdir(lexicon.string, 0o755)
    for table in try File.names(in: Repository.root.appending("Config/lexicon")) {
      let path = lexicon.appending(table)
      try File.write(
        File.bytes(Repository.root.appending("Config/lexicon").appending(table)), to: path)
      chmod(path.string, 0o644)
    }
  }
  let running = try RunningProgram(
    "/usr/bin/setpriv",
    ["--reuid=65534", "--regid=65534", "--clear-groups", copy.string] + arguments
      + ["--lexicon", lexicon.string], in: folder)
  return running.wait(timeout: .seconds(60))
}

/// The tree that the tests were built from.
enum Repository {
  static let root = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent().removingLastComponent()
}
