/// Words that outlets set round their articles, by the role they show.
///
/// One phrase a line: `role<TAB>kind<TAB>phrase`, where kind is `line` (the whole line), `prefix`,
/// `suffix` or `contains`. Empty lines and lines that begin with `#` are passed over. Case, the form of
/// apostrophes and the amount of white space do not matter.
public struct BoilerplatePhrases: Sendable {
  /// No phrases: roles are then told by form alone.
  public init() {}
}
