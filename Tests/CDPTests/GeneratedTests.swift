import CDP
import Testing

struct GeneratedTests {
    @Test("A command's method carries its domain")
    func methodHasDomain() {
        #expect(CDP.Page.Navigate.method == "Page.navigate")
    }
}
