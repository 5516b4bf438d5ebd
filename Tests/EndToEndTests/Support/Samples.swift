/// Briefings in our own words, about people that exist nowhere.
enum Samples {
  static let short = """
    Harbour talks resume as Velland promises two patrol boats

    By Tilda Marrow
    Published: 4 March 2031, 09.10 GMT

    LOWPORT — Velland will send two patrol boats and 40 tonnes of fuel to the island republic of \
    Tessaly, Transport Minister Ona Brask said on Tuesday.

    “We do not count the days, we count the ships,” Brask told reporters in Lowport. About 1,200 \
    people have left the coast since February.

    """

  /// A briefing that no other number gives.
  static func numbered(_ number: Int) -> String {
    """
    Patrol report \(number) from the northern line

    Captain Ilse Vantongeren said on Monday that \(number + 2) trucks had crossed the bridge at \
    Marrowgate. “Nothing else moved,” she said.

    The convoy carried \(number * 3 + 1) tonnes of grain, the harbour office reported.

    """
  }
}
