import Glibc

// briefing-fuzz SEEDS [SECONDS [FIRST]]: changes the files of a folder, by number, and checks what
// must hold of the reading of each. Ends with 1 at the first that fails, and keeps it.

/// The input that is being read, for whoever looks into a crash.
nonisolated(unsafe) let current = UnsafeMutablePointer<UInt8>.allocate(capacity: Mutator.limit)
nonisolated(unsafe) var currentSize = 0

func keep() {
  let file = open("fuzz-failure.bin", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  _ = write(file, current, currentSize)
  close(file)
}

func bytes(of path: String) -> [UInt8] {
  guard let file = fopen(path, "rb") else { return [] }
  defer { fclose(file) }
  var all = [UInt8](repeating: 0, count: 1 << 20)
  let count = fread(&all, 1, all.count, file)
  return Array(all[0..<count])
}

func names(in folder: String) -> [String] {
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names.sorted()
}

let arguments = CommandLine.arguments
let folder = arguments.count > 1 ? arguments[1] : "Tests/Fuzzing/Seeds"
let seconds = arguments.count > 2 ? Double(arguments[2]) ?? 10 : 10
let first = arguments.count > 3 ? UInt64(arguments[3]) ?? 0 : 0
let seedNames = names(in: folder)
let seeds = seedNames.map { bytes(of: "\(folder)/\($0)") }
guard !seeds.isEmpty else {
  print("briefing-fuzz: no files in \(folder)")
  exit(2)
}
/// No input of this size may take longer.
let budget = Duration.seconds(5)

for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGALRM] {
  Glibc.signal(signal) { number in
    keep()
    _exit(128 + number)
  }
}

let clock = ContinuousClock()
let start = clock.now
var number = first
var slowest = (duration: Duration.zero, seed: "", number: first)
while clock.now - start < .seconds(seconds) {
  let seed = Int(number % UInt64(seeds.count))
  var mutator = Mutator(number: number, seeds: seeds)
  let file = number < UInt64(seeds.count) ? seeds[seed] : mutator.changed(seeds[seed])
  currentSize = min(file.count, Mutator.limit)
  for index in 0..<currentSize { current[index] = file[index] }
  // What hangs is a failure too.
  alarm(30)
  let begun = clock.now
  let fault = ReaderCheck.fault(of: file)
  let duration = clock.now - begun
  if duration > slowest.duration { slowest = (duration, seedNames[seed], number) }
  if let fault = fault ?? (duration > budget ? "\(duration) for \(file.count) bytes" : nil) {
    keep()
    print("briefing-fuzz: \(seedNames[seed]), number \(number): \(fault); see fuzz-failure.bin")
    exit(1)
  }
  number += 1
}
print(
  "briefing-fuzz: \(number - first) inputs of \(seeds.count) seeds without a fault; the slowest, "
    + "number \(slowest.number) of \(slowest.seed), took \(slowest.duration)")
