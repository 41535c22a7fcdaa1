import Foundation
import JSONKit
import Testing

@Suite("JSON values")
struct JSONTests {
    @Test("numbers are equal and hash alike by value", arguments: [("1", "1.0"), ("100", "1e2"), ("0", "-0.0")])
    func numbersByValue(one: String, other: String) throws {
        let values = try [JSON(parsing: one), JSON(parsing: other)]
        #expect(values[0] == values[1])
        #expect(Set(values).count == 1)
    }
}
