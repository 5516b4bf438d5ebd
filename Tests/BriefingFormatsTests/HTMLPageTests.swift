import BriefingFormats
import BriefingText
import Glibc
import Testing

@Suite struct HTMLPageTests {
  @Test func `the story of every sample page is found`() {
    let pages = SamplePage.all
    #expect(pages.count >= 25)
    var sum = 0.0
    for page in pages {
      let read = ReadPage(page.html)
      let score = ReadPage.score(read.body, page.body)
      sum += score
      if getenv("SHOW_PAGES") != nil {
        print("\(page.name)\t\(score)\t\(read.headline == page.headline)\t\(read.authors)")
        if score < 0.995 {
          for (block, _) in zip(read.document.blocks, 0...) {
            let text = read.document.text(block.body)
            print("    \(block.role) [\(block.rule)] \(text.prefix(90))")
          }
        }
      }
      #expect(score >= 0.95, "\(page.name): the body")
      #expect(read.headline == page.headline, "\(page.name): the headline")
      if let published = read.reading.stated.first(where: { $0.field == .published })?.value,
        published.contains("-")
      {
        #expect(String(published.prefix(10)) == page.date, "\(page.name): the date")
      }
      #expect(read.authors == page.authors, "\(page.name): the authors")
    }
    let mean = sum / Double(pages.count)
    print("body F1 \(mean) on \(pages.count) pages")
    #expect(mean >= 0.99)
  }
}
