import BrowserAutomation
import RunModel
import ScenarioModel

extension LocatorSpec {
    /// The locator for the page, with every variable filled in.
    func resolve(_ variables: Variables, testIDAttribute: String) throws -> Locator {
        var locator: Locator
        switch kind {
        case .testid(let value):
            locator = Locator(.testid, try value.resolve(variables))
            locator.attribute = testIDAttribute
        case .label(let value): locator = Locator(.label, try value.resolve(variables))
        case .placeholder(let value): locator = Locator(.placeholder, try value.resolve(variables))
        case .alt(let value): locator = Locator(.alt, try value.resolve(variables))
        case .title(let value): locator = Locator(.title, try value.resolve(variables))
        case .css(let value): locator = Locator(.css, try value.resolve(variables))
        case .xpath(let value): locator = Locator(.xpath, try value.resolve(variables))
        case .text(let value): locator = Locator(.text, try value.resolve(variables))
        case .role(let role): locator = try role.resolve(variables)
        }
        locator.exact = exact
        locator.hasText = try hasText?.resolve(variables)
        locator.nth = nth
        locator.has = try has?.resolve(variables, testIDAttribute: testIDAttribute)
        locator.within = try within?.resolve(variables, testIDAttribute: testIDAttribute)
        return locator
    }
}

extension RoleSpec {
    fileprivate func resolve(_ variables: Variables) throws -> Locator {
        var locator = Locator.role(try role.resolve(variables), name: try name?.resolve(variables))
        locator.level = level
        locator.checked = try Self.state(checked)
        locator.pressed = try Self.state(pressed)
        locator.expanded = expanded
        locator.selected = selected
        locator.disabled = disabled
        locator.includeHidden = includeHidden
        return locator
    }

    private static func state(_ toggle: Toggle?) throws -> Bool? {
        switch toggle {
        case .on: return true
        case .off: return false
        case nil: return nil
        case .mixed:
            throw StepFailure(kind: .internal, message: "a role that is mixed cannot be looked for yet; use css")
        }
    }
}

extension StepExecutor {
    /// The locator for the page.
    func resolve(_ spec: LocatorSpec) throws -> Locator {
        try spec.resolve(state.currentVariables, testIDAttribute: state.scenario.testIDAttribute)
    }
}
