import BriefingText
import Testing
import Glibc
@testable import BriefingFormats
@Suite struct HTMLDebug {
  @Test func dump() {
    guard let path = getenv("DUMP_PAGE") else { return }
    let page = SamplePage.read(String(cString: path))
    let tree = PageParser(page).parse()
    let scope = StoryScope(tree, isStated: Array(repeating: false, count: tree.segments.count))
    print(
      "container", scope.container, tree.elements[scope.container].tag,
      tree.segments(in: scope.container))
    for (i, e) in tree.elements.enumerated() {
      print(
        "E", i, e.tag, "p", e.parent, "n", e.next, "seg", e.firstSegment,
        String(e.traits.rawValue, radix: 16), String(scope.traits[i].rawValue, radix: 16), e.start,
        e.end)
    }
    for (i, s) in tree.segments.enumerated() {
      print(
        "S", i, s.form, s.element, s.size, s.linkSize, s.stops, scope.prose[i],
        PageText.string(tree.runs[Int(s.firstRun)..<Int(s.firstRun + s.runCount)], in: page).prefix(
          60))
    }
    print(Reading(page: page).stated)
  }
}
