/// The frozen lines: one of each kind, as `Samples` has them. A line may gain members; it never loses or renames one,
/// and what is here stays readable (`RunEvent.formatVersion`).
enum Golden {
    static let lines = #"""
        {"seq":0,"t":0,"kind":"run_started","correlationID":"c-1","digest":"9f86d081",\#
        "environment":{"APP_URL":"http://127.0.0.1:8080"},"file":"Scenarios/upgrade-plan.yaml",\#
        "formatVersion":"1.2","outcome":"A free user upgrades.","platform":"Linux x86_64","runID":"r-7f3a",\#
        "scenario":"upgrade-plan","tool":"endstate 1.0.0","wallClock":1795415072000}
        {"seq":1,"t":10.5,"kind":"browser_started","path":"/usr/bin/chromium","version":"Chrome/140.0.0.0"}
        {"seq":2,"t":21,"kind":"plan","plan":{"final":{"match":{"finalPlan":"pro"},"probe":"workflow"},\#
        "given":{"match":{"finalPlan":"pro"},"probe":"workflow"},"never":[{"boundary":{"from":"api",\#
        "to":"billing"},"condition":{"match":"failed","path":"$.jobs[*].state","probe":"workflow"},\#
        "text":"state: failed"}],"poll":[1000,2000],"probes":[{"boundAfterTrigger":true,"clock":"db",\#
        "declaresAbsent":true,"name":"workflow","skew":5}],"settle":5000,"stages":[{"after":["received"],\#
        "boundary":{"from":"api","to":"billing"},"clock":"db","condition":{"count":"$.charges","exactly":1,\#
        "probe":"workflow"},"identity":"$.charges[*].id","mayHoldBefore":true,"name":"charged","passing":true,\#
        "redeliveryForbidden":true,"strictOrder":true,"time":"$.chargedAt","within":2000},{"after":[],\#
        "condition":{"changesBy":-1,"count":"$.stock","probe":"workflow"},"mayHoldBefore":false,"name":"sold",\#
        "passing":false,"redeliveryForbidden":false,"strictOrder":false}],"within":60000}}
        {"seq":3,"t":31.5,"kind":"phase","phase":"converge"}
        {"seq":4,"t":42,"kind":"step_started","checksPage":false,"index":3,"isTrigger":true,"location":{"column":5,\#
        "line":30},"name":"click testid=upgrade-pro","phase":"trigger"}
        {"seq":5,"t":52.5,"kind":"step_log","index":3,"message":"waiting for the element to be stable"}
        {"seq":6,"t":63,"kind":"step_finished","effect":{"listener":true,"observed":["mutation","request"]},\#
        "error":{"actual":"Free","expected":"Pro","kind":"expectation","log":["waiting for testid=plan","found 1"],\#
        "message":"testid=plan is \"Free\", expected \"Pro\""},"index":3,"outcome":"failed","screenshot":"b1.png"}
        {"seq":7,"t":73.5,"kind":"act_effect","effect":{"listener":true,"observed":["mutation","request"]},"index":3}
        {"seq":8,"t":84,"kind":"trigger_dispatched","index":3,"wallClock":1795415075250.5}
        {"seq":9,"t":94.5,"kind":"look","blob":"ab12.json","bodyDigest":"ab12","detail":"slow","end":1012.25,\#
        "outcome":"answered","probe":"workflow","purpose":"converge","readings":{"@final":{"holds":false,\#
        "why":"$.finalPlan is \"free\", expected \"pro\""},"charged":{"count":2,"identities":["ch_1","ch_1"],\#
        "time":1795415075300}},"retryAfter":1500,"start":1000,"status":200}
        {"seq":10,"t":105,"kind":"agreement","agrees":false,"backend":"pro","locator":"testid=plan",\#
        "source":"workflow $.finalPlan","ui":"Free"}
        {"seq":11,"t":115.5,"kind":"request","body":"{\"plan\":\"pro\"}","bodyBase64":false,"bodyOmitted":true,\#
        "bodySize":14,"correlation":"carried","documentURL":"http://web/","frame":"F1",\#
        "headers":[{"name":"Content-Type","value":"application/json"}],"id":"1.2",\#
        "initiator":"script http://web/app.js:12:5","loader":"L1","method":"POST","priority":"High",\#
        "redirect":{"headers":[{"name":"Location","value":"/upgrade"}],"httpVersion":"","id":"1.2","mimeType":"",\#
        "size":120,"status":307,"timing":{}},"redirectStatus":307,"timestamp":5012.25,"type":"Fetch",\#
        "url":"http://api/upgrade","wallTime":1795415075250.5}
        {"seq":12,"t":126,"kind":"request_body","body":"/wA=","bodyBase64":true,"bodySize":2,"id":"1.5"}
        {"seq":13,"t":136.5,"kind":"request_wire","blockedCookies":["b: SecureOnly"],"headers":[{"name":"Host",\#
        "value":"api"}],"id":"1.2"}
        {"seq":14,"t":147,"kind":"request_correlated","correlation":"added","id":"1.2"}
        {"seq":15,"t":157.5,"kind":"response","cache":"disk","connection":"17","hasWireInfo":true,\#
        "headers":[{"name":"Server","value":"x"}],"httpVersion":"http/1.1","id":"1.2",\#
        "mimeType":"application/json","remoteAddress":"127.0.0.1:8080","status":202,"statusText":"Accepted",\#
        "timestamp":5012.375,"timing":{"sendStart":0.25}}
        {"seq":16,"t":168,"kind":"response_wire","blockedCookies":["b: SameSiteLax"],\#
        "headers":[{"name":"Set-Cookie","value":"a=1\nb=2"}],"headersSize":180,"id":"1.2","status":304}
        {"seq":17,"t":178.5,"kind":"request_finished","blob":"cd34.json","bodySize":420,"id":"1.2","size":512,\#
        "timestamp":5012.5}
        {"seq":18,"t":189,"kind":"request_failed","blockedReason":"csp","canceled":true,\#
        "corsError":"MissingAllowOriginHeader","error":"net::ERR_ABORTED","id":"1.3","timestamp":5013}
        {"seq":19,"t":199.5,"kind":"websocket","error":"Invalid frame header","id":"1.4","state":"failed",\#
        "status":101,"timestamp":5014,"url":"ws://web/live"}
        {"seq":20,"t":210,"kind":"websocket_frame","id":"1.4","opcode":1,"payload":"ping","sent":true,\#
        "timestamp":5014.25}
        {"seq":21,"t":220.5,"kind":"console","level":"error","source":"http://web/app.js:3:1","text":"boom"}
        {"seq":22,"t":231,"kind":"page_error","message":"TypeError: x is undefined","stack":"at f (app.js:3:1)"}
        {"seq":23,"t":241.5,"kind":"dialog","accepted":true,"message":"Sure?","type":"confirm"}
        {"seq":24,"t":252,"kind":"download","state":"completed","suggestedName":"export.csv",\#
        "url":"http://web/export.csv"}
        {"seq":25,"t":262.5,"kind":"navigation","frame":"F1","loader":"L1","mainFrame":true,"sameDocument":true,\#
        "url":"http://web/done"}
        {"seq":26,"t":273,"kind":"page_timing","frame":"F1","loader":"L1","name":"DOMContentLoaded",\#
        "timestamp":5012.75}
        {"seq":27,"t":283.5,"kind":"frame_attached","frame":"F2","parent":"F1"}
        {"seq":28,"t":294,"kind":"target_attached","id":"T1","type":"service_worker","url":"http://web/sw.js"}
        {"seq":29,"t":304.5,"kind":"target_crashed","how":"crashed","id":"T1"}
        {"seq":30,"t":315,"kind":"screenshot","blob":"b1.png","locator":"testid: plan","step":3,"why":"failure"}
        {"seq":31,"t":325.5,"kind":"dom_snapshot","blob":"b2.txt","step":3,"why":"failure"}
        {"seq":32,"t":336,"kind":"screencast_frame","blob":"f1.jpg","height":720,"target":"T2","width":1280}
        {"seq":33,"t":346.5,"kind":"captured","name":"tenant","value":"«secret»"}
        {"seq":34,"t":357,"kind":"dropped","count":12,"what":"console"}
        {"seq":35,"t":367.5,"kind":"browser_exited","expected":false,"how":"SIGKILL"}
        {"seq":36,"t":378,"kind":"interrupted","signal":"SIGINT"}
        {"seq":37,"t":388.5,"kind":"fault","clockJump":-6000.5,"code":"timed_out","detail":"the machine slept"}
        {"seq":38,"t":399,"kind":"run_finished","reason":"stage_missing","verdict":"failed"}
        {"seq":39,"t":409.5,"kind":"from_a_later_version"}
        """#

    /// Lines as format 1.0 wrote them, of the kinds that have gained members since.
    static let format10 = #"""
        {"seq":0,"t":0,"kind":"run_started","correlationID":"c-1","digest":"9f86d081",\#
        "environment":{"APP_URL":"http://127.0.0.1:8080"},"file":"Scenarios/upgrade-plan.yaml",\#
        "formatVersion":"1.0","outcome":"A free user upgrades.","platform":"Linux x86_64","runID":"r-7f3a",\#
        "scenario":"upgrade-plan","tool":"endstate 1.0.0","wallClock":1795415072000}
        {"seq":11,"t":115.5,"kind":"request","body":"{\"plan\":\"pro\"}","correlation":"carried",\#
        "headers":[{"name":"Content-Type","value":"application/json"}],"id":"1.2",\#
        "initiator":"script http://web/app.js:12:5","method":"POST","redirectStatus":307,"type":"Fetch",\#
        "url":"http://api/upgrade"}
        {"seq":13,"t":136.5,"kind":"response","cache":"disk","headers":[{"name":"Server","value":"x"}],\#
        "httpVersion":"http/1.1","id":"1.2","mimeType":"application/json","remoteAddress":"127.0.0.1:8080",\#
        "status":202,"timing":{"sendStart":0.25}}
        {"seq":14,"t":147,"kind":"request_finished","blob":"cd34.json","id":"1.2","size":512}
        {"seq":15,"t":157.5,"kind":"request_failed","canceled":true,"error":"net::ERR_ABORTED","id":"1.3"}
        {"seq":16,"t":168,"kind":"websocket_frame","id":"1.4","payload":"ping","sent":true}
        {"seq":21,"t":220.5,"kind":"navigation","frame":"F1","mainFrame":true,"sameDocument":true,\#
        "url":"http://web/done"}
        {"seq":27,"t":283.5,"kind":"screencast_frame","why":"scenario"}
        """#
}
