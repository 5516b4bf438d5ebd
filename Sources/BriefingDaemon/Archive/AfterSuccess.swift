import BriefingRecords

/// What becomes of a source in the drop folder after its outcome is stored.
///
/// | outcome | `archive` | `delete` | `keep` |
/// |---|---|---|---|
/// | accepted, superseded | copied into the archive, removed | removed | stays |
/// | duplicate | removed; copied first if the archive has not got the bytes | removed | stays |
/// | quarantined, could be read | copied into the quarantine, removed | the same | copied, stays |
/// | quarantined, could not be read | stays | stays | stays |
/// | empty, unsupported, too_large | stays | stays | stays |
/// | vanished | is gone | is gone | is gone |
///
/// What stays is not looked at again: the ledger knows which state of which file has had its outcome.
/// A source that changes, or is dropped again, is a new arrival.
public enum AfterSuccess: String, Sendable, CaseIterable {
  /// Copied under its hash into the store's archive, then removed.
  case archive
  /// Left where it is.
  case keep
  /// Removed.
  case delete

  /// What is done with one source.
  enum Fate: Sendable, Hashable {
    case stays
    case removed
    case archivedAndRemoved
    /// Copied into the quarantine, and removed unless everything is kept.
    case quarantined(isRemoved: Bool)
  }

  /// The table above.
  func fate(of outcome: Document.Outcome) -> Fate {
    switch (outcome, self) {
    case (.quarantined, _): .quarantined(isRemoved: self != .keep)
    case (_, .keep): .stays
    case (.accepted, .delete), (.superseded, .delete), (.duplicate, .delete): .removed
    case (.accepted, .archive), (.superseded, .archive), (.duplicate, .archive):
      .archivedAndRemoved
    case (.empty, _), (.unsupported, _), (.tooLarge, _), (.vanished, _): .stays
    }
  }
}
