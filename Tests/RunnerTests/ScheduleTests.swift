import Runner
import Testing

/// Which run may start when. A suite is written as a text: a letter a run, a capital for one that has to be alone.
@Suite struct ScheduleTests {
    private func schedule(_ runs: String, workers: Int) -> Schedule {
        Schedule(exclusive: runs.map(\.isUppercase), workers: workers)
    }

    /// Starts all that may start.
    private func fill(_ schedule: inout Schedule) -> [Int] {
        var started: [Int] = []
        while let run = schedule.start() { started.append(run) }
        return started
    }

    @Test("One worker takes one run after another, in file order")
    func one() {
        var schedule = schedule("abC", workers: 1)
        for run in 0..<3 {
            #expect(fill(&schedule) == [run])
            #expect(!schedule.isOver)
            schedule.end(run)
        }
        #expect(schedule.isOver && fill(&schedule).isEmpty)
    }

    @Test("Several workers take as many at a time, and the next when one has ended, whichever it was")
    func several() {
        var schedule = schedule("abcdef", workers: 3)
        #expect(fill(&schedule) == [0, 1, 2])
        schedule.end(1)
        #expect(fill(&schedule) == [3])
        #expect(schedule.running == [0, 2, 3])
        schedule.end(0)
        schedule.end(3)
        #expect(fill(&schedule) == [4, 5])
    }

    @Test("More workers than runs start all at once")
    func many() {
        var schedule = schedule("ab", workers: 64)
        #expect(fill(&schedule) == [0, 1])
    }

    @Test("A run that has to be alone waits for those before it, and those behind it wait for it")
    func exclusive() {
        var schedule = schedule("abCdE", workers: 3)
        #expect(fill(&schedule) == [0, 1])
        schedule.end(0)
        #expect(fill(&schedule).isEmpty)
        schedule.end(1)
        #expect(fill(&schedule) == [2])
        schedule.end(2)
        #expect(fill(&schedule) == [3])
        schedule.end(3)
        #expect(fill(&schedule) == [4])
        schedule.end(4)
        #expect(schedule.isOver)
    }

    @Test("Runs that have to be alone go one after another")
    func allExclusive() {
        var schedule = schedule("AB", workers: 8)
        #expect(fill(&schedule) == [0])
        schedule.end(0)
        #expect(fill(&schedule) == [1])
    }

    @Test("A suite without runs is over before it begins")
    func none() {
        var schedule = schedule("", workers: 2)
        #expect(schedule.isOver && fill(&schedule).isEmpty)
    }

    @Test("Fewer than one worker is one")
    func noWorker() {
        var schedule = schedule("ab", workers: 0)
        #expect(fill(&schedule) == [0])
    }

    @Test("Whatever ends when, all start in file order, none beside one that has to be alone, and never too many")
    func anyOrder() {
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let exclusive = (0..<Int.random(in: 0...20, using: &dice)).map { _ in
                Int.random(in: 0..<4, using: &dice) == 0
            }
            let workers = Int.random(in: 1...6, using: &dice)
            var schedule = Schedule(exclusive: exclusive, workers: workers)
            var started: [Int] = []
            while !schedule.isOver {
                started += fill(&schedule)
                let going = schedule.running
                let isRight =
                    !going.isEmpty && going.count <= workers && (going.count == 1 || !going.contains { exclusive[$0] })
                #expect(isRight, "\(exclusive), \(workers) workers: \(going) at a time")
                guard let ended = going.randomElement(using: &dice) else { break }
                schedule.end(ended)
            }
            #expect(started == Array(exclusive.indices))
        }
    }
}
