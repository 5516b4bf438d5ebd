/// Closed sets of English words that tell what a short line is.
enum LineVocabulary {
  /// Months, weekdays, halves of the day, zones: what stamps are made of.
  static let time = words(
    """
    january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon
    tue tues wed thu thur thurs fri sat sun am pm a m p et est edt ct cst cdt mt mst mdt pt pst pdt
    gmt utc bst cet cest eet eest msk ist sgt jst kst aest aedt hkt hrs hours local noon midnight today
    yesterday
    """)
  /// Words that label a stamp.
  static let stampLabels = words(
    """
    updated published posted modified reviewed review last first issued released date update time
    edited created publication revised
    """)
  /// Words between the parts of a stamp.
  static let stampLinks = words("of at on as in the and by st nd rd th h")
  static let months = words(
    """
    january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec
    """)
  /// Posts of people who write.
  static let writerPosts = words(
    """
    reporter correspondent editor writer columnist journalist bureau staff producer contributor
    analyst photographer newsroom desk author fellow reporters correspondents researcher commentator
    """)
  /// Posts of people who issue press releases.
  static let officePosts = words(
    "minister secretary treasurer commissioner spokesperson spokesman spokeswoman mp attorney")
  /// Words of honour round a name.
  static let honours = words(
    "the rt hon honourable honorable mr mrs ms dr sir dame lord prof mp am ao")
  /// Lower-case parts of names.
  static let particles = words(
    "van von de der den del della di da dos du la le bin ibn al el ter ten zu af av y e")
  /// Words of names of organisations, which are no names of persons.
  static let organisations = words(
    """
    ministry department council office government agency command embassy commission organization
    organisation institute forces force service services parliament union committee secretariat
    administration mission staff authority news press times post daily journal media group company
    center centre university association federation army navy police court bank report release
    briefing world war update live courier herald tribune gazette
    """)
  /// Words that may stand in lower case within a name.
  static let nameLinks = words("of the for and on in to at & with")
  /// Headings over boxes whose lines are list items without bullets.
  static let listHeadings = words(
    "key takeaways takeaways highlights glance summary brief numbers figures points facts")

  private static func words(_ text: String) -> Set<Word> { Abbreviations.words(text) }
}
