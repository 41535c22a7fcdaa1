import RunModel
import Testing

/// Paths as reports name them.
@Suite struct PathTextTests {
    @Test(
        "a path below a folder is named from there, any other is left whole",
        arguments: [
            ("/work/Artifacts/a", "/work", "Artifacts/a"), ("/work/a", "/work/", "a"),
            ("/workbench/a", "/work", "/workbench/a"),
            ("/work", "/work", "/work"), ("/a", "/", "a"), ("/a/b", "", "/a/b"), ("/a/b", nil, "/a/b"),
        ] as [(String, String?, String)])
    func relative(_ path: String, _ directory: String?, _ expected: String) {
        #expect(PathText.relative(path, to: directory) == expected)
    }

    @Test(
        "a path is made absolute as text",
        arguments: [
            ("s.yaml", "/work/s.yaml"), ("./a/./b", "/work/a/b"), ("../s.yaml", "/s.yaml"), ("/a/../b", "/b"),
            ("../../../x", "/x"), ("a//b", "/work/a/b"),
        ])
    func absolute(_ path: String, _ expected: String) {
        #expect(PathText.absolute(path, in: "/work") == expected)
    }
}
