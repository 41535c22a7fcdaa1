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
    /// The variables that the probe's request names.
    var references: [Name] {
        switch kind {
        case .http(let request): request.references
        case .command(let run): run.flatMap(\.references)
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
