//! Scripts, by their syntax tree.

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    Argument, CallExpression, ComputedMemberExpression, DebuggerStatement, ExportAllDeclaration,
    ExportFromDeclaration, Expression, IdentifierReference, ImportDeclaration, ImportExpression,
    JSXAttribute, JSXAttributeName, JSXOpeningElement, ObjectProperty, StaticMemberExpression,
    StringLiteral, TSAnyKeyword, TSAsExpression, TSImportEqualsDeclaration, TSTypeAssertion,
    TemplateLiteral,
};
use oxc_ast_visit::{Visit, walk};
use oxc_parser::Parser;
use oxc_span::{GetSpan as _, SourceType, Span};

use super::{Found, host};
use crate::path::ProjectPath;

/// Comments that silence a tool.
const SILENCERS: [&str; 11] = [
    "@ts-ignore",
    "@ts-expect-error",
    "@ts-nocheck",
    "eslint-disable",
    "oxlint-disable",
    "biome-ignore",
    "prettier-ignore",
    "istanbul ignore",
    "v8 ignore",
    "c8 ignore",
    "stylelint-disable",
];

/// Names of the environment through which code gets at more than the application needs.
const GLOBALS: [&str; 12] = [
    "eval",
    "Function",
    "require",
    "process",
    "globalThis",
    "global",
    "Deno",
    "Bun",
    "importScripts",
    "Worker",
    "SharedWorker",
    "RTCPeerConnection",
];

/// Names through which code talks to machines.
const NETWORK: [&str; 5] = [
    "fetch",
    "XMLHttpRequest",
    "WebSocket",
    "EventSource",
    "WebTransport",
];

/// Objects that hold everything else: their members are named in plain text.
const WINDOWS: [&str; 7] = [
    "window",
    "self",
    "top",
    "parent",
    "frames",
    "document",
    "navigator",
];

/// Those of them that are not handed on as they are.
const HELD: [&str; 2] = ["window", "self"];

/// Members that are refused, whoever has them.
const MEMBERS: [&str; 9] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "srcdoc",
    "sendBeacon",
    "serviceWorker",
    "constructor",
    "__proto__",
    "env",
];

/// Modules that start processes, load code or reach the system.
const MODULES: [&str; 22] = [
    "child_process",
    "worker_threads",
    "cluster",
    "vm",
    "net",
    "dgram",
    "dns",
    "dns/promises",
    "os",
    "sqlite",
    "wasi",
    "tls",
    "http",
    "https",
    "http2",
    "fs",
    "fs/promises",
    "inspector",
    "module",
    "process",
    "repl",
    "v8",
];

/// Properties that put text into a page as code.
const PROPERTIES: [&str; 5] = [
    "dangerouslySetInnerHTML",
    "innerHTML",
    "outerHTML",
    "srcdoc",
    "srcDoc",
];

/// What keeps a test from being run, or lets it fail.
const IDLE: [&str; 6] = ["skip", "only", "todo", "fails", "skipIf", "runIf"];

/// Other names of tests that are not run, or of them alone.
const IDLE_TESTS: [&str; 5] = ["xit", "xtest", "xdescribe", "fit", "fdescribe"];

/// What puts something else in the place of a module.
const MOCKS: [&str; 2] = ["mock", "doMock"];

/// Looks at a script; what does not parse is left to those who say so.
pub(super) fn look(path: &ProjectPath, text: &str, requirement: &str) -> Vec<Found> {
    let Ok(kind) = SourceType::from_path(path.as_str()) else {
        return Vec::new();
    };
    if super::super::quick::parseable(path, text).is_none() {
        return vec![Found {
            rule: "size",
            offset: 0,
            words: "it is too long or too deep to be looked at; write less".to_owned(),
        }];
    }
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, kind).parse();
    let name = path.as_str();
    let mut eye = Eye {
        text,
        requirement,
        is_test: name.ends_with(".test.ts") || name.ends_with(".test.tsx"),
        talks: host::names_one(requirement),
        found: Vec::new(),
    };
    for comment in &parsed.program.comments {
        let words = eye.at(comment.span);
        if let Some(silencer) = SILENCERS.iter().find(|it| words.contains(**it)) {
            let words = format!("`{silencer}` silences a tool; write what it accepts");
            eye.refuse("silenced", comment.span, words);
        }
    }
    eye.visit_program(&parsed.program);
    eye.found
}

/// Whoever looks.
struct Eye<'t> {
    text: &'t str,
    requirement: &'t str,
    is_test: bool,
    /// Whether the requirement names a machine.
    talks: bool,
    found: Vec<Found>,
}

impl<'t> Eye<'t> {
    fn at(&self, span: Span) -> &'t str {
        let range = span.start as usize..span.end as usize;
        self.text.get(range).unwrap_or_default()
    }

    fn refuse(&mut self, rule: &'static str, span: Span, words: impl Into<String>) {
        self.found.push(Found {
            rule,
            offset: span.start as usize,
            words: words.into(),
        });
    }

    fn module(&mut self, name: &str, span: Span) {
        let plain = name.strip_prefix("node:").unwrap_or(name);
        if MODULES.contains(&plain) || host::foreign(name, "").is_some() {
            let words =
                format!("the module `{name}` is refused: code of the application needs none");
            self.refuse("module", span, words);
        }
    }

    fn address(&mut self, value: &str, span: Span) {
        if let Some(words) = host::foreign_in(value, self.requirement) {
            self.refuse("host", span, words);
        }
    }

    /// Looks at something that a call gets where a function is expected.
    fn code(&mut self, callee: &Expression<'_>, first: Option<&Argument<'_>>, span: Span) {
        let name = match name_of(callee) {
            Some(name) => name,
            None => self
                .at(callee.span())
                .rsplit('.')
                .next()
                .unwrap_or_default(),
        };
        let text = matches!(
            first,
            Some(
                Argument::StringLiteral(_)
                    | Argument::TemplateLiteral(_)
                    | Argument::BinaryExpression(_)
            )
        );
        if text && matches!(name, "setTimeout" | "setInterval") {
            self.refuse("global", span, "code in a text is refused; pass a function");
        }
    }

    /// Looks at a property of an object, which may become an attribute or a member.
    fn property(&mut self, name: &str, span: Span) {
        if PROPERTIES.contains(&name) {
            self.refuse(
                "member",
                span,
                format!("`{name}` is refused; render elements"),
            );
        } else if self.is_test && IDLE.contains(&name) {
            self.refuse(
                "idle",
                span,
                format!("`{name}` is refused: every test runs"),
            );
        }
    }

    /// Looks at a call of `test` and its likes.
    fn test(&mut self, call: &CallExpression<'_>) {
        let each = ["test.each", "it.each", "test.for", "it.for"];
        let declares = if let Expression::Identifier(name) = &call.callee {
            matches!(name.name.as_str(), "test" | "it")
        } else if let Expression::CallExpression(call) = &call.callee {
            each.contains(&self.at(call.callee.span()))
        } else {
            false
        };
        let text = self.at(call.span);
        if declares && !text.contains("expect(") && !text.contains("expect.") {
            self.refuse("idle", call.span, "a test without `expect` proves nothing");
        }
    }

    fn member(&mut self, object: &Expression<'_>, name: &str, span: Span) {
        let object = name_of(object).unwrap_or_default();
        if object == "document" && matches!(name, "write" | "writeln") || MEMBERS.contains(&name) {
            let words =
                format!("`{name}` is refused; render elements, and read settings nowhere else");
            self.refuse("member", span, words);
        }
        if WINDOWS.contains(&object) && (GLOBALS.contains(&name) || NETWORK.contains(&name)) {
            self.refuse("global", span, format!("`{object}.{name}` is refused"));
        }
        if self.is_test && (IDLE.contains(&name) || object == "vi" && MOCKS.contains(&name)) {
            let words = format!("`{name}` is refused: every test runs, on what is there");
            self.refuse("idle", span, words);
        }
    }
}

/// Returns the name that an expression is, if it is nothing but a name.
fn name_of<'e>(expression: &'e Expression<'_>) -> Option<&'e str> {
    if let Expression::Identifier(name) = expression {
        Some(name.name.as_str())
    } else {
        None
    }
}

/// Returns whether an expression is a cast.
fn is_cast(expression: &Expression<'_>) -> bool {
    matches!(
        expression.without_parentheses(),
        Expression::TSAsExpression(_) | Expression::TSTypeAssertion(_)
    )
}

/// Returns whether an expression puts a name together from texts.
fn makes_a_name(expression: &Expression<'_>) -> bool {
    if let Expression::BinaryExpression(both) = expression {
        let is_text = |side: &Expression<'_>| {
            matches!(
                side,
                Expression::StringLiteral(_) | Expression::TemplateLiteral(_)
            ) || makes_a_name(side)
        };
        return is_text(&both.left) || is_text(&both.right);
    }
    false
}

impl<'a> Visit<'a> for Eye<'_> {
    fn visit_ts_any_keyword(&mut self, it: &TSAnyKeyword) {
        self.refuse(
            "any",
            it.span,
            "`any` is refused; write the type, or `unknown` and a check",
        );
    }

    fn visit_ts_as_expression(&mut self, it: &TSAsExpression<'a>) {
        if is_cast(&it.expression) {
            let words = "a cast of a cast is refused; change the types so that none is needed";
            self.refuse("cast", it.span, words);
        }
        walk::walk_ts_as_expression(self, it);
    }

    fn visit_ts_type_assertion(&mut self, it: &TSTypeAssertion<'a>) {
        if is_cast(&it.expression) {
            let words = "a cast of a cast is refused; change the types so that none is needed";
            self.refuse("cast", it.span, words);
        }
        walk::walk_ts_type_assertion(self, it);
    }

    fn visit_ts_import_equals_declaration(&mut self, it: &TSImportEqualsDeclaration<'a>) {
        self.refuse("import", it.span, "write `import … from '…'`");
    }

    fn visit_object_property(&mut self, it: &ObjectProperty<'a>) {
        if let Some(name) = it.key.static_name() {
            self.property(&name, it.span);
        }
        walk::walk_object_property(self, it);
    }

    fn visit_identifier_reference(&mut self, it: &IdentifierReference<'a>) {
        let name = it.name.as_str();
        if GLOBALS.contains(&name) {
            let words = format!("`{name}` is refused; if it is your own, call it something else");
            self.refuse("global", it.span, words);
        } else if NETWORK.contains(&name) && !(self.talks && name == "fetch") {
            let words =
                format!("`{name}` is refused; pages use `apiClient`, and the API calls nobody");
            self.refuse("network", it.span, words);
        } else if HELD.contains(&name) {
            let words = format!("`{name}` is not handed on; name the member that you need");
            self.refuse("global", it.span, words);
        } else if IDLE_TESTS.contains(&name) && self.is_test {
            self.refuse(
                "idle",
                it.span,
                format!("`{name}` is refused: every test runs"),
            );
        }
    }

    fn visit_import_declaration(&mut self, it: &ImportDeclaration<'a>) {
        self.module(it.source.value.as_str(), it.span);
    }

    fn visit_export_from_declaration(&mut self, it: &ExportFromDeclaration<'a>) {
        self.module(it.source.value.as_str(), it.span);
    }

    fn visit_export_all_declaration(&mut self, it: &ExportAllDeclaration<'a>) {
        self.module(it.source.value.as_str(), it.span);
    }

    fn visit_import_expression(&mut self, it: &ImportExpression<'a>) {
        if let Expression::StringLiteral(name) = &it.source {
            self.module(name.value.as_str(), it.span);
        } else {
            let words = "an import names its module in a plain text";
            self.refuse("import", it.span, words);
        }
    }

    fn visit_call_expression(&mut self, it: &CallExpression<'a>) {
        if self.is_test {
            self.test(it);
        }
        self.code(&it.callee, it.arguments.first(), it.span);
        walk::walk_call_expression(self, it);
    }

    fn visit_static_member_expression(&mut self, it: &StaticMemberExpression<'a>) {
        self.member(&it.object, it.property.name.as_str(), it.span);
        if !name_of(&it.object).is_some_and(|object| HELD.contains(&object)) {
            walk::walk_static_member_expression(self, it);
        }
    }

    fn visit_computed_member_expression(&mut self, it: &ComputedMemberExpression<'a>) {
        let held = name_of(&it.object).is_some_and(|object| WINDOWS.contains(&object));
        if let Some(name) = it.static_property_name() {
            self.member(&it.object, &name, it.span);
            if held {
                return;
            }
        } else if held || makes_a_name(&it.expression) {
            let words = "a member is named in plain text";
            self.refuse("member", it.span, words);
            return;
        }
        walk::walk_computed_member_expression(self, it);
    }

    fn visit_string_literal(&mut self, it: &StringLiteral<'a>) {
        self.address(it.value.as_str(), it.span);
    }

    fn visit_template_literal(&mut self, it: &TemplateLiteral<'a>) {
        if let Some(first) = it.quasis.first() {
            let value = first
                .value
                .cooked
                .as_ref()
                .map_or("", |value| value.as_str());
            self.address(value, it.span);
        }
        walk::walk_template_literal(self, it);
    }

    fn visit_jsx_opening_element(&mut self, it: &JSXOpeningElement<'a>) {
        let name = self.at(it.name.span());
        if matches!(name, "script" | "iframe" | "object" | "embed" | "base") {
            self.refuse("element", it.span, format!("`<{name}>` is refused"));
        }
        walk::walk_jsx_opening_element(self, it);
    }

    fn visit_jsx_attribute(&mut self, it: &JSXAttribute<'a>) {
        if let JSXAttributeName::Identifier(name) = &it.name
            && matches!(name.name.as_str(), "dangerouslySetInnerHTML" | "srcDoc")
        {
            let words = format!("`{}` is refused; render elements", name.name);
            self.refuse("member", it.span, words);
        }
        walk::walk_jsx_attribute(self, it);
    }

    fn visit_debugger_statement(&mut self, it: &DebuggerStatement) {
        self.refuse("debugger", it.span, "`debugger` is refused");
    }
}
