"""Each tidy rule finds the violation that is planted for it, and nothing in a tree that keeps the rules."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import cpp_text  # noqa: E402
import format as layout  # noqa: E402
import rules  # noqa: E402
import translations  # noqa: E402

HEADER = "// Purpose, owner, thread rule.\n#pragma once\n"
CLEAN = {
    "CMakeLists.txt": "add_subdirectory(engine)\n",
    "engine/core/CMakeLists.txt": "target_sources(engine PRIVATE error.h job.cpp job.h)\nstrandline_platform_source(engine file)\n",
    "engine/core/error.h": HEADER,
    "engine/core/job.h": HEADER + '#include "engine/core/error.h"\n',
    "engine/core/job.cpp": '#include "engine/core/job.h"\n// catch (it) in a comment, "instance()" too\n'
                           'const char *text = "catch (x) processEvents instance()";\n',
    "engine/core/file_linux.cpp": "#include <unistd.h>\n",
    "engine/core/file_windows.cpp": "#include <windows.h>\n",
    "engine/core/file_macos.cpp": "#include <unistd.h>\n",
    "engine/sqlite/CMakeLists.txt": "target_sources(engine PRIVATE hooks.cpp)\n",
    "engine/sqlite/hooks.cpp": '#include <sqlite3.h>\n#include "engine/core/job.h"\n'
                               "int onStep(void *self) noexcept\n{\n    try {\n        return run(self);\n"
                               "    } catch (...) {\n        return 1;\n    }\n}\n",
    "models/task/CMakeLists.txt": "target_sources(models PRIVATE task_runner.cpp)\n",
    "models/task/task_runner.cpp": "void run()\n{\n    try {\n        work();\n    } catch (const Error &e) {\n    }\n}\n",
    "views/shell/CMakeLists.txt": "target_sources(views PRIVATE frame.h)\n",
    "views/shell/frame.h": HEADER + '#include <QWidget>\n#include "engine/core/job.h"\n',
}


def findings_in(changes):
    with tempfile.TemporaryDirectory() as root:
        for path, text in {**CLEAN, **changes}.items():
            file = Path(root) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return rules.findings_of(rules.Tree(root))


def long_function(lines, signature="int f()"):
    return signature + "\n{\n" + "    g();\n" * (lines - 3) + "}\n"


class Rules(unittest.TestCase):
    def planted(self, rule, path, text):
        found = findings_in({path: text})
        self.assertEqual({(f.rule, f.path) for f in found}, {(rule, path)}, [str(f) for f in found])
        return found[0]

    def test_clean_tree_has_no_findings(self):
        self.assertEqual([str(f) for f in findings_in({})], [])

    def test_tests_named_in_the_docs_are_there(self):
        self.planted("docs", "docs/workbench.md", "`tst_frame opensTwice`\n")

    def test_layers_look_down_only(self):
        finding = self.planted("layering", "engine/core/job.cpp", '#include <vector>\n#include "views/shell/frame.h"\n')
        self.assertEqual(finding.line, 2)
        self.planted("layering", "engine/core/job.cpp", '#include "models/task/task_runner.cpp"\n')

    def test_areas_of_the_engine_look_down_only(self):
        found = findings_in({"engine/sqlite/hooks.h": HEADER, "engine/core/job.cpp": '#include "engine/sqlite/hooks.h"\n'})
        self.assertIn(("layering", "engine/core/job.cpp"), {(f.rule, f.path) for f in found})

    def test_every_area_of_the_engine_has_a_rank(self):
        found = findings_in({"engine/gossip/x.h": HEADER})
        self.assertIn(("layering", "engine/gossip/x.h"), {(f.rule, f.path) for f in found})

    def test_features_do_not_know_each_other(self):
        found = findings_in({"views/rows/CMakeLists.txt": "t(a.h)\n", "views/rows/a.h": HEADER,
                             "views/sql/CMakeLists.txt": "t(b.h)\n",
                             "views/sql/b.h": HEADER + '#include "views/rows/a.h"\n'})
        self.assertEqual([(f.rule, f.path) for f in found], [("layering", "views/sql/b.h")])

    def test_shell_does_not_know_features(self):
        found = findings_in({"views/rows/CMakeLists.txt": "t(a.h)\n", "views/rows/a.h": HEADER,
                             "views/shell/frame.h": HEADER + '#include "views/rows/a.h"\n'})
        self.assertEqual([(f.rule, f.path) for f in found], [("layering", "views/shell/frame.h")])

    def test_engine_has_no_qt(self):
        self.planted("qt-in-engine", "engine/core/job.cpp", "#include <QString>\n")
        self.planted("qt-in-engine", "engine/core/job.cpp", "#include <QtCore/qglobal.h>\n")

    def test_sqlite_header_stays_in_its_folder(self):
        self.planted("sqlite-header", "engine/core/job.cpp", "#include <sqlite3.h>\n")

    def test_platform_code_stays_in_its_files(self):
        self.planted("platform", "engine/core/job.cpp", "#include <sys/mman.h>\n")
        self.planted("platform", "engine/core/job.cpp", "#ifdef _WIN32\nint x;\n#endif\n")

    def test_includes_start_at_the_root(self):
        self.planted("include-path", "engine/core/job.cpp", '#include "job.h"\n')

    def test_catch_in_an_ordinary_function(self):
        body = "    try {\n        g();\n    } catch (...) {\n    }\n}\n"
        finding = self.planted("catch", "engine/core/job.cpp", "void f()\n{\n" + body)
        self.assertEqual(finding.line, 5)
        self.planted("catch", "engine/core/job.cpp",
                     "void a() noexcept\n{\n    g();\n}\nvoid f()\n{\n    if (x) {\n    }\n" + body)

    def test_catch_in_a_lambda_that_may_throw_within_a_noexcept_function(self):
        self.planted("catch", "engine/core/job.cpp",
                     "void f() noexcept\n{\n    run([] {\n        try {\n            g();\n        } catch (...) {\n"
                     "        }\n    });\n}\n")

    def test_catch_where_nothing_may_leave(self):
        body = "{\n    try {\n        g();\n    } catch (...) {\n    }\n}\n"
        entry = "    std::jthread t([this](std::stop_token stop) noexcept {\n" + body.replace("\n", "\n    ") + ");\n"
        for text in ("X::~X()\n" + body, "int f(void *p) noexcept\n" + body, "void s()\n{\n" + entry + "}\n"):
            self.assertEqual([str(f) for f in findings_in({"engine/core/job.cpp": text})], [])

    def test_function_length(self):
        self.planted("function-length", "engine/core/job.cpp", long_function(71))
        self.assertEqual(findings_in({"engine/core/job.cpp": long_function(70)}), [])
        with_members = "X::X(int a)\n    : m_a(a), m_b{a}, m_c(a)"
        self.planted("function-length", "engine/core/job.cpp", long_function(72, with_members))
        self.planted("function-length", "engine/core/job.cpp",
                     "struct S\n{\n" + long_function(71, "void f(std::vector<int> v = {}) const") + "};\n")

    def test_function_length_counts_no_neighbours(self):
        text = "".join(long_function(40, f"int f{n}()") for n in range(5))
        lambdas = "void f()\n{\n    auto g = [x] { return x; };\n    if (a[i]->b) {\n    }\n}\n" * 15
        self.assertEqual(findings_in({"engine/core/job.cpp": text + lambdas}), [])

    def test_file_length(self):
        self.planted("file-length", "engine/core/job.cpp", "int x;\n" * 801)
        self.assertEqual(findings_in({"engine/core/job.cpp": "int x;\n" * 800}), [])

    def test_forbidden_words_of_code(self):
        for rule, text in (("process-events", "QCoreApplication::processEvents();"),
                           ("instance", "Settings::instance().theme();"),
                           ("name", "class TaskManager {};"),
                           ("portability", "auto v = x | std::views::filter(f);")):
            self.planted(rule, "models/task/task_runner.cpp", f"void f()\n{{\n    {text}\n}}\n")

    def test_headers_say_what_they_are(self):
        self.planted("header", "engine/core/job.h", "#pragma once\n")
        self.planted("header", "engine/core/job.h", "// Purpose.\n")

    def test_words_of_the_workplace(self):
        self.planted("workplace", "engine/core/job.cpp", "// see /wo" + "rk/main\n")
        self.planted("unfinished", "engine/core/job.cpp", "// TO" + "DO: more\n")

    def test_sources_that_cmake_does_not_know(self):
        self.planted("cmake", "engine/core/lost.cpp", "int x;\n")
        self.planted("cmake", "engine/sqlite/job.cpp", "int x;\n")  # another folder's job.cpp is known

    def test_globbing(self):
        found = findings_in({"engine/sqlite/CMakeLists.txt": "file(GLOB sources *.cpp)\n"})
        self.assertIn(("cmake", "engine/sqlite/CMakeLists.txt"), {(f.rule, f.path) for f in found})


class Exceptions(unittest.TestCase):
    FINDING = rules.Finding("catch", "a.cpp", 3, "text")

    def test_an_exception_covers_its_findings(self):
        self.assertEqual(rules.judge([self.FINDING], {("catch", "a.cpp"): 1}), [])

    def test_more_findings_than_excepted_are_all_told(self):
        self.assertEqual(len(rules.judge([self.FINDING, self.FINDING], {("catch", "a.cpp"): 1})), 2)

    def test_an_exception_that_is_no_longer_needed_must_go(self):
        self.assertEqual(len(rules.judge([], {("catch", "a.cpp"): 1})), 1)

    def test_the_list_may_only_shrink(self):
        self.assertEqual(rules.grown(2, [3, 2, 5]), [])
        self.assertEqual(rules.grown(1, [3, 2, 5]), [])
        self.assertEqual(len(rules.grown(3, [3, 2, 5])), 1)

    def test_reading_the_list(self):
        text = "# comment\ncatch a.cpp 2\n\nfile-length b.cpp 1 # why\n"
        self.assertEqual(rules.parse_exceptions(text), {("catch", "a.cpp"): 2, ("file-length", "b.cpp"): 1})


@unittest.skipUnless(layout.clang_format(), "clang-format 14 is not installed")
class Layout(unittest.TestCase):
    def said_of(self, text):
        with tempfile.TemporaryDirectory() as root:
            (Path(root) / ".clang-format").write_text("BasedOnStyle: LLVM\n")
            (Path(root) / "a.cpp").write_text(text)
            return layout.unformatted(rules.Tree(root), layout.clang_format())

    def test_layout(self):
        self.assertEqual(self.said_of("int f() { return 1; }\n"), "")
        self.assertIn("a.cpp:1", self.said_of("int   f() { return 1; }\n"))


class Translations(unittest.TestCase):
    def file_of(self, *messages):
        file = tempfile.NamedTemporaryFile("w", suffix=".ts", encoding="utf-8")
        self.addCleanup(file.close)
        file.write('<TS version="2.1" language="de_DE"><context><name>Page</name>' + "".join(messages) + "</context></TS>")
        file.flush()
        return translations.messages_of(file.name)

    def message(self, source, *forms, state="", plural=False):
        said = "".join(f"<numerusform>{form}</numerusform>" for form in forms) if plural else forms[0]
        return (f'<message{" numerus=" + chr(34) + "yes" + chr(34) if plural else ""}><source>{source}</source>'
                f'<translation{state}>{said}</translation></message>')

    def findings(self, *messages, plurals_only=False):
        return list(translations.incomplete(self.file_of(*messages), plurals_only))

    def test_complete(self):
        self.assertEqual(self.findings(self.message("Open %1", "%1 öffnen"),
                                       self.message("%Ln row(s)", "%Ln Zeile", "%Ln Zeilen", plural=True)), [])

    def test_incomplete(self):
        for message in (self.message("Open", "Öffnen", state=' type="unfinished"'), self.message("Open", ""),
                        self.message("Open", "Öffnen", state=' type="vanished"'), self.message("Open %1", "Öffnen"),
                        self.message("%n row(s)", "%n Zeile", "", plural=True),
                        self.message("%n row(s)", "%n Zeile", plural=True)):
            self.assertEqual(len(self.findings(message)), 1, message)

    def test_english_needs_its_plurals_only(self):
        unfinished = ' type="unfinished"'
        self.assertEqual(self.findings(self.message("Open", "", state=unfinished), plurals_only=True), [])
        self.assertEqual(len(self.findings(self.message("%n row(s)", "", "", state=unfinished, plural=True),
                                           plurals_only=True)), 1)

    def test_a_text_of_the_sources_is_missing(self):
        said = self.file_of(self.message("Open", ""), self.message("New", ""))
        here = self.file_of(self.message("Open", "Öffnen"), self.message("Old", "Alt"))
        self.assertEqual(list(translations.missing(here, said)), ["missing: Page: 'New'"])


class CppText(unittest.TestCase):
    def test_comments_and_literals_go_lines_stay(self):
        text = 'int a; // "x\n/* b\n */ const char *c = "// no \\" comment"; char d = \'"\'; auto e = 1\'000; f();\n'
        code = cpp_text.code_of(text)
        self.assertEqual(code.count("\n"), text.count("\n"))
        self.assertNotIn("comment", code)
        self.assertIn("f();", code)

    def test_raw_strings(self):
        code = cpp_text.code_of('auto s = R"sql(SELECT "a" -- catch (x)\nFROM t)sql"; g();\n')
        self.assertNotIn("catch", code)
        self.assertIn("g();", code)
        self.assertEqual(code.count("\n"), 2)


if __name__ == "__main__":
    unittest.main()
