import Glibc
import SystemPackage
import Testing

@Suite("Extraction in worker processes")
struct WorkerTests {
  /// A line without the values that the store or the clock decides.
  private func withoutCircumstances(_ line: String) -> String {
    var line = line
    for key in ["\"seq\":", "\"emitted_at\":", "\"received_at\":", "\"batch_sha256\":"] {
      guard let start = line.ranges(of: key).first?.upperBound,
        let end = line[start...].firstIndex(where: { $0 == "," || $0 == "}" })
      else { continue }
      line.replaceSubrange(start..<end, with: "")
    }
    return line
  }

  @Test("the daemon writes the bytes that briefing parse prints", arguments: ["0", "1", "3"])
  func sameBytes(workers: String) throws {
    let daemon = try RunningDaemon(arguments: ["--workers", workers])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let texts = [Samples.short, Samples.numbered(1), "%PDF-1.7 …", "One line “of” \u{2028} text."]
    for (number, text) in texts.enumerated() {
      let name = "\(number).txt"
      let copy = daemon.folder.path.appending(name)
      try File.write(text, to: copy)
      let before = daemon.lines.count
      try File.drop(text, as: name, into: daemon.drop)
      #expect(try daemon.waitForDocuments(number + 1))
      let parsed = try run(.briefing, ["parse", copy.string], in: daemon.folder.path)
      let expected = parsed.output.split(separator: "\n").map { withoutCircumstances(String($0)) }
      #expect(daemon.lines[before...].map(withoutCircumstances) == expected)
    }
    #expect(daemon.stop() == 0)
  }

  @Test("a worker can be told apart, and has nothing but its connection and standard error")
  func confined() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "2"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try File.drop(Samples.numbered(1), as: "a.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    let workers = daemon.waitForWorkers(2)
    #expect(workers.count == 2)
    for worker in workers {
      let command = Processes.text(of: worker, "cmdline").prefix { $0 != "\0" }
      #expect(command == "briefingd: worker")
      // It may be starting still.
      #expect(try daemon.wait { try Processes.descriptors(of: worker) == ["0", "1", "2", "3"] })
      let status = Processes.text(of: worker, "status").split(separator: "\n")
      #expect(status.contains("NoNewPrivs:\t1"))
      #expect(status.contains("Seccomp:\t2"))
      #expect(status.contains("SigBlk:\t0000000000000000"))
      let limits = Processes.text(of: worker, "limits").split(separator: "\n")
      let files = limits.first { $0.hasPrefix("Max open files") }
      #expect(files?.split(separator: " ")[3] == "5")
    }
    #expect(daemon.stop() == 0)
    #expect(workers.allSatisfy { kill($0, 0) != 0 }, "a worker outlives the daemon")
  }

  @Test("workers that are killed again and again cost nothing and double nothing")
  func killed() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "2"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let files = 300
    var generator = SplitMix(seed: 7)
    // One kill a round: a file that two workers end with is quarantined, and rightly so.
    for round in 0..<15 {
      for number in (round * 20)..<(round * 20 + 20) {
        try File.drop(Samples.numbered(number), as: "\(number).txt", into: daemon.drop)
      }
      usleep(UInt32.random(in: 0..<20_000, using: &generator))
      if let worker = daemon.workers.randomElement(using: &generator) { kill(worker, SIGKILL) }
      #expect(try daemon.waitForDocuments(round * 20 + 20))
    }
    #expect(daemon.waitForWorkers(2).count == 2)
    #expect(daemon.stop() == 0)
    let outcomes = try daemon.outcomes()
    #expect(outcomes.count == files)
    #expect(outcomes.values.allSatisfy { $0 == ["accepted"] })
    let ids = try daemon.records().compactMap { $0["id"]?.string }
    #expect(Set(ids).count == ids.count, "an id stands twice")
  }

  @Test("a worker that stands still is killed in time, and its file done by another")
  func timeout() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "1", "--extract-timeout", "300ms"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let worker = daemon.waitForWorkers(1)[0]
    kill(worker, SIGSTOP)
    try File.drop(Samples.numbered(1), as: "a.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    #expect(try daemon.outcomes() == ["a.txt": ["accepted"]])
    #expect(daemon.waitForWorkers(1, otherThan: [worker]).count == 1)
    #expect(daemon.program.errors.contains("a.txt: the extraction took longer than"))
    #expect(daemon.stop() == 0)
  }

  @Test("what ends two workers is quarantined with its reason, and the next file is taken")
  func quarantined() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "1"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    // Large, so that a worker can be killed while it has it.
    let large = (0..<3_000).map(Samples.numbered).joined()
    try File.drop(large, as: "a.txt", into: daemon.drop)
    var killed: [pid_t] = []
    for _ in 0..<2 {
      let workers = daemon.waitForWorkers(1, otherThan: killed)
      let worker = try #require(workers.first)
      #expect(daemon.wait { (try? Processes.descriptors(of: worker).contains("4")) == true })
      kill(worker, SIGKILL)
      killed.append(worker)
    }
    try File.drop(Samples.numbered(2), as: "b.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(2))
    #expect(try daemon.outcomes() == ["a.txt": ["quarantined"], "b.txt": ["accepted"]])
    let record = try daemon.records().first { $0["outcome"]?.string == "quarantined" }
    #expect(
      record?["reason"]?.string
        == "could not be read to its end in several attempts: the extraction ended by signal 9")

    // It lies in the quarantine now, with its reason, and comes back as any other file would.
    #expect(daemon.wait { (try? File.names(in: daemon.drop)) == [] })
    let command = { (arguments: [String]) in
      try run(
        .briefing, ["quarantine"] + arguments + ["--store", daemon.store.string],
        in: daemon.folder.path)
    }
    #expect(try command(["list"]).output.contains("the extraction ended by signal 9"))
    let retry = try command(["retry", "a.txt"])
    #expect(retry.status == 0, "\(retry.errors)")
    #expect(retry.output.hasPrefix("a.txt: accepted"))
    #expect(try command(["list"]).output == "")
    #expect(
      try daemon.outcomes() == ["a.txt": ["quarantined", "accepted"], "b.txt": ["accepted"]])
    #expect(daemon.stop() == 0)
  }

  @Test("a file that ends its worker when it is replayed ends nothing else")
  func replayed() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "1", "--extract-timeout", "300ms"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    try File.drop(Samples.numbered(1), as: "a.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    #expect(daemon.wait { (try? File.names(in: daemon.drop)) == [] })
    let store = daemon.store.string
    let replay = try RunningProgram(
      .briefing, ["replay", "a.txt", "--store", store], in: daemon.folder.path)
    var stopped: [pid_t] = []
    for _ in 0..<2 {
      guard let worker = daemon.waitForWorkers(1, otherThan: stopped).first else { break }
      kill(worker, SIGSTOP)
      stopped.append(worker)
    }
    #expect(replay.wait() == 0)
    try File.drop(Samples.numbered(2), as: "b.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(3))
    #expect(daemon.stop() == 0)
  }

  @Test("what the daemon itself ends with is tried alone, and quarantined after four times")
  func endsTheDaemon() throws {
    let large = (0..<3_000).map(Samples.numbered).joined()
    let daemon = try RunningDaemon(
      arguments: ["--workers", "1"], backlog: ["a.txt": large, "b.txt": Samples.numbered(1)])
    let attempts = daemon.store.appending("attempts")
    for round in 0..<4 {
      #expect(
        daemon.wait {
          let lines = File.text(attempts).split(separator: "\n").filter { $0.hasSuffix(" a.txt") }
          return lines.contains { $0.hasPrefix("begin") }
            && (round == 0 || lines.contains { $0.hasSuffix(" \(round) a.txt") })
        })
      daemon.program.send(SIGKILL)
      #expect(daemon.program.wait() == -SIGKILL)
      try daemon.restart()
    }
    #expect(try daemon.waitForDocuments(2))
    #expect(try daemon.outcomes() == ["a.txt": ["quarantined"], "b.txt": ["accepted"]])
    #expect(daemon.stop() == 0)
  }

  @Test("other files do not wait for one that takes long")
  func slow() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "2", "--extract-timeout", "1min"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let workers = daemon.waitForWorkers(2)
    kill(workers[0], SIGSTOP)
    for number in 0..<20 {
      try File.drop(Samples.numbered(number), as: "\(number).txt", into: daemon.drop)
    }
    #expect(try daemon.waitForDocuments(19, timeout: .seconds(10)))
    kill(workers[0], SIGCONT)
    #expect(try daemon.waitForDocuments(20))
    #expect(try daemon.outcomes().values.allSatisfy { $0 == ["accepted"] })
    #expect(daemon.stop() == 0)
  }

  @Test("SIGTERM ends the daemon within two seconds, whatever its workers do")
  func stop() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "2"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let workers = daemon.waitForWorkers(2)
    for worker in workers { kill(worker, SIGSTOP) }
    for number in 0..<10 {
      try File.drop(Samples.numbered(number), as: "\(number).txt", into: daemon.drop)
    }
    usleep(100_000)
    let start = ContinuousClock.now
    #expect(daemon.stop() == 0)
    #expect(ContinuousClock.now - start < .seconds(2))
    #expect(workers.allSatisfy { kill($0, 0) != 0 })
    #expect(daemon.lines.isEmpty)
    try daemon.restart()
    #expect(try daemon.waitForDocuments(10))
    #expect(daemon.stop() == 0)
  }

  @Test("workers end with a daemon that is killed")
  func orphans() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "2"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let workers = daemon.waitForWorkers(2)
    daemon.program.send(SIGKILL)
    #expect(daemon.program.wait() == -SIGKILL)
    #expect(daemon.wait { workers.allSatisfy { Processes.isGone($0) } })
  }

  @Test("a reload replaces the workers, and their number with them")
  func reload() throws {
    let folder = try ScratchFolder()
    let file = folder.path.appending("briefingd.conf")
    try File.write("[Ingest]\nWorkers=1\n", to: file)
    let daemon = try RunningDaemon(arguments: ["--config", file.string])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let old = daemon.waitForWorkers(1)
    try File.write("[Ingest]\nWorkers=3\n", to: file)
    daemon.program.send(SIGHUP)
    #expect(daemon.waitForWorkers(3, otherThan: old).count == 3)
    #expect(daemon.wait { daemon.workers.allSatisfy { !old.contains($0) } })
    try File.drop(Samples.numbered(1), as: "a.txt", into: daemon.drop)
    #expect(try daemon.waitForDocuments(1))
    #expect(daemon.stop() == 0)
  }

  @Test("versions of a story that are dropped together are filed in their order")
  func order() throws {
    let daemon = try RunningDaemon(arguments: ["--workers", "3"])
    #expect(daemon.manager.wait(for: "READY=1") != nil)
    let versions = 12
    for version in 0..<versions {
      let count = version + 2
      try File.drop(
        """
        Velland Post

        Convoy leaves Marrowgate

        By Tilda Marrow
        Published: 4 March 2031

        Some \(count) trucks left Marrowgate on Monday, Captain Ilse Vantongeren said.

        The road north of the town had been closed since the floods of the spring.

        """, as: "\(version).txt", into: daemon.drop)
    }
    #expect(try daemon.waitForDocuments(versions))
    #expect(daemon.stop() == 0)
    let records = try daemon.records()
    let sources = records.filter { $0["type"]?.string == "document" }
      .compactMap { $0["source_name"]?.string }
    #expect(sources == (0..<versions).map { "\($0).txt" })
    #expect(Set(records.compactMap { $0["story_id"]?.string }).count == 1)
  }
}
