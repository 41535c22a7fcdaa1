extension Step {
    /// Every capture the step makes, also inside a group or a trigger.
    package var allCaptures: [CaptureSpec] {
        switch action {
        case .group(_, let steps): captures + steps.flatMap(\.allCaptures)
        case .trigger(let step): captures + step.allCaptures
        default: captures
        }
    }
}

extension ConditionSpec {
    /// The variables that the condition names.
    var references: [Name] {
        switch test {
        case .match(let pattern): pattern.references
        case .path(let path, let pattern): path.references + pattern.references
        case .exactly(let path, _), .changesBy(let path, _): path.references
        }
    }
}

extension StageSpec {
    /// The variables that the stage names.
    var references: [Name] {
        condition.references + (identity?.references ?? []) + (time?.references ?? [])
    }
}

extension ProbeSpec {
    /// The variables that the probe's request names, and what is quoted of its answer.
    var references: [Name] { requestReferences + (evidence?.references ?? []) }

    /// The variables that the probe's request names: what it asks for, and what it has to wait for.
    var requestReferences: [Name] {
        switch kind {
        case .http(let request): request.references
        case .command(let run): run.flatMap(\.references)
        case .file(let files): files.glob.references + (files.containing?.references ?? [])
        case .unsupported: []
        }
    }
}

extension HTTPRequestSpec {
    /// The variables that the request names.
    var references: [Name] {
        var names = url.references + headers.flatMap(\.value.references)
        switch body {
        case .json(let value): names += value.references
        case .form(let fields): names += fields.flatMap(\.value.references)
        case .text(let text): names += text.references
        case nil: break
        }
        switch auth {
        case .basic(let user, let password): names += user.references + password.references
        case .bearer(let token): names += token.references
        case nil: break
        }
        if let clientCertificate {
            names += clientCertificate.certificate.references + (clientCertificate.key?.references ?? [])
        }
        return names
    }
}

extension LocatorSpec {
    /// The variables that the locator names.
    var references: [Name] {
        var names: [Name] =
            switch kind {
            case .testid(let text), .label(let text), .placeholder(let text), .alt(let text), .title(let text),
                .css(let text), .xpath(let text), .text(let text):
                text.references
            case .role(let role): role.role.references + (role.name?.references ?? [])
            }
        names += hasText?.references ?? []
        names += has?.references ?? []
        return names + (within?.references ?? [])
    }
}

extension Assertion {
    /// The variables that the assertion names.
    var references: [Name] {
        switch kind {
        case .text(let text), .contains(let text), .value(let text), .classes(let text), .url(let text),
            .title(let text):
            text.references
        case .attribute(_, let value): value?.references ?? []
        case .visible, .enabled, .checked, .count, .focused, .editable, .actionable: []
        }
    }
}

extension ExpectSpec {
    /// The variables that the expectation names.
    var references: [Name] {
        let targeted: [Name] =
            switch target {
            case .locator(let locator): locator.references
            case .page: []
            case .probe(let condition): condition.references
            }
        return targeted + assertions.flatMap(\.references)
    }
}

extension CaptureSpec {
    /// The variables that the capture names.
    var references: [Name] {
        var names = path?.references ?? []
        if case .locator(let locator) = source { names += locator.references }
        return names
    }
}

extension Action {
    /// The variables that the action itself names; the steps inside a group or a trigger are asked apart.
    var references: [Name] {
        switch self {
        case .goto(let text), .eval(let text): text.references
        case .click(let pointer), .dblclick(let pointer), .hover(let pointer): pointer.locator.references
        case .fill(let locator, let text): locator.references + text.references
        case .type(let locator, let text), .press(let locator, let text):
            (locator?.references ?? []) + text.references
        case .select(let locator, let options): locator.references + options.flatMap(\.references)
        case .clear(let locator), .check(let locator), .uncheck(let locator), .scroll(let locator):
            locator.references
        case .expect(let expect): expect.references
        case .waitFor(.url(let text)), .waitFor(.eval(let text)): text.references
        case .waitFor(.request(let match)), .waitFor(.response(let match)): match.url.references
        case .http(let step): step.request.references + (step.match?.references ?? [])
        case .dialog(.accept(let text)): text?.references ?? []
        case .screenshot(let picture): (picture.name?.references ?? []) + (picture.locator?.references ?? [])
        case .agree(let agree): agree.ui.references + agree.path.references
        case .reload, .back, .capture, .dialog(.dismiss), .group, .trigger, .unsupported: []
        }
    }
}
