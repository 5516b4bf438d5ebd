import Glibc
import LinuxIO
import SystemPackage
import TestSupport
import Testing

@Suite struct DescriptorTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func whatWasWrittenIsReadBack() throws {
    let file = try Descriptor(opening: folder.file("a"), .readWrite, options: .create)
    try file.writeAll(Array("one two".utf8).span)
    try file.synchronizeData()
    try file.truncate(to: 3)
    var bytes: [UInt8] = [45]
    #expect(try file.read(into: &bytes, upTo: 100, at: 0) == 3)
    #expect(bytes == Array("-one".utf8))
    #expect(try file.read(into: &bytes, upTo: 100, at: 3) == 0)
    #expect(bytes.count == 4)
    try file.close()
    let again = try Descriptor(opening: folder.file("a"), .readOnly)
    #expect(try again.readToEnd(limit: 2) == Array("on".utf8))
    #expect(try again.readToEnd(limit: 200_000) == Array("e".utf8))
  }

  @Test func anErrorNamesTheCallTheFileAndTheReason() throws {
    let path = folder.file("missing")
    let error = #expect(throws: SystemCallError.self) {
      _ = try Descriptor(opening: path, .readOnly)
    }
    #expect(error?.errno == .noSuchFileOrDirectory)
    #expect(error?.description == "open \(path): No such file or directory")
  }

  @Test func aFullDeviceIsReportedAsSuch() throws {
    let full = try Descriptor(opening: "/dev/full", .writeOnly)
    let error = #expect(throws: SystemCallError.self) { try full.writeAll(Array("x".utf8).span) }
    #expect(error?.errno == .noSpace)
    #expect(
      error?.description
        == "write /dev/full: No space left on device (free some space on that file system)")
  }

  @Test func aUsedUpWatchLimitIsNotCalledAFullDisk() {
    let error = SystemCallError("inotify_add_watch", path: "/x", errno: .noSpace)
    #expect(error.description.contains("fs.inotify.max_user_watches"))
  }

  @Test func aDescriptorIsClosedWithItsOwner() throws {
    var number: CInt = -1
    do {
      let file = try Descriptor(opening: folder.file("a"), .writeOnly, options: .create)
      number = file.number
      #expect(fcntl(number, F_GETFD) & FD_CLOEXEC != 0)
    }
    #expect(fcntl(number, F_GETFD) == -1)
  }

  @Test func aReleasedDescriptorStaysOpen() throws {
    let number = try Descriptor(
      opening: folder.file("a"), .writeOnly, options: .create
    ).release()
    #expect(fcntl(number, F_GETFD) != -1)
    Glibc.close(number)
  }

  @Test func aReadThatASignalInterruptsIsRepeated() throws {
    var ends: [CInt] = [0, 0]
    #expect(pipe(&ends) == 0)
    let reader = Descriptor(owning: ends[0])
    let writer = Descriptor(owning: ends[1])
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in interruptions += 1 }
    sigaction(SIGUSR2, &action, nil)
    // Threads of a test runner may have all signals blocked.
    var signals = sigset_t()
    sigaddset(&signals, SIGUSR2)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)

    let readingThread = pthread_self()
    let writeEnd = writer.number
    var thread = pthread_t()
    let job = Unmanaged.passRetained(Interrupter(target: readingThread, descriptor: writeEnd))
    pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Interrupter>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, job.toOpaque())
    var bytes: [UInt8] = []
    #expect(try reader.read(into: &bytes, upTo: 10) == 1)
    pthread_join(thread, nil)
    #expect(bytes == [33])
    #expect(interruptions == 3)
  }

  @Test func theStatusTellsWhatAFileIs() throws {
    try folder.write("12345", to: "a")
    try folder.write("x", to: "b")
    let before = WallClock.now()
    let file = try Descriptor(opening: folder.file("a"), .readOnly)
    let status = try file.status()
    #expect(status.kind == .regular)
    #expect(status.size == 5)
    #expect(status.links == 1)
    #expect(status.owner == getuid())
    #expect(status.permissions == 0o600)
    #expect(abs(status.modifiedNanoseconds / 1_000_000 - before) < 10_000)
    let other = try Descriptor(opening: folder.file("b"), .readOnly).status()
    #expect(other.inode != status.inode)
    #expect(other.device == status.device)
  }

  @Test func aSecondLockIsRefusedUntilTheFirstIsGone() throws {
    try folder.write("", to: "lock")
    let second = try Descriptor(opening: folder.file("lock"), .readOnly)
    do {
      let first = try Descriptor(opening: folder.file("lock"), .readOnly)
      #expect(try first.lockExclusively())
      #expect(try !second.lockExclusively())
    }
    #expect(try second.lockExclusively())
  }

  @Test func aWriterIsSeenAsLongAsItHasTheFileOpen() throws {
    try folder.write("x", to: "a")
    let reader = try Descriptor(opening: folder.file("a"), .readOnly)
    #expect(reader.hasWriter() == false)
    do {
      let writer = try Descriptor(opening: folder.file("a"), .writeOnly)
      #expect(reader.hasWriter() == true)
      _ = writer.number
    }
    #expect(reader.hasWriter() == false)
  }

  @Test func aReusedInodeNumberHasAnotherGeneration() throws {
    var seen: Set<[UInt64]> = []
    var inodes: Set<UInt64> = []
    var cycles = 0
    // Other tests take inodes meanwhile, so it may take a while until one comes back.
    while inodes.count == cycles, cycles < 5_000 {
      let file = try Descriptor(opening: folder.file("a"), .writeOnly, options: .create)
      guard let generation = file.generation() else { return }
      let inode = try file.status().inode
      seen.insert([inode, UInt64(generation)])
      inodes.insert(inode)
      cycles += 1
      unlink(folder.file("a").string)
    }
    #expect(seen.count == cycles)
    #expect(inodes.count < cycles, "no inode number came back")
  }
}

nonisolated(unsafe) private var interruptions = 0

private final class Interrupter {
  let target: pthread_t
  let descriptor: CInt

  init(target: pthread_t, descriptor: CInt) {
    self.target = target
    self.descriptor = descriptor
  }

  func run() {
    for _ in 0..<3 {
      usleep(20_000)
      pthread_kill(target, SIGUSR2)
    }
    usleep(20_000)
    _ = write(descriptor, [33] as [UInt8], 1)
  }
}

@Suite struct LockTests {
  @Test func aLockThatIsGivenUpIsFreeThoughACopyOfTheDescriptorIsOpen() throws {
    let folder = try TemporaryFolder()
    let first = try Descriptor(opening: folder.file("lock"), .readWrite, options: .create)
    let second = try Descriptor(opening: folder.file("lock"), .readWrite)
    #expect(try first.lockExclusively())
    // As a program has it that is just being started.
    let copy = Descriptor(owning: dup(first.number))
    #expect(try !second.lockExclusively())
    first.unlock()
    #expect(try second.lockExclusively())
    _ = copy.number
  }
}
