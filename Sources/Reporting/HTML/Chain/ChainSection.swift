import RunModel

/// The chain of services with the break marked, drawn twice: the style shows the one that there is room for.
struct ChainSection {
    private let chain: ServiceChain
    private let wide: WideChain

    /// Makes the section's chain.
    init(_ result: RunResult) {
        chain = ServiceChain(result)
        wide = WideChain(chain)
    }

    /// The section; nothing where the scenario names no boundary.
    var markup: Markup {
        guard !chain.edges.isEmpty else { return "" }
        let label = chain.edges.map(sentence).joined(separator: "; ")
        return """
            <figure class="services">
            <figcaption class="hidden">The services that the workflow goes through, in order</figcaption>
            \(wide.svg(label: label))\(TallChain(chain).svg(label: label))</figure>

            """
    }

    /// The rule that decides between the two drawings, which depends on how long this chain is.
    var style: String {
        guard !chain.edges.isEmpty else { return "" }
        // The page's own margins come to 48 pixels.
        return "@media (max-width: \(Int(wide.width.rounded(.up)) + 47)px) { .chain.wide { display: none } "
            + ".chain.tall { display: block } }\n"
    }

    private func sentence(_ edge: ServiceChain.Edge) -> String {
        let state =
            switch edge.state {
            case .good: "reached"
            case .broken: "broken"
            case .wrong: "wrong as well"
            case .behind: "not reached, because of the break"
            case .unknown: "not known"
            case .open: "not watched"
            }
        let stages = edge.stages.isEmpty ? "" : ", \(edge.stages.joined(separator: " and "))"
        let word = edge.word.isEmpty ? "" : " (\(edge.word))"
        return "\(chain.nodes[edge.from]) to \(chain.nodes[edge.to])\(stages): \(state)\(word)"
    }
}
