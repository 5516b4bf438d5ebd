/// Briefings of a given size that differ from each other, made of sentences of our own.
struct GeneratedBriefing {
  private static let sentences = [
    "“We have counted every crate twice,” Transport Minister Ona Brask told reporters on Tuesday.",
    "Velland will send 40 tonnes of fuel and two patrol boats to Tessaly, the ministry said.",
    "About 1,200 people have left the coast since February, according to the harbour office.",
    "The convoy crossed the bridge at Marrowgate early on Wednesday and reached the depot at noon.",
    "Lt. Gen. Aldo Ferrant said the line had moved by 3 kilometers (1.9 miles) in a week.",
    "Officials expect a second delivery worth $12 million before the end of the month.",
    "In the market square, bakers sold half of their bread before dawn; nobody asked for change.",
  ]

  /// A briefing of about `size` bytes; no two numbers give the same.
  static func text(number: Int, size: Int) -> String {
    var text = "Velland sends fuel as the coast empties, report \(number)\n\n"
    var index = number
    while text.utf8.count < size {
      text += sentences[index % sentences.count]
      text += index % 3 == 0 ? "\n\n" : " "
      index += 1
    }
    return text + "\nReport \(number) ends.\n"
  }
}
