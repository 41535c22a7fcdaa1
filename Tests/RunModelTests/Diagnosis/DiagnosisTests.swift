import Convergence
import JSONKit
import RunModel
import Testing

/// What an engineer reads at three in the morning: the five answers, word by word.
@Suite struct DiagnosisTests {
    private static func told(
        _ story: Story,
        plan: ConvergencePlan? = nil
    ) throws -> String {
        let result = Player.result(try plan ?? Plans.upgrade(), story)
        return try #require(result.diagnosis).lines.joined(separator: "\n")
    }

    @Test("the essay's failure: a success screen, and nothing happened behind the queue")
    func queueSchema() throws {
        let text = try Self.told(.but { $0.drop("processed", "entitled", "events", "plan") })
        #expect(
            text == """
                charged at +439 ms (2 of 5 stages); processed did not come within 10 s.
                billing -> worker: processed did not come: $.processed is nothing, expected true.
                Timeout, stalled: nothing changed after +439 ms, and it was watched until +12 s; waiting longer would not help.
                Yes: the page showed success (expect testid=upgrade-success visible), but in the back end $.plan is "free", expected "pro".
                Missing: processed, entitled, counted (0 of 1); the final state is not there.
                """)
    }

    @Test("a conversion counted twice")
    func duplicateAnalytics() throws {
        let text = try Self.told(.but { $0.add(1100, ["events": [["id": "ev_1"], ["id": "ev_2"]]]) })
        #expect(
            text == """
                counted at +1.1 s (5 of 5 stages); every stage was reached, but counted too often.
                worker -> analytics: counted happened too often: 2 instead of 1, double effect: ev_1, ev_2.
                Deterministic: there are more effects than one action may have; waiting longer would not help.
                No: the page showed success (expect testid=upgrade-success visible), and the final state is there.
                Duplicated: counted (2×: ev_1, ev_2).
                """)
    }

    @Test("a second effect after everything was there")
    func lateDuplicate() throws {
        let text = try Self.told(.but { $0.add(2500, ["events": [["id": "ev_1"], ["id": "ev_2"]]]) })
        let line = text.split(separator: "\n")[1]
        #expect(line.hasPrefix("worker -> analytics: counted happened too often: 2 instead of 1 since +3.2 s"))
        #expect(line.hasSuffix(", in settle, double effect: ev_1, ev_2."))
    }

    @Test("a forbidden state behind a success screen")
    func never() throws {
        let text = try Self.told(
            .but {
                $0.drop("charges", "processed", "entitled", "events", "plan")
                $0.add(700, ["billing": "failed"])
            })
        #expect(
            text == """
                received at +157 ms (1 of 5 stages); charged was not waited for.
                api -> billing: the forbidden state `billing: failed` was seen at +896 ms.
                Deterministic: a state that must never be was seen; waiting longer would not help.
                Yes: the page showed success (expect testid=upgrade-success visible), but the back end came to a state that must never be.
                Not waited for: charged, processed, entitled, counted.
                """)
    }

    @Test("a final state that came too late is not called absent")
    func lateFinal() throws {
        let text = try Self.told(
            .but {
                for key in ["processed", "entitled", "plan", "events"] { $0.move(key, to: 11_000) }
            })
        let line = text.split(separator: "\n")[4]
        #expect(line.hasSuffix("; the final state came at +11.3 s, after its budget of 10 s."), "\(line)")
    }

    @Test("a page that still shows the old plan")
    func stalePage() throws {
        let story = Story.but {
            let failure = StepFailure(
                kind: .expectation, message: "testid=plan is \"Free (upgrade to Pro)\", expected \"Pro\"",
                expected: "Pro", actual: "Free (upgrade to Pro)")
            $0.steps[2].failure = failure
            $0.agreements = [
                Agreement(
                    ui: "Free (upgrade to Pro)", locator: "testid=plan", backend: "pro",
                    source: "workflow $.finalPlan", agrees: false)
            ]
        }
        #expect(
            try Self.told(story) == """
                counted at +1.1 s (5 of 5 stages); every stage was reached.
                back end -> page: testid=plan is "Free (upgrade to Pro)", expected "Pro".
                Deterministic: the back end has arrived, and the page still shows something else; waiting longer would not help.
                Yes: the page shows "Free (upgrade to Pro)" (testid=plan), the back end says "pro" (workflow $.finalPlan).
                No: every effect is there once and in time.
                """)
    }

    @Test(
        "what a page does not show is told in one sentence: where, what is seen, what was expected",
        arguments: [
            (
                StepFailure(
                    kind: .expectation, message: "testid: plan: expected text \"Pro\", it shows \"Free\"",
                    expected: "text \"Pro\"", actual: "shows \"Free\""),
                "`testid: plan` shows \"Free\", expected text \"Pro\"."
            ),
            (
                StepFailure(
                    kind: .expectation, message: "the address: expected \"/paid\", it is \"/plan\"",
                    expected: "\"/paid\"", actual: "/plan"),
                "the address is \"/plan\", expected \"/paid\"."
            ),
            (
                StepFailure(
                    kind: .expectation,
                    message: "the page shows \"Free\" (testid: plan), the back end says \"pro\" (w $.p)",
                    expected: "\"pro\"", actual: "\"Free\""),
                "the page shows \"Free\" (testid: plan), the back end says \"pro\" (w $.p)."
            ),
            (StepFailure(kind: .expectation, message: "hidden"), "expect testid=plan text Pro: hidden."),
        ])
    func notShown(_ failure: StepFailure, _ sentence: String) throws {
        let result = Player.result(try Plans.upgrade(), .but { $0.steps[2].failure = failure })
        #expect(result.diagnosis?.boundary == "back end -> page: \(sentence)")
        #expect(result.firstReason.map { "\($0.detail)." } == sentence)
        #expect(result.firstReason?.boundary == Boundary(from: "back end", to: "page"))
    }

    @Test("a stage that came too late")
    func late() throws {
        let text = try Self.told(.but { $0.move("events", to: 11_000) })
        #expect(
            text == """
                counted at +11.3 s (5 of 5 stages); every stage was reached, but counted too late.
                worker -> analytics: counted came late, at +11.3 s instead of within 10 s: a look at +10 s showed it missing.
                Timeout, still moving: 5 of 5 stages, the last at +11.3 s; likely slow, not broken.
                No: the page showed success (expect testid=upgrade-success visible), and the final state is there.
                Delayed: counted (at +11.3 s, budget 10 s).
                """)
    }

    @Test("a probe that never answered: nothing was triggered")
    func probeDown() throws {
        let text = try Self.told(.but { $0.outages = [.transient(from: -2000, to: 60_000)] })
        #expect(
            text == """
                No stage: the trigger was not dispatched, because of what the look just before it showed.
                None proven: probe workflow did not answer: 502 Bad Gateway.
                Neither: the back end was not asked, because the trigger was not dispatched.
                Not compared: nothing was triggered.
                None that this run caused: it triggered nothing.
                """)
    }

    @Test("a probe that died after the trigger")
    func probeDies() throws {
        let text = try Self.told(
            .but {
                $0.drop("processed", "entitled", "events", "plan")
                $0.outages = [.transient(from: 5000, to: 90_000)]
            })
        let looks = try #require(text.firstMatch(of: /[0-9]+ looks failed since \+[56](\.[0-9])? s/)).output.0
        #expect(
            text == """
                charged at +439 ms (2 of 5 stages); whether processed came is not known.
                None proven: probe workflow did not answer when it mattered: \(looks), the last: 502 Bad Gateway.
                Not known: without an answer nothing tells broken from slow.
                Not known: the page showed success (expect testid=upgrade-success visible), what the back end came to is not known.
                Not known: processed, entitled, counted.
                """)
    }

    @Test("a trigger that something covers")
    func coveredTrigger() throws {
        let story = Story.but {
            $0.dispatched = false
            $0.triggerFailure = StepFailure(kind: .action, message: "covered by <div class=\"overlay\">, not clicked")
        }
        #expect(
            try Self.told(story) == """
                No stage: the trigger was not dispatched, because step 2 (click testid=upgrade-pro) failed.
                user -> page: click testid=upgrade-pro: covered by <div class="overlay">, not clicked.
                Neither: the back end was not asked, because the trigger was not dispatched.
                Not compared: nothing was triggered.
                None that this run caused: it triggered nothing.
                """)
    }

    @Test("an entitlement that was taken back")
    func revoked() throws {
        let text = try Self.told(.but { $0.add(2000, ["entitled": false]) })
        #expect(
            text == """
                counted at +1.1 s (5 of 5 stages); every stage was reached, but entitled did not stay.
                worker -> entitlements: entitled was taken back: reached at +987 ms, gone again at +2.4 s, confirmed by a second look.
                Deterministic: it was there and was taken back; waiting longer would not help.
                Yes: the page showed success (expect testid=upgrade-success visible), but in the back end entitled did not stay.
                Taken back: entitled.
                """)
    }

    @Test("a trigger's request that a service refused")
    func refused() throws {
        let text = try Self.told(
            .but {
                $0.drop("accepted", "charges", "processed", "entitled", "events", "plan")
                $0.responses = [ResponseReceived(id: "1", status: 401)]
            })
        #expect(
            text == """
                None (0 of 5 stages); received did not come within 2 s.
                web -> api: received did not come: $.accepted is false, expected true.
                Deterministic: the trigger's request was answered 401; waiting longer would not help.
                Yes: the page showed success (expect testid=upgrade-success visible), but in the back end $.plan is "free", expected "pro".
                Missing: received, charged (0 of 1), processed, entitled, counted (0 of 1); the final state is not there.
                """)
    }

    @Test("stock that fell by two")
    func changesBy() throws {
        let plan = try Plans.upgrade {
            $0.stages[1].condition = try Plans.count("$.stock", .changesBy(-1))
            $0.stages[1].identity = nil
        }
        let story = Story.but {
            $0.add(-950, ["stock": 7])
            $0.add(400, ["stock": 5])
        }
        let lines = try Self.told(story, plan: plan).split(separator: "\n")
        #expect(lines[1].hasPrefix("api -> billing: charged happened too often: 5 instead of 6, from 7;"))
        #expect(lines[4] == "Duplicated: charged (5 instead of 6); not waited for: processed, entitled, counted.")
    }

    @Test("a redelivery that the system put up with is told with the other effects")
    func redelivered() throws {
        let text = try Self.told(
            .but {
                $0.add(500, ["charges": [["id": "ch_1"], ["id": "ch_1"]]])
                $0.drop("events")
            })
        #expect(text.hasSuffix("Missing: counted (0 of 1); delivered again and counted once: charged (ch_1)."))
    }

    @Test("what a page shows stays on its line and is cut where it would fill it")
    func hostileText() throws {
        let long = String(repeating: "x", count: 400)
        let story = Story.but {
            $0.agreements = [
                Agreement(
                    ui: "one\ntwo\u{1B}[31m\u{2028}\(long)", locator: "testid=plan", backend: nil, source: "w $.p",
                    agrees: false)
            ]
            $0.steps[2].failure = StepFailure(kind: .expectation, message: "line one\nline two.")
        }
        let lines = try Self.told(story).split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[1] == "back end -> page: expect testid=plan text Pro: line one line two.")
        #expect(lines[3].hasPrefix("Yes: the page shows \"one two [31m xxx") && lines[3].count < 250)
        #expect(lines[3].hasSuffix("the back end says nothing (w $.p)."))
    }

    @Test(
        "the boundary that is told is the one that the first reason has for scripts",
        arguments: PropertyTests.cases.filter { $0.verdict != .passed })
    func boundary(_ row: Case) throws {
        let result = Player.result(try row.plan(), row.story())
        let place = try #require(result.diagnosis).boundary.prefix { $0 != ":" }
        let isNamed = place.contains(" -> ")
        #expect(result.firstReason?.boundary?.description == (isNamed ? String(place) : nil))
    }

    @Test(
        "every answer is a sentence, says something of its own, and shows nothing of the tool's insides",
        arguments: PropertyTests.cases.filter { $0.verdict != .passed })
    func sentences(_ row: Case) throws {
        let result = Player.result(try row.plan(), row.story())
        let lines = try #require(result.diagnosis).lines
        #expect(lines.count == 5 && Set(lines).count == 5)
        for line in lines + (result.diagnosis?.evidence ?? []) {
            for inside in ["Optional", "nil", "..", ": :", "::", "  ", "\n", "never[", "@final", " ms ms"] {
                #expect(!line.contains(inside), "\(line)")
            }
        }
        for line in lines {
            #expect(line.hasSuffix("."))
            #expect(line.count < 260)
        }
        let detail = result.firstReason?.detail ?? "none"
        #expect(lines.filter { $0.contains(detail) }.count <= 1, "\(detail)")
    }
}
