/// The chain from left to right, for where there is room.
struct WideChain {
    private let chain: ServiceChain
    private let layers: ChainLayers
    private let nodeWidths: [Double]
    private let gaps: [Double]
    private let lefts: [Double]

    /// Characters of the fixed-width fonts in use are 0.6 of their size wide, or a little less.
    private static let nodeCharacter = 14 * 0.61
    private static let labelCharacter = 11.5 * 0.61
    private static let nodeHeight = 36.0
    private static let laneHeight = 76.0
    private static let top = 24.0

    /// Lays it out.
    init(_ chain: ServiceChain) {
        self.chain = chain
        let layers = ChainLayers(chain)
        self.layers = layers
        nodeWidths = (0..<layers.count).map { layer in
            let names = chain.nodes.indices.filter { layers.layer[$0] == layer }.map { chain.nodes[$0].count }
            return Double(names.max() ?? 0) * Self.nodeCharacter + 24
        }
        gaps = (0..<max(0, layers.count - 1)).map { layer in
            let labels = chain.edges.filter { layers.isForward($0) && layers.layer[$0.to] == layer + 1 }
                .map { max(Self.label($0).count, $0.word.count) }
            return max(64, Double(labels.max() ?? 0) * Self.labelCharacter + 32)
        }
        var left = 1.0
        var lefts: [Double] = []
        for (layer, width) in nodeWidths.enumerated() {
            lefts.append(left)
            left += width + (layer < gaps.count ? gaps[layer] : 0)
        }
        self.lefts = lefts
    }

    /// How wide it is, in pixels.
    var width: Double { (lefts.last ?? 0) + (nodeWidths.last ?? 0) + 1 }

    private var height: Double {
        let back = chain.edges.contains { !layers.isForward($0) } ? 34.0 : 0
        return Self.top + Double(max(0, layers.lanes - 1)) * Self.laneHeight + Self.nodeHeight + 22 + back
    }

    /// The drawing.
    func svg(label: String) -> Markup {
        let size = "\(Int(width.rounded(.up)))"
        return """
            <svg class="chain wide" role="img" aria-label="\(label)" viewBox="0 0 \(size) \(number(height))" width="\(size)" \
            height="\(number(height))">
            \(chain.edges.sorted { $0.state.weight < $1.state.weight }.markup(edge))\(chain.nodes.indices.markup(node))</svg>

            """
    }

    private func y(_ node: Int) -> Double {
        Self.top + Double(layers.lane[node]) * Self.laneHeight + Self.nodeHeight / 2
    }
    private func left(_ node: Int) -> Double { lefts[layers.layer[node]] }
    private func width(_ node: Int) -> Double { Double(chain.nodes[node].count) * Self.nodeCharacter + 24 }
    private func right(_ node: Int) -> Double { left(node) + width(node) }

    private func node(_ node: Int) -> Markup {
        let reached: Markup = chain.isReached(node) ? "reached" : "unreached"
        return """
            <g class="node \(reached)"><rect x="\(number(left(node)))" y="\(number(y(node) - Self.nodeHeight / 2))" \
            width="\(number(width(node)))" height="\(number(Self.nodeHeight))" rx="8"/>\
            <text x="\(number(left(node) + width(node) / 2))" y="\(number(y(node) + 5))" text-anchor="middle">\
            \(chain.nodes[node])</text></g>

            """
    }

    private func edge(_ edge: ServiceChain.Edge) -> Markup {
        guard layers.isForward(edge) else { return backEdge(edge) }
        let (x0, y0, x1, y1) = (right(edge.from) + 5, y(edge.from), left(edge.to) - 7, y(edge.to))
        // The last stretch lies in the gap before the service, where the label has room.
        let start = max(x0, left(edge.to) - gaps[layers.layer[edge.to] - 1] + 5)
        let middle = (start + (y0 == y1 ? 0 : 12) + x1) / 2
        var path = "M\(number(x0)) \(number(y0))"
        if y0 == y1 {
            path += "H\(number(x1))"
        } else {
            let (turn, bend) = (start + 6, y1 > y0 ? 8.0 : -8.0)
            path +=
                "H\(number(turn - 6))q6 0 6 \(number(bend))V\(number(y1 - bend))q0 \(number(bend)) 8 \(number(bend))"
            path += "H\(number(x1))"
        }
        return """
            <g class="edge \(edge.state.rawValue)"><path class="line" d="\(path)"/>\
            <path class="head" d="M\(number(x1 - 5)) \(number(y1 - 4.5))l6 4.5-6 4.5"/>\
            \(edge.isMarked ? cross(x: middle, y: y1) : "")\
            \(text(Self.label(edge), "stage", x: middle, y: y1 - (edge.state == .broken ? 15 : 9)))\
            \(text(edge.word, "word", x: middle, y: y1 + (edge.state == .broken ? 23 : 18)))</g>

            """
    }

    /// A call back goes below everything else.
    private func backEdge(_ edge: ServiceChain.Edge) -> Markup {
        let (x0, x1) = (left(edge.from) + width(edge.from) / 2, left(edge.to) + width(edge.to) / 2)
        let (y0, y1) = (y(edge.from) + Self.nodeHeight / 2 + 4, y(edge.to) + Self.nodeHeight / 2 + 6)
        let depth = height - 20
        let middle = (x0 + x1) / 2
        return """
            <g class="edge \(edge.state.rawValue)"><path class="line" d="M\(number(x0)) \(number(y0))V\(number(depth - 8))\
            Q\(number(x0)) \(number(depth)) \(number(x0 + (x1 < x0 ? -8 : 8))) \(number(depth))\
            H\(number(x1 + (x1 < x0 ? 8 : -8)))Q\(number(x1)) \(number(depth)) \(number(x1)) \(number(depth - 8))\
            V\(number(y1))"/><path class="head" d="M\(number(x1 - 4.5)) \(number(y1 + 5))l4.5-6 4.5 6"/>\
            \(edge.isMarked ? cross(x: middle, y: depth) : "")\
            \(text("\(Self.label(edge)) \(edge.word)", "stage", x: middle, y: depth + 16))</g>

            """
    }

    private func cross(x: Double, y: Double) -> Markup {
        """
        <circle class="mark" cx="\(number(x))" cy="\(number(y))" r="9"/>\
        <path class="cross" d="M\(number(x - 3.5)) \(number(y - 3.5))l7 7m0-7l-7 7"/>
        """
    }

    private func text(_ text: String, _ kind: Markup, x: Double, y: Double) -> Markup {
        guard !text.isEmpty else { return "" }
        return "<text class=\"\(kind)\" x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"middle\">\(text)</text>"
    }

    /// The stages of an edge on one line.
    static func label(_ edge: ServiceChain.Edge) -> String {
        guard let first = edge.stages.first else { return "" }
        return edge.stages.count == 1 ? first : "\(first) +\(edge.stages.count - 1)"
    }
}

/// A coordinate, short; the edge for what is none.
func number(_ value: Double) -> String {
    guard let tenths = (value * 10).whole else { return "0" }
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
}
