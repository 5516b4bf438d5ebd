import BriefingRecords
import Glibc
import LinuxIO
import SystemPackage
import Testing

@testable import BriefingDaemon

@Suite("Requests and status")
struct RequestTests {
  let place: DropAndStore
  init() throws { place = try DropAndStore() }
  private var requests: FilePath { place.store.appending("requests") }

  @Test("a request and an answer come out as they went in, whatever is in the names")
  func roundTrip() {
    let request = Request(.replay, ["a=b", "two\nlines", "100%", "ü", ""])
    #expect(Request(parsing: request.bytes) == request)
    let answer = Answer(done: ["a: accepted"], failed: ["b\n: no"])
    #expect(Answer(parsing: answer.bytes) == answer)
    #expect(Request(parsing: Array("what=ever\n".utf8)) == nil)
  }

  @Test("a request is taken once, and answered beside its place")
  func taken() throws {
    let folder = try RequestFolder(directory: requests)
    try place.write("action=replay\ntarget=a\n", requests.appending("1.request"))
    try place.write("action=repl", requests.appending("2.tmp"))
    let taken = try folder.take()
    #expect(taken.map(\.request) == [Request(.replay, ["a"])])
    #expect(try folder.take().isEmpty)
    try folder.answer("1", Answer(done: ["a"]))
    #expect(try place.names(requests) == ["1.answer", "2.tmp"])
  }

  @Test("one that the daemon did not survive is answered and not done again")
  func interrupted() throws {
    let folder = try RequestFolder(directory: requests)
    try place.write("action=replay\ntarget=a\n", requests.appending("1.request"))
    _ = try folder.take()
    let next = try RequestFolder(directory: requests)
    #expect(try next.take().isEmpty)
    #expect(place.text(requests.appending("1.answer"))?.contains("ask again") == true)
  }

  @Test("only the store's owner and root may ask, unless the folder is open to its group")
  func owner() throws {
    guard getuid() == 0 else { return }
    let folder = try RequestFolder(directory: requests)
    for (mode, count) in [(0o750, 0), (0o770, 1)] {
      let path = requests.appending("1.request")
      try place.write("action=drop\ntarget=a\n", path)
      chown(path.string, 65534, 65534)
      chmod(requests.string, mode_t(mode))
      #expect(try folder.take().count == count)
    }
  }

  @Test("whatever stands in the place of a request is answered, and gone after that")
  func strange() throws {
    let folder = try RequestFolder(directory: requests)
    let victim = place.folder.file("victim")
    try place.write("action=replay\ntarget=a\n", victim)
    symlink(victim.string, requests.appending("1.request").string)
    mkdir(requests.appending("2.request").string, 0o700)
    try place.write("x", requests.appending("2.request").appending("x"))
    mkfifo(requests.appending("3.request").string, 0o600)
    symlink("loop.request", requests.appending("loop.request").string)
    #expect(try folder.take().isEmpty)
    #expect(
      try place.names(requests).filter { $0.hasSuffix(".answer") }
        == ["1.answer", "2.answer", "3.answer", "loop.answer"])
    _ = try RequestFolder(directory: requests).take()
    #expect(place.text(victim) == "action=replay\ntarget=a\n")
  }

  @Test("an answer is written to no file but its own, whoever put links there")
  func links() throws {
    let folder = try RequestFolder(directory: requests)
    try place.write("records", place.folder.file("victim"))
    for name in ["1.answer.tmp", "1.answer"] {
      symlink(place.folder.file("victim").string, requests.appending(name).string)
    }
    try folder.answer("1", Answer(done: ["a"]))
    #expect(place.text(place.folder.file("victim")) == "records")
    #expect(place.text(requests.appending("1.answer"))?.contains("done=a") == true)
  }

  @Test("a request that is too long is refused, and not done in part")
  func long() throws {
    let folder = try RequestFolder(directory: requests)
    let text = "action=drop\n" + String(repeating: "target=aaaaaaaaaaaaaaa\n", count: 50_000)
    try place.write(text, requests.appending("1.request"))
    #expect(try folder.take().isEmpty)
    #expect(place.text(requests.appending("1.answer"))?.contains("too long") == true)
  }

  @Test("answers and drafts that nobody wants are removed after an hour")
  func stale() throws {
    let folder = try RequestFolder(directory: requests)
    for name in ["1.answer", "2.tmp", "3.answer"] {
      try place.write("x=y\n", requests.appending(name))
      guard name != "3.answer" else { continue }
      var times = [timeval(tv_sec: 1, tv_usec: 0), timeval(tv_sec: 1, tv_usec: 0)]
      utimes(requests.appending(name).string, &times)
    }
    _ = try folder.take()
    #expect(try place.names(requests) == ["3.answer"])
  }

  @Test("a status comes out as it went in")
  func status() throws {
    var status = DaemonStatus(process: 7, drop: "/var/drop")
    status.state = .running
    status.trouble = "no\nspace"
    status.account = [.accepted: 3, .tooLarge: 1]
    status.waiting = [.init(name: "a\tb", reason: "it may still change", since: "2031")]
    status.waitingCount = 1
    status.errors = ["x", "y"]
    #expect(DaemonStatus(parsing: status.bytes) == status)
  }

  @Test("the status file is replaced now and then, and at once for another state")
  func pace() throws {
    let path = place.store.appending("status")
    var file = StatusFile(path: path)
    var status = DaemonStatus(process: 7, drop: "/d")
    status.state = .running
    try file.update(status, now: 1_000)
    status.queue = 5
    try file.update(status, now: 100_000_000)
    #expect(try DaemonStatus.read(path)?.queue == 0)
    try file.update(status, now: 200_002_000)
    #expect(try DaemonStatus.read(path)?.queue == 5)
    status.state = .stopped
    try file.update(status, now: 200_003_000)
    #expect(try DaemonStatus.read(path)?.state == .stopped)
  }
}
