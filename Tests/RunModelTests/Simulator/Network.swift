import Convergence

/// What lies between the tool and a synthetic system: slow answers, errors, replicas that lag behind.
struct Network {
    /// How one probe is answered.
    struct Line {
        /// The usual length of a look.
        var latency: Milliseconds
        /// How often a look takes long.
        var slow: Double
        /// How often a look brings nothing.
        var flaky: Double
        /// When no look brings anything.
        var outages: [(from: Milliseconds, to: Milliseconds)]
        /// A second replica that answers every other look in a span, and lags behind.
        var replica: (from: Milliseconds, to: Milliseconds, lag: Milliseconds)?
    }

    /// A look, and what was really asked of the system.
    struct Exchange {
        var look: Look
        /// When the system was read for each name; of a replica, the moment whose state it told.
        var samples: [String: Milliseconds] = [:]
    }

    var lines: [String: Line] = [:]
    private var dice: Dice
    private var turns: [String: Int] = [:]

    init(terms: Terms, probes: [String], converged: Milliseconds, dice: inout Dice) {
        let isTroubled = dice.chance(0.4)
        for probe in probes {
            var line = Line(
                latency: dice.between(2, 90), slow: dice.chance(0.3) ? 0.05 : 0, flaky: 0, outages: [], replica: nil)
            if isTroubled {
                line.flaky = dice.pick([0, 0.05, 0.3, 0.6])
                // At every edge there is: budgets, the deadline, the end of settling, and anywhere.
                for edge in [terms.budget(of: "received"), terms.within, converged + terms.settle]
                where dice.chance(0.25) {
                    let from = edge - dice.between(0, 400)
                    line.outages.append((from, from + dice.between(50, 5500)))
                }
                if dice.chance(0.1) { line.outages.append((dice.between(100, terms.within), .infinity)) }
            }
            if dice.chance(0.12) {
                let from = dice.between(-200, terms.within * 0.6)
                let length = dice.chance(0.1) ? 60_000 : dice.between(100, 2000)
                line.replica = (from, from + length, dice.between(30, 500))
            }
            lines[probe] = line
        }
        self.dice = dice.split()
    }

    /// Looks at a system.
    ///
    /// - Parameters:
    ///   - probe: The probe.
    ///   - start: When the look starts.
    ///   - names: What the probe speaks of.
    ///   - read: The reading of a name at a time.
    /// - Returns: The look and what lies behind it.
    mutating func look(
        _ probe: String,
        at start: Milliseconds,
        names: [String],
        read: (String, Milliseconds) -> (key: String, reading: Reading)
    ) -> Exchange {
        guard let line = lines[probe] else {
            return Exchange(look: Look(probe: probe, start: start, end: start, outcome: .rejected))
        }
        var length = line.latency * dice.between(0.7, 1.6)
        if dice.chance(line.slow) { length = dice.between(300, 4000) }
        let isDead = line.outages.contains { $0.from <= start && start < $0.to }
        if isDead || dice.chance(line.flaky) {
            var look = Look(probe: probe, start: start, end: start + length, outcome: .transient, status: 502)
            look.detail = "502 Bad Gateway"
            if dice.chance(0.03) {
                look.status = 429
                look.detail = "429 Too Many Requests"
                look.retryAfter = dice.between(300, 4000)
            }
            if dice.chance(0.02) { look.end = start + 10_000 }
            return Exchange(look: look)
        }
        var lag: Milliseconds = 0
        if let replica = line.replica, replica.from <= start, start < replica.to {
            turns[probe, default: 0] += 1
            if turns[probe, default: 0].isMultiple(of: 2) { lag = replica.lag }
        }
        var exchange = Exchange(
            look: Look(probe: probe, start: start, end: start + length, outcome: .answered, status: 200))
        // An endpoint that asks its services one after the other is no snapshot.
        for name in names {
            let sample = start + length * dice.between(0, 1) - lag
            let (key, reading) = read(name, sample)
            exchange.samples[name] = sample
            exchange.look.readings[key] = reading
        }
        return exchange
    }
}
