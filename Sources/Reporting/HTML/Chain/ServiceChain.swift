import Convergence
import RunModel

/// The services that the workflow goes through, and what became of each hand-over: a graph made of the stages'
/// boundaries. It may branch.
struct ServiceChain: Sendable {
    /// What became of a hand-over.
    enum State: String, Sendable {
        /// It happened, once and in time.
        case good
        /// It is the one that broke.
        case broken
        /// It is wrong too, for a reason of its own.
        case wrong
        /// It did not happen because something before it did not.
        case behind
        /// Nobody could tell.
        case unknown
        /// It was not waited for.
        case open

        /// What is worse decides how a hand-over of several stages is shown.
        var weight: Int {
            switch self {
            case .good: 0
            case .open: 1
            case .unknown: 2
            case .behind: 3
            case .wrong: 4
            case .broken: 5
            }
        }
    }

    /// One hand-over.
    struct Edge: Sendable {
        /// The service that hands over, as an index of ``nodes``.
        var from: Int
        /// The service that has to take it.
        var to: Int
        /// The stages that prove it; none for the page's own, which no stage speaks of.
        var stages: [String]
        /// What became of it.
        var state: State
        /// When it happened, or why it did not, in a word or two.
        var word: String
        /// Whether it was seen to happen, even if too late or too often.
        var arrived = false

        /// Whether the break is marked here: of several ways into one break the first one is.
        var isMarked: Bool { state == .broken && !word.isEmpty }
    }

    /// The services as they are written, by first mention in topological order.
    private(set) var nodes: [String] = []
    /// Which of them is which service; a name that is too long to draw is cut, not confused with another.
    private var places: [String: Int] = [:]
    /// The hand-overs, in topological order of their stages.
    private(set) var edges: [Edge] = []

    /// Makes the chain; it has no edges where the scenario names no boundary.
    init(_ result: RunResult) {
        guard let plan = result.plan else { return }
        let judge = StageJudge(result)
        for stage in plan.topologicalStages {
            guard let boundary = stage.boundary else { continue }
            let outcome = result.stages.first { $0.subject == .stage(stage.name) }
            add(boundary, stage: stage.name, judge.state(outcome), judge.word(outcome), outcome?.reachedAt != nil)
        }
        markBreak(result.firstReason)
        addPage(result.firstReason)
    }

    /// A reason that speaks of a boundary without a stage of its own (a state that must never be) breaks it all the same;
    /// not where it ends at the page, which is no service and is drawn by itself.
    private mutating func markBreak(_ reason: Reason?) {
        guard let reason, reason.code.verdict == .failed, !reason.isAtPage, let boundary = reason.boundary,
            !edges.contains(where: { $0.state == .broken })
        else { return }
        add(boundary, stage: nil, .broken, Words.spaced(reason.code.rawValue), false)
    }

    /// What breaks between the user or the page and the services is drawn too, but only then.
    private mutating func addPage(_ reason: Reason?) {
        guard let reason, let first = edges.first?.from else { return }
        let isLater = reason.phase == "then" || reason.phase == "after_trigger"
        switch reason.code {
        case .actionHadNoEffect, .actionFailed:
            guard !isLater else { return }
            let word = reason.code == .actionHadNoEffect ? "no effect" : "not done"
            edges.insert(Edge(from: add("user"), to: first, stages: ["trigger"], state: .broken, word: word), at: 0)
        case .uiDiverged:
            var ends = nodes.indices.filter { end in !edges.contains { $0.from == end } }
            // Services that call one another in a circle have no end; the last to be reached stands for it.
            if ends.isEmpty, let last = edges.last { ends = [last.to] }
            let page = add("page")
            for end in ends { edges.append(Edge(from: end, to: page, stages: [], state: .broken, word: "")) }
            edges[edges.count - ends.count].word = "not shown"
        default: break
        }
    }

    private mutating func add(_ boundary: Boundary, stage: String?, _ state: State, _ word: String, _ arrived: Bool) {
        let (from, to) = (node(boundary.from), node(boundary.to))
        let stages = stage.map { [$0] } ?? []
        guard let known = edges.firstIndex(where: { $0.from == from && $0.to == to }) else {
            return edges.append(
                Edge(from: from, to: to, stages: stages, state: state, word: word, arrived: arrived))
        }
        edges[known].stages += stages
        edges[known].arrived = edges[known].arrived || arrived
        if state.weight > edges[known].state.weight || (state == .good && edges[known].state == .good) {
            edges[known].state = state
            edges[known].word = word
        }
    }

    private mutating func node(_ name: String) -> Int {
        if let known = places[name] { return known }
        let place = add(name)
        places[name] = place
        return place
    }

    private mutating func add(_ name: String) -> Int {
        nodes.append(Words.cut(name, 40))
        return nodes.count - 1
    }

    /// Whether the workflow is known to have come to a service.
    func isReached(_ node: Int) -> Bool {
        let arriving = edges.filter { $0.to == node }
        if arriving.isEmpty { return edges.contains { $0.from == node && $0.state != .open } }
        return arriving.contains { $0.state == .good || $0.arrived }
    }
}

extension Reason {
    /// Whether its boundary is one of the page's own, which no scenario names.
    fileprivate var isAtPage: Bool {
        switch code {
        case .uiDiverged, .actionFailed, .actionHadNoEffect: true
        case .correlationLost: boundary == .pageToServices
        default: false
        }
    }
}
