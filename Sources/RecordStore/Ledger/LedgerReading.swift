public import BriefingRecords
internal import LinuxIO
internal import SystemPackage

extension StoreLayout {
  /// The account of a store that may be open elsewhere, without a lock and without a change.
  ///
  /// What a daemon has committed since the ledger was written last is missing; a daemon that runs
  /// tells its own account.
  ///
  /// - Returns: How many versions of sources ended in each outcome; nil when there is no store yet.
  /// - Throws: ``StoreError/ledger(_:)``.
  public func readAccount() throws(StoreError) -> [Document.Outcome: Int]? {
    guard exists(ledger) else { return nil }
    let isClosed = !exists(ledger.withSuffix("-wal"))
    return try ledgerErrors { () throws(DatabaseError) in
      let database = try Database(reading: ledger.string, isClosed: isClosed)
      var account: [Document.Outcome: Int] = [:]
      try database.prepare("SELECT outcome, count FROM account WHERE count<>0").forEachRow { row in
        if let outcome = Document.Outcome(rawValue: row.text(0)) {
          account[outcome] = row.integer(1)
        }
      }
      return account
    }
  }
}

private func exists(_ path: FilePath) -> Bool {
  (try? Descriptor(opening: path, .readOnly)) != nil
}
