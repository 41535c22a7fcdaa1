/// The chain from top to bottom, for narrow windows and for paper.
struct TallChain {
    private let chain: ServiceChain
    private let layers: ChainLayers
    private let order: [Int]
    private let tops: [Double]
    private let height: Double

    private static let laneWidth = 26.0
    private static let lineHeight = 19.0

    /// Lays it out: a service, and below it all that it hands over to, branch by branch.
    init(_ chain: ServiceChain) {
        self.chain = chain
        layers = ChainLayers(chain)
        order = chain.nodes.indices.sorted { [layers] in
            (layers.layer[$0], layers.lane[$0], $0) < (layers.layer[$1], layers.lane[$1], $1)
        }
        var tops = Array(repeating: 0.0, count: chain.nodes.count)
        var y = 14.0
        for node in order {
            let arriving = chain.edges.count { $0.to == node }
            y += arriving == 0 ? 0 : Double(arriving) * Self.lineHeight + 20
            tops[node] = y
            y += 22
        }
        self.tops = tops
        height = y
    }

    private func x(_ node: Int) -> Double { 10 + Double(layers.lane[node]) * Self.laneWidth }
    private var textLeft: Double { 10 + Double(max(0, layers.lanes - 1)) * Self.laneWidth + 22 }

    private var width: Double {
        let names = chain.nodes.map { Double($0.count) * 15 * 0.61 }
        let labels = chain.edges.map { Double(WideChain.label($0).count + $0.word.count + 2) * 12.5 * 0.61 }
        return textLeft + max(names.max() ?? 0, labels.max() ?? 0) + 8
    }

    /// The drawing.
    func svg(label: String) -> Markup {
        """
        <svg class="chain tall" role="img" aria-label="\(label)" viewBox="0 0 \(number(width)) \(number(height))" \
        width="\(number(width))" height="\(number(height))">
        \(chain.edges.indices.sorted { chain.edges[$0].state.weight < chain.edges[$1].state.weight }.markup(edge))\
        \(order.markup(node))</svg>

        """
    }

    private func node(_ node: Int) -> Markup {
        let reached: Markup = chain.isReached(node) ? "reached" : "unreached"
        return """
            <g class="node \(reached)"><circle cx="\(number(x(node)))" cy="\(number(tops[node]))" r="6"/>\
            <text x="\(number(textLeft))" y="\(number(tops[node] + 5))">\(chain.nodes[node])</text></g>

            """
    }

    private func edge(_ index: Int) -> Markup {
        let edge = chain.edges[index]
        let place = chain.edges[..<index].count { $0.to == edge.to }
        let arriving = chain.edges.count { $0.to == edge.to }
        let labelTop = tops[edge.to] - 16 - Double(arriving - place - 1) * Self.lineHeight - 4
        let (x0, y0, x1, y1) = (x(edge.from), tops[edge.from], x(edge.to), tops[edge.to])
        let isDown = y1 > y0
        let (leave, arrive) = (isDown ? y0 + 8 : y0 - 8, isDown ? y1 - 9 : y1 + 9)
        var path = "M\(number(x0)) \(number(leave))V\(number(arrive))"
        if x0 != x1 {
            let bend = x1 > x0 ? 8.0 : -8.0
            path =
                "M\(number(x0 + bend)) \(number(y0))H\(number(x1 - bend))q\(number(bend)) 0 \(number(bend)) 8V\(number(arrive))"
        }
        let head = isDown ? "l4.5 6 4.5-6" : "l4.5-6 4.5 6"
        return """
            <g class="edge \(edge.state.rawValue)"><path class="line" d="\(path)"/>\
            <path class="head" d="M\(number(x1 - 4.5)) \(number(arrive - (isDown ? 5 : -5)))\(head)"/>\
            \(edge.isMarked ? cross(x: x1, y: labelTop - 4) : "")\
            <text class="stage" x="\(number(textLeft))" y="\(number(labelTop))">\(WideChain.label(edge))\
            <tspan class="word" dx="8">\(edge.word)</tspan></text></g>

            """
    }

    private func cross(x: Double, y: Double) -> Markup {
        """
        <circle class="mark" cx="\(number(x))" cy="\(number(y))" r="8"/>\
        <path class="cross" d="M\(number(x - 3)) \(number(y - 3))l6 6m0-6l-6 6"/>
        """
    }
}
