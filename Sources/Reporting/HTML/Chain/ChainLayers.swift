/// Where the services of a chain stand: a layer for how far along the workflow they come, a lane within it.
struct ChainLayers: Sendable {
    /// The layer of each node, from 0.
    private(set) var layer: [Int]
    /// The lane of each node within its layer, from 0.
    private(set) var lane: [Int]

    /// How many layers there are.
    var count: Int { (layer.max() ?? -1) + 1 }
    /// How many lanes there are.
    var lanes: Int { (lane.max() ?? -1) + 1 }

    /// Lays a chain out: a service comes after all that hand over to it. An edge that would close a circle (a service
    /// that calls back) counts for nothing here.
    init(_ chain: ServiceChain) {
        let count = chain.nodes.count
        var forward: [[Int]] = Array(repeating: [], count: count)
        func reaches(_ from: Int, _ to: Int) -> Bool {
            var seen: Set<Int> = []
            var open = [from]
            while let node = open.popLast() {
                if node == to { return true }
                if seen.insert(node).inserted { open += forward[node] }
            }
            return false
        }
        for edge in chain.edges where !reaches(edge.to, edge.from) { forward[edge.from].append(edge.to) }

        var layer = Array(repeating: 0, count: count)
        // The longest way decides; without circles as many rounds as there are nodes are enough.
        for _ in 0..<count {
            for from in 0..<count { for to in forward[from] { layer[to] = max(layer[to], layer[from] + 1) } }
        }
        var lane = Array(repeating: 0, count: count)
        var taken: Set<[Int]> = []
        for node in (0..<count).sorted(by: { (layer[$0], $0) < (layer[$1], $1) }) {
            let parents = (0..<count).filter { forward[$0].contains(node) }
            var place = parents.map { lane[$0] }.min() ?? 0
            while !taken.insert([layer[node], place]).inserted { place += 1 }
            lane[node] = place
        }
        self.layer = layer
        self.lane = lane
    }

    /// Whether an edge leads to a later layer.
    func isForward(_ edge: ServiceChain.Edge) -> Bool { layer[edge.to] > layer[edge.from] }
}
