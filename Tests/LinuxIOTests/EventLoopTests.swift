import Glibc
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@Suite struct EventLoopTests {
  @Test func aTimerFiresOnceAfterItsTime() throws {
    let loop = try EventLoop()
    let clock = Armed(try Timer())
    var fired: [UInt64] = []
    _ = try loop.register(clock.timer.descriptor) { _ in
      if try clock.timer.consume() { fired.append(MonotonicClock.now()) }
      loop.stop()
    }
    let start = MonotonicClock.now()
    try clock.timer.arm(after: .milliseconds(30))
    try loop.run()
    #expect(fired.count == 1)
    #expect(try #require(fired.first) - start >= 30_000_000)
    #expect(try loop.step(timeout: .milliseconds(5)) == 0)
    try clock.timer.arm(at: 1)
    #expect(try loop.step(timeout: .seconds(5)) == 1)
  }

  @Test func aDisarmedTimerDoesNotFire() throws {
    let loop = try EventLoop()
    let clock = Armed(try Timer())
    _ = try loop.register(clock.timer.descriptor) { _ in }
    try clock.timer.arm(after: .milliseconds(5))
    try clock.timer.arm(at: nil)
    #expect(try loop.step(timeout: .milliseconds(30)) == 0)
    #expect(try !clock.timer.consume())
  }

  @Test func aSignalIsReadInsteadOfEndingTheProcess() throws {
    let loop = try EventLoop()
    let signals = Caught(try Signals([.hangUp, .child]))
    var arrived: [Signal] = []
    _ = try loop.register(signals.signals.descriptor) { _ in
      arrived += try signals.signals.arrived()
    }
    pthread_kill(pthread_self(), SIGHUP)
    pthread_kill(pthread_self(), SIGCHLD)
    try loop.step(timeout: .seconds(5))
    #expect(Set(arrived) == [.hangUp, .child])
    #expect(try signals.signals.arrived().isEmpty)
  }

  @Test func aHandlerThatWasRemovedInTheSameRoundIsNotCalled() throws {
    let loop = try EventLoop()
    let (first, second) = (Armed(try Timer()), Armed(try Timer()))
    var registrations: [EventLoop.Registration] = []
    var calls = 0
    for clock in [first, second] {
      registrations.append(
        try loop.register(clock.timer.descriptor) { _ in
          calls += 1
          for registration in registrations { try loop.remove(registration) }
        })
      try clock.timer.arm(at: 1)
    }
    try loop.step(timeout: .seconds(5))
    #expect(calls == 1)
    #expect(try loop.step(timeout: .milliseconds(5)) == 0)
  }

  @Test func aPausedDescriptorIsNotWaitedFor() throws {
    let loop = try EventLoop()
    let clock = Armed(try Timer())
    let registration = try loop.register(clock.timer.descriptor) { _ in }
    try clock.timer.arm(at: 1)
    try loop.change(registration, to: [])
    #expect(try loop.step(timeout: .milliseconds(5)) == 0)
    try loop.change(registration, to: .readable)
    #expect(try loop.step(timeout: .seconds(5)) == 1)
  }

  @Test func anErrorOfAHandlerEndsTheLoop() throws {
    let loop = try EventLoop()
    let clock = Armed(try Timer())
    _ = try loop.register(clock.timer.descriptor) { _ in throw Errno.ioError }
    try clock.timer.arm(at: 1)
    #expect(throws: Errno.ioError) { try loop.run() }
  }
}

@Suite struct InotifyTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func eventsCarryTheNameAndWhatHappened() throws {
    let inotify = try Inotify()
    let watch = try inotify.addWatch(
      folder.path, [.created, .closedAfterWriting, .movedFrom, .movedTo, .deleted])
    #expect(try inotify.events().isEmpty)
    try folder.write("x", to: "a")
    rename(folder.file("a").string, folder.file("longer-name").string)
    unlink(folder.file("longer-name").string)
    let events = try inotify.events()
    #expect(events.allSatisfy { $0.watch == watch })
    #expect(
      events.map(\.mask) == [.created, .closedAfterWriting, .movedFrom, .movedTo, .deleted])
    #expect(
      events.map { String(decoding: $0.name, as: UTF8.self) }
        == ["a", "a", "a", "longer-name", "longer-name"])
    #expect(events[2].cookie == events[3].cookie && events[2].cookie != 0)
    try inotify.removeWatch(watch)
    #expect(try inotify.events().map(\.mask) == [.ignored])
  }

  @Test func aWatchOfNothingIsAnError() throws {
    let inotify = try Inotify()
    let error = #expect(throws: SystemCallError.self) {
      _ = try inotify.addWatch("/does/not/exist", .created)
    }
    #expect(error?.description == "inotify_add_watch /does/not/exist: No such file or directory")
  }
}

/// A class, so that closures can hold it.
private final class Armed {
  let timer: LinuxIO.Timer
  init(_ timer: consuming LinuxIO.Timer) { self.timer = timer }
}

private final class Caught {
  let signals: Signals
  init(_ signals: consuming Signals) { self.signals = signals }
}
