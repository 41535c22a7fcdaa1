import BrowserAutomation
import RunModel
import ScenarioModel

/// One assertion about an element with its variables filled in, as a pure test of what the page says.
struct ElementCheck: Sendable {
    /// What was expected and what was there, as ends of sentences.
    struct Failure: Sendable {
        var expected: String
        var actual: String
    }

    private enum Want: Sendable {
        case visible(Bool), enabled(Bool), checked(Bool), focused(Bool), editable(Bool), actionable(Bool)
        case text(String), contains(String), value(String), count(Int), attribute(String, String?), classes([String])
    }

    private let want: Want
    private let negated: Bool
    private let ignoreCase: Bool

    init(_ assertion: Assertion, ignoreCase: Bool, variables: Variables) throws {
        negated = assertion.negated
        self.ignoreCase = ignoreCase
        switch assertion.kind {
        case .visible(let yes): want = .visible(yes)
        case .enabled(let yes): want = .enabled(yes)
        case .checked(let yes): want = .checked(yes)
        case .focused(let yes): want = .focused(yes)
        case .editable(let yes): want = .editable(yes)
        case .actionable(let yes): want = .actionable(yes)
        case .text(let template): want = .text(Self.normalised(try template.resolve(variables)))
        case .contains(let template): want = .contains(Self.normalised(try template.resolve(variables)))
        case .value(let template): want = .value(try template.resolve(variables))
        case .count(let number): want = .count(number)
        case .attribute(let name, let template): want = .attribute(name, try template?.resolve(variables))
        case .classes(let template):
            want = .classes(try template.resolve(variables).split(whereSeparator: \.isWhitespace).map(String.init))
        case .url, .title:
            throw StepFailure(kind: .internal, message: "url and title are assertions about the page, not an element")
        }
    }

    /// Whether the assertion speaks of all matches, so that several or none are no error.
    var speaksOfAll: Bool {
        switch want {
        case .count, .visible(false): true
        case .visible(true): negated
        default: false
        }
    }

    /// What is wrong; `nil` when the assertion holds.
    func failure(in state: ElementState) -> Failure? {
        // An element that is not there has no text, value or state, so that nothing can be asserted of it but that.
        if state.count == 0, !speaksOfAll { return Failure(expected: expected, actual: "is not there") }
        let (holds, actual) = measure(state)
        return holds != negated ? nil : Failure(expected: expected, actual: actual)
    }

    /// What is asserted, as the end of a sentence.
    var expected: String {
        let words: String
        switch want {
        case .visible(let yes): words = yes ? "visible" : "hidden"
        case .enabled(let yes): words = yes ? "enabled" : "disabled"
        case .checked(let yes): words = yes ? "checked" : "unchecked"
        case .focused(let yes): words = yes ? "focused" : "without focus"
        case .editable(let yes): words = yes ? "editable" : "not editable"
        case .actionable(let yes): words = yes ? "actionable" : "not actionable"
        case .text(let text): words = "text \"\(text)\""
        case .contains(let text): words = "text containing \"\(text)\""
        case .value(let text): words = "value \"\(text)\""
        case .count(let number): words = "count \(number)"
        case .attribute(let name, let value): words = "attribute \(name)" + (value.map { " \"\($0)\"" } ?? "")
        case .classes(let names): words = "class \(names.joined(separator: " "))"
        }
        return negated ? "not \(words)" : words
    }

    private func measure(_ state: ElementState) -> (Bool, String) {
        switch want {
        case .visible(let yes):
            let actual = state.count == 0 ? "is not there" : state.isVisible ? "is visible" : "is hidden"
            return (state.isVisible == yes, actual)
        case .enabled(let yes): return flag(state.enabled, yes, "is enabled", "is disabled")
        case .checked(let yes): return flag(state.checked.map { $0 == .on }, yes, "is checked", "is not checked")
        case .focused(let yes): return flag(state.focused, yes, "has the focus", "does not have the focus")
        case .editable(let yes): return flag(state.editable, yes, "is editable", "is not editable")
        case .actionable(let yes):
            let can = state.isVisible && state.enabled != false
            return (can == yes, can ? "takes acts" : "refuses acts")
        case .text(let text):
            let actual = state.text ?? ""
            return (equal(actual, text), "shows \"\(actual)\"")
        case .contains(let text):
            let actual = state.text ?? ""
            let found = ignoreCase ? actual.lowercased().contains(text.lowercased()) : actual.contains(text)
            return (found, "shows \"\(actual)\"")
        case .value(let text):
            let actual = state.value ?? ""
            return (equal(actual, text), "has value \"\(actual)\"")
        case .count(let number): return (state.count == number, "is there \(state.count) times")
        case .attribute(let name, let value):
            guard let actual = state.attributes?[name] else { return (false, "has no attribute \(name)") }
            return (value.map { equal(actual, $0) } ?? true, "has \(name) \"\(actual)\"")
        case .classes(let names):
            let actual = state.classes ?? []
            return (names.allSatisfy(actual.contains), "has class \"\(actual.joined(separator: " "))\"")
        }
    }

    private func flag(_ actual: Bool?, _ wanted: Bool, _ yes: String, _ no: String) -> (Bool, String) {
        guard let actual else { return (false, "cannot be told") }
        return (actual == wanted, actual ? yes : no)
    }

    private func equal(_ left: String, _ right: String) -> Bool {
        ignoreCase ? left.lowercased() == right.lowercased() : left == right
    }

    private static func normalised(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
