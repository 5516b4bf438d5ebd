import Glibc
import LinuxIO
import SystemPackage

/// The process's environment, read once where it is asked.
public enum Environment {
  /// The value of a variable; nil where it is unset.
  public static func value(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}

extension Configuration {
  /// Where an installed daemon's configuration lies.
  public static let installedFile = "/etc/briefingd/briefingd.conf"

  /// The configuration of the file named by `--config` or `BRIEFINGD_CONFIG`, else of the installed
  /// one where there is any; the environment; and the options of the command line.
  ///
  /// An empty `BRIEFINGD_CONFIG` means no file at all.
  /// Every program starts with it, and `briefing check-config` does nothing else.
  public static func load(
    file: String?, options: [Setting: String]
  ) throws -> Configuration {
    let path = file ?? Environment.value("BRIEFINGD_CONFIG") ?? installed
    let named = try path.flatMap { $0.isEmpty ? nil : $0 }.map { path in
      (text: try Self.text(of: path), name: path)
    }
    return try Configuration(file: named, environment: Environment.value, options: options)
  }

  private static var installed: String? {
    (try? Descriptor(opening: FilePath(installedFile), .readOnly)) == nil ? nil : installedFile
  }

  private static func text(of path: String) throws(ConfigurationError) -> String {
    do {
      let file = try Descriptor(opening: FilePath(path), .readOnly)
      return String(decoding: try file.readToEnd(limit: 1 << 20), as: UTF8.self)
    } catch {
      throw ConfigurationError(file: path, cause: "cannot be read: \(error)")
    }
  }
}
