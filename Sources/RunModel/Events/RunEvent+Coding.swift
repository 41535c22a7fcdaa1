import Convergence

extension RunEvent.Body {
    /// The event's `kind` in the journal.
    package var kind: String {
        switch self {
        case .runStarted: "run_started"
        case .browserStarted: "browser_started"
        case .plan: "plan"
        case .phase: "phase"
        case .stepStarted: "step_started"
        case .stepLog: "step_log"
        case .stepFinished: "step_finished"
        case .actEffect: "act_effect"
        case .triggerDispatched: "trigger_dispatched"
        case .look: "look"
        case .agreement: "agreement"
        case .request: "request"
        case .requestBody: "request_body"
        case .requestWire: "request_wire"
        case .requestCorrelated: "request_correlated"
        case .response: "response"
        case .responseWire: "response_wire"
        case .requestFinished: "request_finished"
        case .requestFailed: "request_failed"
        case .websocket: "websocket"
        case .websocketFrame: "websocket_frame"
        case .console: "console"
        case .pageError: "page_error"
        case .dialog: "dialog"
        case .download: "download"
        case .navigation: "navigation"
        case .pageTiming: "page_timing"
        case .frameAttached: "frame_attached"
        case .targetAttached: "target_attached"
        case .targetCrashed: "target_crashed"
        case .screenshot: "screenshot"
        case .domSnapshot: "dom_snapshot"
        case .screencastFrame: "screencast_frame"
        case .captured: "captured"
        case .dropped: "dropped"
        case .browserExited: "browser_exited"
        case .interrupted: "interrupted"
        case .fault: "fault"
        case .runFinished: "run_finished"
        case .unknown(let kind): kind
        }
    }

    /// The values that stand beside `seq`, `t` and `kind`.
    var payload: (any Encodable)? {
        switch self {
        case .runStarted(let payload): payload
        case .browserStarted(let payload): payload
        case .plan(let payload): payload
        case .phase(let payload): payload
        case .stepStarted(let payload): payload
        case .stepLog(let payload): payload
        case .stepFinished(let payload): payload
        case .actEffect(let payload): payload
        case .triggerDispatched(let payload): payload
        case .look(let payload): payload
        case .agreement(let payload): payload
        case .request(let payload): payload
        case .requestBody(let payload): payload
        case .requestWire(let payload): payload
        case .requestCorrelated(let payload): payload
        case .response(let payload): payload
        case .responseWire(let payload): payload
        case .requestFinished(let payload): payload
        case .requestFailed(let payload): payload
        case .websocket(let payload): payload
        case .websocketFrame(let payload): payload
        case .console(let payload): payload
        case .pageError(let payload): payload
        case .dialog(let payload): payload
        case .download(let payload): payload
        case .navigation(let payload): payload
        case .pageTiming(let payload): payload
        case .frameAttached(let payload): payload
        case .targetAttached(let payload): payload
        case .targetCrashed(let payload): payload
        case .screenshot(let payload): payload
        case .domSnapshot(let payload): payload
        case .screencastFrame(let payload): payload
        case .captured(let payload): payload
        case .dropped(let payload): payload
        case .browserExited(let payload): payload
        case .interrupted(let payload): payload
        case .fault(let payload): payload
        case .runFinished(let payload): payload
        case .unknown: nil
        }
    }
}

extension RunEvent: Codable {
    private enum CodingKeys: String, CodingKey {
        case seq, t, kind
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(seq, forKey: .seq)
        try container.encode(t, forKey: .t)
        try container.encode(body.kind, forKey: .kind)
        try body.payload?.encode(to: encoder)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        seq = try container.decode(Int.self, forKey: .seq)
        t = try container.decode(Milliseconds.self, forKey: .t)
        let kind = try container.decode(String.self, forKey: .kind)
        body =
            switch kind {
            case "run_started": .runStarted(try RunStarted(from: decoder))
            case "browser_started": .browserStarted(try BrowserStarted(from: decoder))
            case "plan": .plan(try PlanResolved(from: decoder))
            case "phase": .phase(try PhaseEntered(from: decoder))
            case "step_started": .stepStarted(try StepStarted(from: decoder))
            case "step_log": .stepLog(try StepLog(from: decoder))
            case "step_finished": .stepFinished(try StepFinished(from: decoder))
            case "act_effect": .actEffect(try ActEffectSeen(from: decoder))
            case "trigger_dispatched": .triggerDispatched(try TriggerDispatched(from: decoder))
            case "look": .look(try LookTaken(from: decoder))
            case "agreement": .agreement(try Agreement(from: decoder))
            case "request": .request(try RequestSent(from: decoder))
            case "request_body": .requestBody(try RequestBody(from: decoder))
            case "request_wire": .requestWire(try RequestWire(from: decoder))
            case "request_correlated": .requestCorrelated(try RequestCorrelated(from: decoder))
            case "response": .response(try ResponseReceived(from: decoder))
            case "response_wire": .responseWire(try ResponseWire(from: decoder))
            case "request_finished": .requestFinished(try RequestFinished(from: decoder))
            case "request_failed": .requestFailed(try RequestFailed(from: decoder))
            case "websocket": .websocket(try WebSocketChanged(from: decoder))
            case "websocket_frame": .websocketFrame(try WebSocketFrame(from: decoder))
            case "console": .console(try ConsoleMessage(from: decoder))
            case "page_error": .pageError(try PageError(from: decoder))
            case "dialog": .dialog(try DialogAnswered(from: decoder))
            case "download": .download(try Download(from: decoder))
            case "navigation": .navigation(try Navigation(from: decoder))
            case "page_timing": .pageTiming(try PageTiming(from: decoder))
            case "frame_attached": .frameAttached(try FrameAttached(from: decoder))
            case "target_attached": .targetAttached(try TargetAttached(from: decoder))
            case "target_crashed": .targetCrashed(try TargetCrashed(from: decoder))
            case "screenshot": .screenshot(try BlobTaken(from: decoder))
            case "dom_snapshot": .domSnapshot(try BlobTaken(from: decoder))
            case "screencast_frame": .screencastFrame(try ScreencastFrame(from: decoder))
            case "captured": .captured(try Captured(from: decoder))
            case "dropped": .dropped(try Dropped(from: decoder))
            case "browser_exited": .browserExited(try BrowserExited(from: decoder))
            case "interrupted": .interrupted(try Interrupted(from: decoder))
            case "fault": .fault(try Fault(from: decoder))
            case "run_finished": .runFinished(try RunFinished(from: decoder))
            default: .unknown(kind)
            }
    }
}

// A look and its evidence stand on one level of the journal's line.
extension LookTaken: Codable {
    private enum CodingKeys: String, CodingKey {
        case purpose, bodyDigest, blob, evidence, address
    }

    package func encode(to encoder: any Encoder) throws {
        try look.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(purpose, forKey: .purpose)
        try container.encodeIfPresent(bodyDigest, forKey: .bodyDigest)
        try container.encodeIfPresent(blob, forKey: .blob)
        try container.encodeIfPresent(evidence, forKey: .evidence)
        try container.encodeIfPresent(address, forKey: .address)
    }

    package init(from decoder: any Decoder) throws {
        look = try Look(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        purpose = try container.decode(Purpose.self, forKey: .purpose)
        bodyDigest = try container.decodeIfPresent(String.self, forKey: .bodyDigest)
        blob = try container.decodeIfPresent(String.self, forKey: .blob)
        evidence = try container.decodeIfPresent([String].self, forKey: .evidence)
        address = try container.decodeIfPresent(String.self, forKey: .address)
    }
}
