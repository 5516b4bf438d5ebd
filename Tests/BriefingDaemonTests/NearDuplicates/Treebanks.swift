import Glibc
import SystemPackage

/// English treebanks beside the repository, where somebody has put them: texts that people wrote.
enum Treebanks {
  /// The folder with `*.conllu.xz`; nil where there is none.
  static let folder: FilePath? = {
    var candidate = FilePath(#filePath)
    for _ in 0..<8 {
      candidate.removeLastComponent()
      let folder = candidate.appending("shared/data/ud")
      if access(folder.string, R_OK) == 0 { return folder }
    }
    return nil
  }()

  /// The texts with at least so many words, each as its sentences, each once.
  static func documents(words: Int) -> [[String]] {
    guard let folder else { return [] }
    var seen: Set<[String]> = []
    var documents: [[String]] = []
    for name in names(in: folder) where name.hasSuffix(".conllu.xz") {
      for document in Self.documents(folder.appending(name)) {
        let count = document.reduce(0) { $0 + $1.split(separator: " ").count }
        if count >= words, seen.insert(document).inserted { documents.append(document) }
      }
    }
    return documents
  }

  private static func documents(_ path: FilePath) -> [[String]] {
    guard let pipe = popen("xz -dc '\(path)'", "r") else { return [] }
    defer { pclose(pipe) }
    var documents: [[String]] = []
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, pipe) > 0 {
      guard let line, line[0] == 0x23 else { continue }
      var text = String(cString: line)
      if text.last == "\n" { text.removeLast() }
      if text.hasPrefix("# newdoc") {
        documents.append([])
      } else if text.hasPrefix("# text = "), !documents.isEmpty {
        documents[documents.count - 1].append(String(text.dropFirst(9)))
      }
    }
    return documents
  }

  private static func names(in folder: FilePath) -> [String] {
    guard let directory = opendir(folder.string) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.sorted()
  }
}
